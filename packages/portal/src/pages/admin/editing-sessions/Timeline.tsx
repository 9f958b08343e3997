import { Badge } from '@fluentui/react-components'
import type { SessionEvent } from '@moorage/api'
import { formatDate, formatSize } from '../../../format.ts'
import { wordsEditingSessions } from '../../../words-editing-sessions.ts'
import parts from '../parts/parts.module.css'
import { type Column, Table } from '../parts/Table.tsx'
import styles from './editing-sessions.module.css'
import { type Moment, markOf, sinceOpening, tookOf, toTheMillisecond } from './moments.ts'

const words = wordsEditingSessions.one

export function Timeline({ moments, openedAt }: { moments: Moment[]; openedAt: number }) {
  return <Table label={words.timeline} columns={columns(openedAt)} rows={moments} rowKey={({ key }) => key} mark={markOf} />
}

const columns = (openedAt: number): Column<Moment>[] => [
  {
    key: 'time',
    label: words.time,
    whole: true,
    render: ({ at }) => (
      <time className={styles.time} dateTime={new Date(at).toISOString()} title={formatDate(at)}>
        <span>{sinceOpening(at - openedAt)}</span>
        <small>{toTheMillisecond(at)}</small>
      </time>
    ),
  },
  { key: 'what', label: words.what, heading: true, render: (moment) => <What moment={moment} /> },
  { key: 'lock', label: words.lockColumn, render: (moment) => 'event' in moment && lockOf(moment.event) },
  { key: 'answer', label: words.answer, whole: true, render: (moment) => 'event' in moment && answerOf(moment.event) },
  {
    key: 'took',
    label: words.took,
    end: true,
    render: (moment) =>
      'event' in moment &&
      moment.event.ms !== undefined && (
        <>
          {markOf(moment) === 'slow' && <Badge color="warning">{words.slow}</Badge>} {tookOf(moment.event.ms)}
        </>
      ),
  },
  { key: 'ids', label: words.ids, render: (moment) => 'event' in moment && idsOf(moment.event) },
]

function What({ moment }: { moment: Moment }) {
  if ('save' in moment) {
    const { kind, version, by, editorName, size, reason } = moment.save
    return (
      <span className={parts.lines}>
        <span>
          <b>{wordsEditingSessions.saves[kind](version)}</b>
        </span>
        <small>
          {words.sources.server} · {by ? wordsEditingSessions.by(by, formatSize(size)) : formatSize(size)}
          {editorName && ` · ${editorName}`}
          {reason && ` · ${wordsEditingSessions.reasons[reason] ?? reason}`}
        </small>
      </span>
    )
  }
  const { source, name, detail } = moment.event
  const said = source === 'browser' ? wordsEditingSessions.browser : wordsEditingSessions.server
  return (
    <span className={parts.lines}>
      <span>
        <b>{(said as Record<string, string>)[name] ?? name}</b>
      </span>
      <small>
        {words.sources[source]}
        {detail && ` · ${detail}`}
      </small>
    </span>
  )
}

function lockOf({ lockBefore, lockAfter }: SessionEvent) {
  if (lockBefore === undefined && lockAfter === undefined) return null
  const said = (lock: string | undefined) =>
    lock === undefined ? <span className="visually-hidden">{words.unknownLock}</span> : lock || words.noLock
  return (
    <code className={styles.lock}>
      {lockBefore !== lockAfter && <>{said(lockBefore)} → </>}
      {said(lockAfter)}
    </code>
  )
}

function answerOf({ status }: SessionEvent) {
  if (status === undefined) return null
  if (status === 0) return <Badge color="danger">{words.gone}</Badge>
  return status >= 400 ? <Badge color="danger">{status}</Badge> : status
}

function idsOf({ correlationId, requestId }: SessionEvent) {
  if (!correlationId && !requestId) return null
  return (
    <span className={styles.ids}>
      {correlationId && <code>{correlationId}</code>}
      {requestId && requestId !== correlationId && <code>{words.request(requestId)}</code>}
    </span>
  )
}
