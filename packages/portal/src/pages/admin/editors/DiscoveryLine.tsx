import type { DiscoveryState } from '@moorage/api'
import { formatExactly, sayWhen } from '../../../format.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import styles from './editors.module.css'

const words = wordsMicrosoft365.editors
const different = (lists: string[][]) => new Set(lists.flat().filter(Boolean)).size

/** When a discovery was read, what it offers, and what went wrong the last time. `idle`: it is read only once somebody gets it. */
export function DiscoveryLine({ discovery, idle }: { discovery: DiscoveryState; idle?: boolean }) {
  const { readAt, problem, summary } = discovery
  return (
    <div className={styles.discovery}>
      <p className={styles.quiet}>
        {readAt ? (
          <span title={formatExactly(readAt)}>{words.readAt(sayWhen(readAt))}</span>
        ) : (
          <span>{idle ? words.neverNobody : words.never}</span>
        )}
        {summary && (
          <>
            <span>
              {words.offers(
                summary.apps.length,
                different(summary.apps.map(({ edit }) => edit)),
                different(summary.apps.map(({ view }) => view)),
              )}
            </span>
            <span>{words.keys[summary.keys]}</span>
          </>
        )}
      </p>
      {problem && (
        <p className={styles.problem}>
          {words.problem(problem)} {readAt && words.stillUsed}
        </p>
      )}
    </div>
  )
}
