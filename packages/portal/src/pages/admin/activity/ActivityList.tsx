import {
  Edit20Regular,
  Folder20Regular,
  Key20Regular,
  Pulse20Regular,
  Rocket20Regular,
  Settings20Regular,
  Share20Regular,
  ShieldCheckmark20Regular,
} from '@fluentui/react-icons'
import type { ActivityEntry, ActivityGroup } from '@moorage/api'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatDay, formatExactly, formatTime } from '../../../format.ts'
import { wordsActivity } from '../../../words-activity.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { whyPage } from '../why/address.ts'
import styles from './activity.module.css'

const words = wordsActivity

const ICONS: Record<ActivityGroup, ReactNode> = {
  'sign-in': <Key20Regular />,
  editing: <Edit20Regular />,
  files: <Folder20Regular />,
  sharing: <Share20Regular />,
  administration: <Settings20Regular />,
  policy: <ShieldCheckmark20Regular />,
  'microsoft-365': <Rocket20Regular />,
}

/** The entries, newest first, under the day that they happened on. */
export function ActivityList({ entries }: { entries: readonly ActivityEntry[] }) {
  const days = new Map<string, ActivityEntry[]>()
  for (const entry of entries) {
    const day = formatDay(entry.at)
    const listed = days.get(day)
    if (listed) listed.push(entry)
    else days.set(day, [entry])
  }
  return (
    <div className={styles.days}>
      {[...days].map(([day, listed]) => (
        <section key={day} aria-label={day}>
          <h2>{day}</h2>
          <ul>
            {listed.map((entry) => (
              <Entry key={entry.seq} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

const whyLabel = (actor: { name: string }, subject: { name: string }) => wordsMicrosoft365.why.linkForFile(actor.name, subject.name)

function Entry({ entry }: { entry: ActivityEntry }) {
  const { actor, subject, editorName, detail, from, organization } = entry
  const [before, after] = words.kinds[entry.kind] ?? [entry.kind]
  const group = words.groupOf[entry.kind as keyof typeof words.groupOf]
  // somebody who did it to themselves is named once
  const named = subject && subject.name !== actor?.name ? subject.name : undefined
  return (
    <li>
      <span className={styles.icon}>{group ? ICONS[group] : <Pulse20Regular />}</span>
      <div className={styles.text}>
        <span>
          <b>{actor?.name ?? words.somebody}</b> {before}
          {named && (
            <>
              {' '}
              <b>{named}</b>
            </>
          )}
          {after?.startsWith(';') ? after : after && ` ${after}`}
          {editorName && ` ${words.inEditor(editorName)}`}
        </span>
        <small>
          {detail && `${detail} · `}
          {organization.name}
          {from && ` · ${words.fromAddress(from)}`}
          {group === 'editing' && actor && subject?.id && (
            <>
              {' · '}
              <Link className={styles.why} to={whyPage({ accountId: actor.id, file: subject.id })} aria-label={whyLabel(actor, subject)}>
                {wordsMicrosoft365.why.link}
              </Link>
            </>
          )}
        </small>
      </div>
      <time dateTime={new Date(entry.at).toISOString()} title={formatExactly(entry.at)}>
        {formatTime(entry.at)}
      </time>
    </li>
  )
}
