import { wordsLaunchMeasured as words } from '../../../words-launch-measured.ts'
import styles from './measured.module.css'

/** What looking found to be missing of a step; folded, as it may be long. */
export function Missing({ missing, of }: { missing: string[] | undefined; of: string }) {
  if (!missing || missing.length === 0) return null
  return (
    <details className={styles.details}>
      <summary>
        {words.missing(missing.length)}
        <span className="visually-hidden">: {of}</span>
      </summary>
      <ul className={styles.missing}>
        {missing.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </details>
  )
}
