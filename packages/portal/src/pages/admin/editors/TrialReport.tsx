import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { Trial } from '@moorage/api'
import { formatSize } from '../../../format.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import styles from './editors.module.css'
import { Offers } from './Offers.tsx'

const words = wordsMicrosoft365.trial

function Difference({ difference }: { difference: NonNullable<Trial['difference']> }) {
  const { addedExtensions, removedExtensions, keysChanged } = difference
  const lines = [
    addedExtensions.length > 0 && words.added(addedExtensions),
    removedExtensions.length > 0 && words.removed(removedExtensions),
    keysChanged && words.keysChanged,
  ].filter((line) => line !== false)
  return (
    <p>
      <strong>{words.difference}</strong> {lines.length > 0 ? lines.join('. ') : words.same}
    </p>
  )
}

/** What an address said when it was tried: what it offers and what would change, or the line that is wrong. */
export function TrialReport({ trial }: { trial: Trial }) {
  const { usable, problem, line, summary, difference, warnings } = trial
  return (
    <div className={styles.report}>
      <MessageBar intent={usable ? 'success' : 'error'} layout="multiline">
        <MessageBarBody className={styles.long}>
          <MessageBarTitle>{usable ? words.usable : words.unusable}</MessageBarTitle> {problem}
          {line && (
            <span className={styles.line}>
              <span className={styles.quiet}>{words.line(line.number)}</span> <code>{line.text}</code>
            </span>
          )}
        </MessageBarBody>
      </MessageBar>
      {warnings.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody className={styles.long}>
            <MessageBarTitle>{words.warnings}</MessageBarTitle>
            <ul className={styles.warnings}>
              {warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
      {difference && <Difference difference={difference} />}
      {summary && (
        <>
          <Offers summary={summary} />
          <p className={styles.quiet}>
            {words.zone(summary.zone, formatSize(summary.bytes))}, {words.keys[summary.keys]}
          </p>
        </>
      )}
    </div>
  )
}
