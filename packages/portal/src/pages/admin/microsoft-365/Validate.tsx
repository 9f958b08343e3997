import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useState } from 'react'
import { Link } from 'react-router'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { openAddress, openTab } from '../../../files/open-tab.ts'
import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import { wordsDoctor } from '../../../words-doctor.ts'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { useAnswer } from '../parts/answer.ts'
import { useMicrosoft365 } from './context.ts'
import styles from './microsoft-365.module.css'
import { findValidationFile, makeValidationFile } from './validation-file.ts'

const words = wordsMicrosoft365.validate

const verdictOn = async (accountId: string, editorId: string, signal?: AbortSignal) =>
  (await call('why', { query: { accountId }, signal })).verdicts.find(({ editor }) => editor === editorId)

/** Opens the Validation application in the test environment, on a file of one's own. */
export function ValidateButton() {
  const { now, show } = useMicrosoft365()
  const { me } = useSession()
  const notify = useNotify()
  const [busy, setBusy] = useState(false)
  const done = now.steps.find(({ name }) => name === 'validate')?.state === 'done'

  const open = async () => {
    setBusy(true)
    try {
      // what stands in the way is said on this page, and not by a page that opens to say it
      if ((await verdictOn(me.id, now.test.editorId))?.action !== 'edit') return show('validate')
      const file = (await findValidationFile(me)) ?? (await makeValidationFile(me))
      const link = openAddress(file.id, { editor: now.test.editorId })
      const name = `moorage-${file.id}-${now.test.editorId}`
      if (!openTab(link, name)) notify.info(words.popUpBlocked, { label: words.openIt, run: () => void openTab(link, name) })
    } catch (error) {
      notify.failed(error)
    } finally {
      setBusy(false)
    }
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
    read: (signal) => verdictOn(me.id, now.test.editorId, signal),
  })
  const verdict = stale ? undefined : data
  if (now.state === 'off') return <p className={styles.quiet}>{words.off}</p>
  if (!verdict) return null
  if (verdict.action === 'edit') return <p className={styles.quiet}>{words.ready(verdict.editorName)}</p>
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.notReady(verdict.editorName)}</MessageBarTitle> {verdict.why}
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
      <p>
        {wordsDoctor.beforeValidating}{' '}
        <Link to="/admin/doctor" className={styles.link}>
          {wordsDoctor.openDoctor}
        </Link>
      </p>
      <p>
        {wordsLaunchMeasured.fromValidate}{' '}
        <Link to="/admin/launch-kit?part=reports" className={styles.link}>
          {adminWords.pages.launchKit}
        </Link>
      </p>
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
