import { CounterBadge } from '@fluentui/react-components'
import { wordsWatching } from '../../../words-watching.ts'
import { useOpenAlerts } from './open-alerts.ts'

/** How many are open, beside the page's name in the navigation. */
export function AlertBadge() {
  const { open = 0 } = useOpenAlerts() ?? {}
  if (open === 0) return null
  return (
    <CounterBadge
      count={open}
      color="danger"
      size="small"
      role="img"
      aria-label={wordsWatching.alerts.navigation(open)}
      style={{ marginInlineStart: 'auto', flex: 'none' }}
    />
  )
}
