import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { Link } from 'react-router'
import { wordsWatching } from '../../../words-watching.ts'
import parts from '../parts/parts.module.css'
import { useOpenAlerts } from './open-alerts.ts'

const words = wordsWatching.alerts

/** Says on another page that something needs somebody; only for who has the page of alerts. */
export function AlertNote() {
  const { open = 0, title = '' } = useOpenAlerts() ?? {}
  if (open === 0) return null
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        {words.note(open, title)}{' '}
        <Link to="/admin/alerts" className={parts.link}>
          {words.show}
        </Link>
      </MessageBarBody>
    </MessageBar>
  )
}
