import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { openAddress, openTab } from '../../../files/open-tab.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { useAnswer } from '../parts/answer.ts'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'
import { findValidationFile, makeValidationFile } from './validation-file.ts'

const words = wordsMicrosoft365.validate

/** Opens the Validation application in the test environment, on a file of one's own. */
export function ValidateButton() {
  const { now } = useMicrosoft365()
  const { me } = useSession()
  const notify = useNotify()
  const [busy, setBusy] = useState(false)
  const done = now.steps.find(({ name }) => name === 'validate')?.state === 'done'

  const open = async () => {
    setBusy(true)
    try {
      const file = (await findValidationFile(me)) ?? (await makeValidationFile(me))
      const link = openAddress(file.id, { editor: now.test.editorId })
      const name = `moorage-${file.id}-${now.test.editorId}`
      if (!openTab(link, name)) notify.info(words.popUpBlocked, { label: words.openIt, run: () => void openTab(link, name) })
    } catch (error) {
      notify.failed(error)
    }
    setBusy(false)
  }
  return (
    <Button appearance={done ? 'secondary' : 'primary'} disabledFocusable={busy || now.state === 'off'} onClick={() => void open()}>
      {busy ? words.opening : words.open}
    </Button>
  )
}

/** Whether whoever looks at this page would get the test environment, by the same decision as everywhere. */
function Readiness() {
  const { now, change } = useMicrosoft365()
  const { me } = useSession()
  const tester = now.testers.some(({ account }) => account.id === me.id)
  const { data, stale } = useAnswer({
    key: `${now.state} ${now.rehearsal} ${tester}`,
    read: (signal) => call('why', { query: { accountId: me.id }, signal }),
  })
  const verdict = stale ? undefined : data?.verdicts.find(({ editor }) => editor === now.test.editorId)
  if (now.state === 'off') return <p className={styles.quiet}>{words.off}</p>
  if (!verdict) return null
  if (verdict.action === 'edit') return <p className={styles.quiet}>{words.ready(verdict.editorName)}</p>
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.notReady}</MessageBarTitle> {[verdict.why, verdict.change].filter(Boolean).join(' ')}
      </MessageBarBody>
      {verdict.clause === 'stage' && (
        <MessageBarActions>
          <Button
            onClick={() => void change(() => call('addTester', { body: { accountId: me.id } }), wordsMicrosoft365.testers.added(me.name))}
          >
            {words.becomeTester}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}

/** What Microsoft wants to see green before it looks at a host. */
export function Validate() {
  return (
    <>
      <p className={styles.prose}>{words.intro}</p>
      <div role="status">
        <Readiness />
      </div>
      <div className={styles.part}>
        <h3>{words.groups}</h3>
        <ul className={styles.groups}>
          {words.groupList.map(([group, about]) => (
            <li key={group}>
              <strong>{group}</strong> <span className={styles.quiet}>{about}</span>
            </li>
          ))}
        </ul>
        <p className={styles.quiet}>{words.noExceptions}</p>
      </div>
    </>
  )
}
