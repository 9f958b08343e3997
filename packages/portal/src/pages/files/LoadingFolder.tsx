import { useLater } from '../../later.ts'
import { words } from '../../words.ts'
import styles from './folder.module.css'

const WIDTHS = ['38%', '52%', '31%', '46%', '27%', '41%', '35%', '49%']

/** Grey bars where the list will be, only once the answer takes longer than a blink. */
export function LoadingFolder() {
  const slow = useLater(200)
  return (
    <div className={styles.zone} aria-busy="true">
      <div style={{ minBlockSize: 103 }} />
      {slow && (
        <div className={styles.bars}>
          <span className="visually-hidden" role="status">
            {words.loading}
          </span>
          {WIDTHS.map((width) => (
            <div key={width} style={{ inlineSize: width }} />
          ))}
        </div>
      )}
    </div>
  )
}
