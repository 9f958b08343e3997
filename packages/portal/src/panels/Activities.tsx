import type { Activity } from '@moorage/api'
import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { formatExactly, nameOf } from '../format.ts'
import { words } from '../words.ts'
import styles from './panel.module.css'

/** What editors told of comments in the document; nothing at all where they told nothing. */
export function Activities({ itemId, stale }: { itemId: string; stale: number }) {
  const [activities, setActivities] = useState<Activity[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stale` asks for reading again
  useEffect(() => {
    let current = true
    call('listActivities', { params: { itemId } })
      .then((answer) => current && setActivities(answer.activities))
      // the rest of the details says what went wrong
      .catch(() => undefined)
    return () => {
      current = false
    }
  }, [itemId, stale])
  if (activities.length === 0) return null
  return (
    <section aria-labelledby="comments">
      <h3 id="comments" className={styles.comments}>
        {words.details.comments}
      </h3>
      <ul className={styles.list}>
        {activities.map(({ id, at, by, action, text, isReply, editorName }) => (
          <li key={`${by.id} ${id}`} className={styles.revision}>
            <span className={styles.about}>
              {nameOf(by)} {words.details.comment(action, isReply)}, {editorName}, {formatExactly(at)}
            </span>
            {text && <span className={styles.comment}>{text}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
