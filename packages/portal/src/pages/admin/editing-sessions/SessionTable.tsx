import { Badge } from '@fluentui/react-components'
import type { EditingSession } from '@moorage/api'
import { Link } from 'react-router'
import { formatExactly, formatWhen } from '../../../format.ts'
import { wordsEditingSessions } from '../../../words-editing-sessions.ts'
import parts from '../parts/parts.module.css'
import { type Column, Table } from '../parts/Table.tsx'
import { sessionPage } from './address.ts'
import styles from './editing-sessions.module.css'
import { tookOf } from './moments.ts'

const words = wordsEditingSessions.list

interface Props {
  label: string
  sessions: EditingSession[]
  /** of more than one organization */
  several?: boolean
  /** all of one file, which is known */
  oneFile?: boolean
}

/** Sessions with the way to the page of each. */
export function SessionTable({ label, sessions, several = false, oneFile = false }: Props) {
  return (
    <Table
      label={label}
      columns={columns(several, oneFile)}
      rows={sessions}
      rowKey={({ number }) => number}
      mark={({ failures }) => (failures > 0 ? 'bad' : undefined)}
    />
  )
}

function columns(several: boolean, oneFile: boolean): Column<EditingSession>[] {
  const all: (Column<EditingSession> | false)[] = [
    {
      key: 'opened',
      label: words.opened,
      whole: true,
      heading: true,
      render: ({ number, openedAt }) => (
        <Link
          to={sessionPage(number)}
          className={parts.link}
          title={formatExactly(openedAt)}
          aria-label={words.open(formatWhen(openedAt), number)}
        >
          {formatWhen(openedAt)}
        </Link>
      ),
    },
    {
      key: 'person',
      label: wordsEditingSessions.person,
      render: ({ person, organization }) => (
        <span className={parts.lines}>
          <span>{person.name}</span>
          {several && <small>{organization.name}</small>}
        </span>
      ),
    },
    !oneFile && {
      key: 'file',
      label: wordsEditingSessions.file,
      render: ({ item }) => <span className={parts.name}>{item.name ?? wordsEditingSessions.privateFile}</span>,
    },
    {
      key: 'editor',
      label: wordsEditingSessions.editor,
      render: ({ editorName, stage }) => (
        <span className={parts.lines}>
          <span>{editorName}</span>
          {stage && <small>{stage}</small>}
        </span>
      ),
    },
    {
      key: 'shown',
      label: words.shown,
      end: true,
      render: ({ shownAt, openedAt }) => (shownAt === undefined ? words.notShown : tookOf(shownAt - openedAt)),
    },
    { key: 'saves', label: words.saves, end: true, render: ({ saves }) => saves.toLocaleString() },
    {
      key: 'trouble',
      label: words.trouble,
      render: ({ failures, conflicts }) =>
        failures + conflicts > 0 && (
          <span className={styles.badges}>
            {failures > 0 && <Badge color="danger">{words.failures(failures)}</Badge>}
            {conflicts > 0 && (
              <Badge color="warning" appearance="tint">
                {words.conflicts(conflicts)}
              </Badge>
            )}
          </span>
        ),
    },
    {
      key: 'number',
      label: wordsEditingSessions.number,
      whole: true,
      render: ({ number }) => <code className={styles.number}>{number}</code>,
    },
  ]
  return all.filter((column) => column !== false)
}
