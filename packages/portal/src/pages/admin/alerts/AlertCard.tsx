import { Warning20Filled } from '@fluentui/react-icons'
import type { Alert } from '@moorage/api'
import { Link } from 'react-router'
import { formatExactly, sayWhen } from '../../../format.ts'
import { adminWords } from '../../../words-admin.ts'
import { wordsWatching } from '../../../words-watching.ts'
import parts from '../parts/parts.module.css'
import styles from './alerts.module.css'

const words = wordsWatching.alerts
const PAGES: Record<string, string> = {
  '/admin/roll-out': adminWords.pages.rollOut,
  '/admin/doctor': adminWords.pages.doctor,
  '/admin/mail': adminWords.pages.mail,
}

/** One that is open: what, since when, and what to do. */
export function AlertCard({ alert: { id, title, text, remedy, link, openedAt } }: { alert: Alert }) {
  const page = PAGES[link]
  return (
    <section className={styles.alert} aria-labelledby={`alert-${id}`}>
      <Warning20Filled className={styles.sign} aria-hidden="true" />
      <div className={styles.about}>
        <h3 id={`alert-${id}`}>{title}</h3>
        <small title={formatExactly(openedAt)}>{words.since(sayWhen(openedAt))}</small>
        <p>{text}</p>
        <p className={styles.remedy}>
          <b>{words.remedy}:</b> {remedy}
        </p>
        <Link to={link} className={parts.link}>
          {page ? words.toPage(page) : words.toHelp}
        </Link>
      </div>
    </section>
  )
}
