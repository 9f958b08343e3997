import { Skeleton, SkeletonItem } from '@fluentui/react-components'
import { useLater } from '../../../later.ts'
import { words } from '../../../words.ts'
import styles from './microsoft-365.module.css'

/** Grey cards, once reading takes long enough to be noticed. */
export function LoadingCards() {
  const late = useLater(300)
  if (!late) return null
  return (
    <Skeleton aria-label={words.loading} className={styles.steps}>
      {[96, 84, 84, 84].map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
        <SkeletonItem key={index} style={{ blockSize: height, borderRadius: 'var(--borderRadiusXLarge)' }} />
      ))}
    </Skeleton>
  )
}
