import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { formatDate } from '../../../format.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import { useAnswer } from '../parts/answer.ts'
import { Empty, Shown } from '../parts/Shown.tsx'
import styles from './measured.module.css'

const words = wordsLaunchMeasured.sent

/** The log of what was answered when. */
export function Sent() {
  const notify = useNotify()
  const [busy, setBusy] = useState(false)
  const answer = useAnswer({ key: 'sent', read: (signal) => call('listLaunchSent', { query: {}, signal }) })
  const more = async (before: number) => {
    setBusy(true)
    try {
      const page = await call('listLaunchSent', { query: { before } })
      answer.set((shown) => ({ entries: [...shown.entries, ...page.entries], ...(page.next === undefined ? {} : { next: page.next }) }))
    } catch (error) {
      notify.failed(error)
    }
    setBusy(false)
  }
  return (
    <Shown answer={answer}>
      {({ entries, next }) =>
        entries.length === 0 ? (
          <Empty title={words.empty} text={words.emptyText} />
        ) : (
          <div className={styles.part}>
            <p className={styles.quiet}>{words.about}</p>
            <ul className={styles.list} aria-label={words.list}>
              {entries.map(({ id, title, at, by, note, text }) => (
                <li key={id} className={styles.entry}>
                  <h2>{title}</h2>
                  <span className={styles.quiet}>{words.by(by, formatDate(at))}</span>
                  {note && <span>{note}</span>}
                  <div className={styles.text}>{text}</div>
                </li>
              ))}
            </ul>
            {next !== undefined && (
              <div>
                <Button disabledFocusable={busy} onClick={() => void more(next)}>
                  {words.more}
                </Button>
              </div>
            )}
          </div>
        )
      }
    </Shown>
  )
}
