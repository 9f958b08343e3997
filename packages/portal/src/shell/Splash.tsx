import { Spinner } from '@fluentui/react-components'
import { useLater } from '../later.ts'
import { words } from '../words.ts'
import styles from './states.module.css'

/** The whole window while the first answer is on its way: empty at first, so that a fast start never flickers. */
export function Splash() {
  const slow = useLater(400)
  return <div className={styles.whole}>{slow && <Spinner label={words.loading} />}</div>
}
