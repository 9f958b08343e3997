import { Button } from '@fluentui/react-components'
import { ArrowClockwise20Regular } from '@fluentui/react-icons'
import { ALERT_KINDS, type Response as ResponseOf, type ROUTES } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import { wordsWatching } from '../../../words-watching.ts'
import { useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import { Empty, Shown } from '../parts/Shown.tsx'
import { AlertCard } from './AlertCard.tsx'
import { AlertHistory } from './AlertHistory.tsx'
import styles from './alerts.module.css'
import { alertsChanged } from './open-alerts.ts'
import { WhoIsTold } from './WhoIsTold.tsx'

const words = wordsWatching.alerts
const REFRESH = 30_000
const PAGE = 25
export type Alerts = ResponseOf<(typeof ROUTES)['listAlerts']>

export function AlertsPage() {
  const notify = useNotify()
  const [busy, setBusy] = useState(false)
  const answer = useAnswer<Alerts>({ key: 'alerts', read: (signal) => call('listAlerts', { query: { limit: PAGE }, signal }) })
  useAnswer({ key: 'every', read: async () => void (await answer.again()), every: REFRESH })
  const trying = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      notify.failed(error)
    }
    setBusy(false)
  }
  const look = () =>
    trying(async () => {
      const { open } = await call('lookAtAlerts')
      await answer.again()
      alertsChanged()
      notify.done(words.looked(open))
    })
  const older = ({ past }: Alerts) =>
    trying(async () => {
      const before = past.at(-1)?.closedAt
      const page = await call('listAlerts', { query: { ...(before ? { before } : {}), limit: PAGE } })
      answer.set((known) => ({ ...page, past: [...known.past, ...page.past] }))
    })
  return (
    <Page
      title={adminWords.pages.alerts}
      lead={words.lead}
      actions={
        <Button icon={<ArrowClockwise20Regular />} disabledFocusable={busy} onClick={() => void look()}>
          {words.look}
        </Button>
      }
    >
      <Shown answer={answer}>
        {(alerts) => (
          <>
            <section className={styles.section} aria-labelledby="alerts-open">
              <h2 id="alerts-open">{words.open}</h2>
              {alerts.open.length === 0 ? (
                <Empty of="done" title={words.nothing} text={words.nothingText} />
              ) : (
                alerts.open.map((alert) => <AlertCard key={alert.id} alert={alert} />)
              )}
              <details className={styles.watched}>
                <summary>{words.watched}</summary>
                <ul>
                  {ALERT_KINDS.map((kind) => (
                    <li key={kind}>{words.watchedKinds[kind]}</li>
                  ))}
                </ul>
              </details>
            </section>
            <WhoIsTold />
            <section className={styles.section} aria-labelledby="alerts-past">
              <h2 id="alerts-past">{words.history}</h2>
              <AlertHistory past={alerts.past} />
              {alerts.more && (
                <Button style={{ alignSelf: 'center' }} disabledFocusable={busy} onClick={() => void older(alerts)}>
                  {words.older}
                </Button>
              )}
            </section>
          </>
        )}
      </Shown>
    </Page>
  )
}
