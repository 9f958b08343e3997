import { MessageBar, MessageBarBody, MessageBarTitle, ProgressBar } from '@fluentui/react-components'
import type { DoctorReport } from '@moorage/api'
import { formatExactly, formatWhen } from '../../../format.ts'
import { wordsDoctor as words } from '../../../words-doctor.ts'
import styles from './doctor.module.css'
import { countsOf, isLooking, worstOf } from './report.ts'
import { StatusIcon } from './StatusIcon.tsx'

/** What the look came to, or how far it is. */
export function Summary({ report }: { report: DoctorReport }) {
  const { startedAt = 0, endedAt = 0, short, total, checks, fixed } = report
  const looking = isLooking(report)
  const ended = checks.filter(({ former }) => !former)
  const counts = countsOf(ended)
  const outcome = words.found(counts.failure, counts.warning) || words.well
  return (
    <>
      <section className={styles.summary} data-status={looking ? undefined : worstOf(checks)} aria-busy={looking}>
        {looking ? (
          <>
            <h2>{words.looking}</h2>
            <ProgressBar
              value={total > 0 ? ended.length / total : 0}
              thickness="large"
              aria-label={words.looking}
              aria-valuetext={words.progress(ended.length, total)}
            />
            <p>
              {words.progress(ended.length, total)} <span className={styles.quiet}>· {words.counts(counts)}</span>
            </p>
          </>
        ) : (
          <>
            <h2>
              <StatusIcon of={worstOf(checks)} />
              {outcome}
            </h2>
            <p>{words.counts(counts)}</p>
            <p className={styles.quiet} title={formatExactly(endedAt)}>
              {words.looked(formatWhen(endedAt), (endedAt - startedAt) / 1000)}
            </p>
            {short && <p className={styles.quiet}>{words.short}</p>}
          </>
        )}
      </section>
      {/* heard at the beginning and at the end, and not with each check */}
      <p className="visually-hidden" role="status">
        {looking ? words.looking : `${outcome}: ${words.counts(counts)}`}
      </p>
      {fixed.length > 0 && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody className={styles.mended}>
            <MessageBarTitle>{words.mended}</MessageBarTitle>
            <ul>
              {fixed.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}
