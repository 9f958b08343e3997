import { Avatar, Badge, ProgressBar } from '@fluentui/react-components'
import type { EditingNow, Response as ResponseOf, ROUTES } from '@moorage/api'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { call } from '../../../api/call.ts'
import { useEvents } from '../../../api/events.ts'
import { capital, formatExactly, formatSize, sayWhen } from '../../../format.ts'
import { adminWords } from '../../../words-admin.ts'
import { AlertNote } from '../alerts/AlertNote.tsx'
import { DoctorNote } from '../doctor/DoctorNote.tsx'
import { useHasPage } from '../has-page.ts'
import { useAnswer } from '../parts/answer.ts'
import { Page } from '../parts/Page.tsx'
import parts from '../parts/parts.module.css'
import { Shown } from '../parts/Shown.tsx'
import styles from './dashboard.module.css'
import { NextStep } from './NextStep.tsx'

const words = adminWords.dashboard
/** how old "Editing now" may get: the server tells only of files that one may see oneself */
const REFRESH = 10_000
const EDITING_SHOWN = 12

type Dashboard = ResponseOf<(typeof ROUTES)['dashboard']>

export function DashboardPage() {
  const answer = useAnswer({ key: 'dashboard', read: (signal) => call('dashboard', { signal }), every: REFRESH })
  useEvents((event) => event.type !== 'unsaved' && void answer.again())
  return (
    <Page title={adminWords.pages.dashboard} lead={words.lead}>
      <Shown answer={answer}>{(dashboard) => <Tiles dashboard={dashboard} />}</Shown>
    </Page>
  )
}

function Tiles({ dashboard }: { dashboard: Dashboard }) {
  const { editingNow, people, organizations, storage, microsoft365, mailWaiting } = dashboard
  const hasPage = useHasPage()
  const part = storage.limit ? storage.used / storage.limit : undefined
  const several = organizations > 1
  const { state, rehearsal, testers } = microsoft365
  return (
    <>
      {hasPage('alerts') && <AlertNote />}
      {hasPage('doctor') && <DoctorNote />}
      <NextStep next={dashboard.next} />
      <section className={styles.editing} aria-labelledby="editing-now">
        <h2 id="editing-now">
          {words.editing} {editingNow.length > 0 && <Badge appearance="tint">{editingNow.length.toLocaleString()}</Badge>}
        </h2>
        {editingNow.length === 0 ? (
          <p>{words.nobody}</p>
        ) : (
          <ul>
            {editingNow.slice(0, EDITING_SHOWN).map((one) => (
              <Editing key={`${one.person.id} ${one.itemName} ${one.editor} ${one.since}`} one={one} several={several} />
            ))}
          </ul>
        )}
        {editingNow.length > EDITING_SHOWN && <p>{words.andMore(editingNow.length - EDITING_SHOWN)}</p>}
        <Link to="/admin/editing-now" className={parts.link}>
          {words.show(adminWords.pages.editingNow)}
        </Link>
      </section>
      <div className={styles.tiles}>
        <Tile title={words.people} to="/admin/accounts" page={adminWords.pages.accounts}>
          <strong>{people.total.toLocaleString()}</strong>
          <p>
            {words.active(people.active)}
            {several && <>, {words.inOrganizations(organizations)}</>}
          </p>
        </Tile>
        <Tile title={words.storage} to="/admin/organizations" page={adminWords.pages.organizations}>
          <strong>{words.used(formatSize(storage.used), storage.limit ? formatSize(storage.limit) : undefined)}</strong>
          {part !== undefined && <ProgressBar value={Math.min(1, part)} color={part > 0.9 ? 'error' : 'brand'} aria-hidden="true" />}
          <p>{words.allRevisions}</p>
        </Tile>
        <Tile title={words.microsoft365} {...(hasPage('microsoft-365') ? { to: '/admin/microsoft-365', page: words.microsoft365 } : {})}>
          <strong>
            {words.state[state]} {rehearsal && <Badge color="warning">{words.rehearsal}</Badge>}
          </strong>
          <p>{state === 'testing' ? words.stateText[rehearsal ? 'rehearsal' : 'testing'](testers) : words.stateText[state]}</p>
        </Tile>
        <Tile title={words.mail} to="/admin/mail" page={adminWords.pages.mail}>
          <strong>{mailWaiting > 0 ? words.mailWaiting(mailWaiting) : words.mailNone}</strong>
          <p>{mailWaiting > 0 ? words.mailText : words.mailNoneText}</p>
        </Tile>
      </div>
    </>
  )
}

function Tile({ title, to, page, children }: { title: string; to?: string; page?: string; children: ReactNode }) {
  return (
    <section className={styles.tile} aria-label={title}>
      <h2>{title}</h2>
      {children}
      {to && page && (
        <Link to={to} className={parts.link}>
          {words.show(page)}
        </Link>
      )}
    </section>
  )
}

function Editing({ one, several }: { one: EditingNow; several: boolean }) {
  return (
    <li className={parts.who}>
      <Avatar name={one.person.name} size={36} color="colorful" aria-hidden="true" />
      <div className={parts.lines}>
        <span>
          <b>{one.person.name}</b> · {one.itemName ?? words.privateFile}
        </span>
        <small title={formatExactly(one.since)}>
          {words.inEditor(capital(one.editorName), sayWhen(one.since))}
          {several && ` · ${one.organization.name}`}
        </small>
      </div>
    </li>
  )
}
