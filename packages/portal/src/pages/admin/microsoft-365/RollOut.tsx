import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Spinner,
} from '@fluentui/react-components'
import type { Organization } from '@moorage/api'
import { useState } from 'react'
import { Link } from 'react-router'
import { call } from '../../../api/call.ts'
import { useAnswer } from '../../../api/use-answer.ts'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'
import { fixedState, unreachableBy } from './state.ts'

const words = wordsMicrosoft365.rollOut
const SHOWN = 12

const peopleOf = (organizations: Organization[]) => organizations.reduce((sum, { people }) => sum + people, 0)

/** The organizations whose policy gives it to somebody; All Organizations itself has no people. */
function useOn() {
  const answer = useAnswer('organizations', () => call('listOrganizations'))
  const on = answer.value?.organizations.filter(
    ({ microsoft365, blocked, people }) => microsoft365 !== 'disabled' && !blocked && people > 0,
  )
  return { ...answer, on }
}

export function RollOutButton() {
  const { now, ask } = useMicrosoft365()
  if (now.state === 'production' || fixedState(now)) return null
  return (
    <Button appearance={now.state === 'testing' && !now.rehearsal ? 'primary' : 'secondary'} onClick={() => ask('production')}>
      {words.go}
    </Button>
  )
}

function Organizations() {
  const { now } = useMicrosoft365()
  const { on, problem, again } = useOn()
  if (problem)
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{problem.sentence}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={again}>{portal.tryAgain}</Button>
        </MessageBarActions>
      </MessageBar>
    )
  if (!on) return <Spinner size="small" label={portal.loading} className={styles.waiting} />
  return (
    <div className={styles.part}>
      <h3>{now.state === 'production' ? words.does : words.wouldGet}</h3>
      {on.length === 0 ? (
        <p>{words.nobody}</p>
      ) : (
        <>
          <ul className={styles.organizations}>
            {on.slice(0, SHOWN).map(({ id, name, people, microsoft365 }) => (
              <li key={id}>
                <strong>{name}</strong>
                <span>{microsoft365 === 'edit' ? words.edit : words.view}</span>
                <span className={styles.quiet}>{words.people(people)}</span>
              </li>
            ))}
          </ul>
          <p className={styles.quiet}>{words.total(on.length, peopleOf(on))}</p>
        </>
      )}
      <p>
        <Link className={styles.link} to="/admin/policies">
          {words.toPolicies}
        </Link>
      </p>
    </div>
  )
}

export function RollOut() {
  return (
    <>
      <p className={styles.prose}>{words.intro}</p>
      <Organizations />
    </>
  )
}

/** Asks before everybody gets it. */
export function GoToProduction({ onClose }: { onClose(): void }) {
  const { now, change } = useMicrosoft365()
  const { on } = useOn()
  const [busy, setBusy] = useState(false)
  const stay = now.testers.filter(({ staysOnTest }) => staysOnTest).length
  const notPublic = unreachableBy(now, 'production')
  const go = async () => {
    setBusy(true)
    const changed = await change(
      () => call('changeState', { body: { state: 'production' } }),
      wordsMicrosoft365.configure.changed(wordsMicrosoft365.state.production),
    )
    if (changed) onClose()
    else setBusy(false)
  }
  return (
    <Dialog open onOpenChange={onClose} modalType="alert">
      <DialogSurface className={styles.dialog}>
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent className={styles.form}>
            {notPublic && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{wordsMicrosoft365.notPublic.text(notPublic)}</MessageBarBody>
              </MessageBar>
            )}
            {on ? <p>{words.text(peopleOf(on), on.length)}</p> : <Spinner size="tiny" label={portal.loading} className={styles.waiting} />}
            {stay > 0 && <p>{words.stay(stay)}</p>}
            {now.production.discovery.problem && <p>{words.unread(now.production.discovery.problem)}</p>}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => void go()}>
              {words.go}
            </Button>
            <Button onClick={onClose}>{portal.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
