import { Button, Radio, RadioGroup } from '@fluentui/react-components'
import type { Microsoft365State } from '@moorage/api'
import { useId } from 'react'
import { call } from '../../../api/call.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { Address } from './Address.tsx'
import { CopyText } from './CopyText.tsx'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'
import { fixedState, stateName, unreachableBy } from './state.ts'
import { Testers } from './Testers.tsx'

const words = wordsMicrosoft365.configure
const STATES = ['off', 'testing', 'production'] as const

export function ConfigureButton() {
  const { now, ask, show } = useMicrosoft365()
  const fixed = fixedState(now)
  if (now.state === 'off' && !fixed)
    return (
      <Button appearance="primary" onClick={() => ask('rehearse')}>
        {words.rehearse}
      </Button>
    )
  return <Button onClick={() => show('add-tester')}>{wordsMicrosoft365.testers.add}</Button>
}

/** Off, Testing or Production; asks first where somebody loses or everybody gets something. */
function StateChoice() {
  const { now, change, ask } = useMicrosoft365()
  const fixed = fixedState(now)
  const id = useId()
  const choose = (state: Microsoft365State) => {
    if (state === now.state) return
    if (state === 'off') return ask('turn-off')
    if (state === 'production') return ask('production')
    if (unreachableBy(now, state)) return ask('testing-not-public')
    void change(() => call('changeState', { body: { state } }), words.changed(wordsMicrosoft365.state.testing))
  }
  return (
    <div className={styles.part}>
      <h3 id={id}>{words.state}</h3>
      {fixed && <p className={styles.quiet}>{wordsMicrosoft365.fixedAbout(fixed.where)}</p>}
      <RadioGroup
        aria-labelledby={id}
        value={now.state}
        disabled={Boolean(fixed)}
        onChange={(_, { value }) => choose(value as Microsoft365State)}
      >
        {STATES.map((state) => (
          <Radio
            key={state}
            value={state}
            label={
              <span className={styles.radio}>
                <span>{state === 'testing' && now.rehearsal ? wordsMicrosoft365.state.rehearsal : wordsMicrosoft365.state[state]}</span>
                <span className={styles.quiet}>{words.stateAbout[state]}</span>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </div>
  )
}

function Rehearsal() {
  const { now, ask } = useMicrosoft365()
  const fixed = fixedState(now)
  return (
    <div className={styles.part}>
      <h3>{words.rehearsal}</h3>
      <p className={styles.prose}>{stateName(now) === 'rehearsal' ? words.rehearsing : words.rehearsalAbout}</p>
      {fixed && <p className={styles.quiet}>{wordsMicrosoft365.fixedAbout(fixed.where)}</p>}
      {now.state !== 'off' && !now.rehearsal && !fixed && <Button onClick={() => ask('rehearse')}>{words.rehearse}</Button>}
    </div>
  )
}

/** The two host names that go on Microsoft's allow lists. */
function HostNames() {
  const { now } = useMicrosoft365()
  return (
    <div className={styles.part}>
      <h3>{words.hosts}</h3>
      <p className={styles.prose}>{words.hostsAbout}</p>
      <dl className={styles.hosts}>
        {[now.test, now.production].map((environment) => (
          <div key={environment.editorId}>
            <dt>{words.hostOf(environment.name)}</dt>
            <dd>
              <CopyText text={environment.wopiHost} />
            </dd>
          </div>
        ))}
      </dl>
      {now.notPublic && <p className={styles.quiet}>{now.notPublic}</p>}
    </div>
  )
}

export function Configure() {
  const { now } = useMicrosoft365()
  return (
    <>
      <Rehearsal />
      <StateChoice />
      <Testers />
      <div className={styles.part}>
        <h3>{words.addresses}</h3>
        <p className={styles.prose}>{words.addressesAbout}</p>
        <Address key={`test ${now.test.url}`} environment="test" />
        <Address key={`production ${now.production.url}`} environment="production" />
      </div>
      <HostNames />
    </>
  )
}
