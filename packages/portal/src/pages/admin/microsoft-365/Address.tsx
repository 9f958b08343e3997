import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Trial } from '@moorage/api'
import { type FormEvent, useState } from 'react'
import { call } from '../../../api/call.ts'
import { type ApiProblem, asProblem } from '../../../api/problem.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { DiscoveryLine } from '../editors/DiscoveryLine.tsx'
import { TrialReport } from '../editors/TrialReport.tsx'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'
import { NotPublic } from './NotPublic.tsx'
import { fixedAddress } from './state.ts'

const words = wordsMicrosoft365.configure

/** What the server says is wrong with an address may come with the trial that found it. */
const trialOf = (problem: ApiProblem): Trial | undefined =>
  problem.code === 'DISCOVERY_UNUSABLE' ? (problem.data.trial as Trial) : undefined

/** The discovery address of one environment: try another, see what would change, take it, or go back to Microsoft's. */
export function Address({ environment }: { environment: 'test' | 'production' }) {
  const { now, set, ask } = useMicrosoft365()
  const notify = useNotify()
  const { editorId, name, url, defaultUrl, discovery } = now[environment]
  const fixed = fixedAddress(now, environment)
  const [typed, setTyped] = useState(url)
  const [trial, setTrial] = useState<Trial>()
  const [problem, setProblem] = useState<ApiProblem>()
  const [busy, setBusy] = useState<'try' | 'use'>()
  const [warned, setWarned] = useState(false)
  const wanted = typed.trim()
  const tried = trial?.url === wanted || problem ? trial : undefined

  const attempt = async (what: 'try' | 'use', work: () => Promise<void>) => {
    setBusy(what)
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      const failed = asProblem(error)
      const found = trialOf(failed)
      if (found) setTrial(found)
      else setProblem(failed)
    }
    setBusy(undefined)
  }
  const tryIt = (event: FormEvent) => {
    event.preventDefault()
    if (busy || !wanted) return
    void attempt('try', async () => {
      const outcome = await call('tryDiscovery', { body: { url: wanted, editorId } })
      setTrial({ ...outcome, url: wanted })
    })
  }
  const take = (next: string | null) =>
    attempt('use', async () => {
      const answer = await call('changeAddress', { body: { environment, url: next } })
      notify.done(words.used(name))
      set(answer.microsoft365)
    })
  const back = () => {
    if (now.notPublic && now.state !== 'off') setWarned(true)
    else void take(null)
  }
  return (
    <form className={styles.address} onSubmit={tryIt} noValidate>
      <Field
        label={words.address(name)}
        hint={
          fixed
            ? wordsMicrosoft365.fixedAbout(fixed.where)
            : url === defaultUrl
              ? words.isMicrosofts
              : environment === 'test' && now.rehearsal
                ? words.isRehearsal
                : undefined
        }
      >
        <Input
          type="url"
          value={typed}
          readOnly={Boolean(fixed)}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => {
            setTyped(data.value)
            setTrial(undefined)
            setProblem(undefined)
          }}
        />
      </Field>
      <DiscoveryLine discovery={discovery} idle={now.state === 'off' || (environment === 'production' && now.state === 'testing')} />
      <div className={styles.buttons}>
        <Button type="submit" disabledFocusable={Boolean(busy) || !wanted}>
          {busy === 'try' ? wordsMicrosoft365.configure.trying : words.try}
        </Button>
        {!fixed && tried?.usable && wanted !== url && (
          <Button appearance="primary" disabledFocusable={Boolean(busy)} onClick={() => void take(wanted)}>
            {words.use}
          </Button>
        )}
        {!fixed && url !== defaultUrl && (
          <Button disabledFocusable={Boolean(busy)} onClick={back}>
            {words.backToMicrosoft}
          </Button>
        )}
      </div>
      <div role="status" className={styles.outcome}>
        {problem && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{problem.sentence}</MessageBarBody>
          </MessageBar>
        )}
        {tried && <TrialReport trial={tried} />}
      </div>
      {warned && now.notPublic && (
        <NotPublic why={now.notPublic} onClose={() => setWarned(false)} onRehearse={() => ask('rehearse')} onAnyway={() => take(null)} />
      )}
    </form>
  )
}
