import { Button } from '@fluentui/react-components'
import type { Response as ResponseOf, ROUTES } from '@moorage/api'
import { useNavigate } from 'react-router'
import { adminWords } from '../../../words-admin.ts'
import { useHasPage } from '../has-page.ts'
import styles from './dashboard.module.css'

const words = adminWords.dashboard
type Next = ResponseOf<(typeof ROUTES)['dashboard']>['next']

/** The page that has what a step needs, and what it should show there. */
const WAYS: Record<Exclude<Next['step'], 'nothing'>, { page: string; search?: string }> = {
  'invite-people': { page: 'accounts', search: '?new=account' },
  'send-mail': { page: 'mail' },
  rehearse: { page: 'microsoft-365' },
  'add-testers': { page: 'microsoft-365' },
  'set-policy': { page: 'policies' },
  join: { page: 'microsoft-365' },
  validate: { page: 'microsoft-365' },
  'roll-out': { page: 'microsoft-365' },
}

/** What would help most now, with the one button that leads there. */
export function NextStep({ next: { step } }: { next: Next }) {
  const hasPage = useHasPage()
  const navigate = useNavigate()
  if (step === 'nothing') return null
  const { page, search } = WAYS[step]
  if (!hasPage(page)) return null
  const { title, text, button } = words.next[step]
  return (
    <section className={styles.next} aria-label={words.nextStep}>
      <div>
        <small>{words.nextStep}</small>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      <Button appearance="primary" onClick={() => navigate({ pathname: `/admin/${page}`, search: search ?? '' })}>
        {button}
      </Button>
    </section>
  )
}
