import { FINDING_FIELDS, type FindingChange, type FindingField } from '@moorage/api'
import { formatExactly, sayWhen } from '../../../../format.ts'
import { wordsFindings } from '../../../../words-launch-findings.ts'
import styles from './findings.module.css'

const words = wordsFindings.history
const LONG: readonly string[] = ['text', 'answer'] satisfies FindingField[]

function sentence({ field, from, to }: FindingChange['what'][number]): string {
  if (field === 'added') return words.added(to ?? '')
  if (field === 'screenshot') {
    if (from && to) return words.pictureReplaced(from, to)
    return to ? words.pictureAdded(to) : words.pictureRemoved(from ?? '')
  }
  const label = FINDING_FIELDS[field as FindingField] ?? field
  return LONG.includes(field) ? words.long(label) : words.change(label, from ?? words.nothing, to ?? words.nothing)
}

/** Who changed what of a finding and when, the newest first; a long text as it was before can be read. */
export function History({ history }: { history: FindingChange[] }) {
  return (
    <details className={styles.history}>
      <summary>{words.title(history.length)}</summary>
      <ol>
        {history.map(({ at, by, what }) => (
          <li key={`${at} ${by} ${JSON.stringify(what)}`}>
            <span className={styles.quiet} title={formatExactly(at)}>
              {wordsFindings.changed(by, sayWhen(at))}
            </span>
            {what.map((one) => (
              <div key={one.field}>
                {sentence(one)}
                {LONG.includes(one.field) && one.from && (
                  <details>
                    <summary>{words.before}</summary>
                    <p className={styles.former}>{one.from}</p>
                  </details>
                )}
              </div>
            ))}
          </li>
        ))}
      </ol>
    </details>
  )
}
