import { CheckmarkCircle20Filled, ErrorCircle20Filled, Subtract20Regular, Warning20Filled } from '@fluentui/react-icons'
import type { CheckStatus } from '@moorage/api'
import styles from './doctor.module.css'

const ICONS = {
  ok: CheckmarkCircle20Filled,
  warning: Warning20Filled,
  failure: ErrorCircle20Filled,
  'not-applicable': Subtract20Regular,
} satisfies Record<CheckStatus, unknown>

/** Says nothing by itself: the words stand beside it. */
export function StatusIcon({ of }: { of: CheckStatus }) {
  const Icon = ICONS[of]
  return <Icon className={styles.icon} data-status={of} aria-hidden="true" />
}
