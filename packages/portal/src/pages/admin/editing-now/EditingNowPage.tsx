import { Badge, Button } from '@fluentui/react-components'
import type { LiveEditing } from '@moorage/api'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { capital, formatExactly, formatWhen } from '../../../format.ts'
import { usePhone } from '../../../media.ts'
import { adminWords } from '../../../words-admin.ts'
import { wordsEditingSessions } from '../../../words-editing-sessions.ts'
import { sessionPage } from '../editing-sessions/address.ts'
import { useAnswer } from '../parts/answer.ts'
import { OrganizationFilter } from '../parts/OrganizationFilter.tsx'
import { Page } from '../parts/Page.tsx'
import { Pager } from '../parts/Pager.tsx'
import parts from '../parts/parts.module.css'
import { Empty, Shown } from '../parts/Shown.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import { PARAMETER, useOrganizations } from '../scope.tsx'
import { ReleaseLock } from './ReleaseLock.tsx'

const words = wordsEditingSessions.now
/** how old the page may get, while somebody looks at it */
const REFRESH = 5000
const PAGE = 100

export const fileOf = ({ item }: Pick<LiveEditing, 'item'>) => item.name ?? wordsEditingSessions.privateFile

/** Who edits what just now, and the way out for a document whose editor is gone. */
export function EditingNowPage() {
  const { data: tree } = useOrganizations()
  const [params, setParams] = useSearchParams()
  const organizationId = params.get(PARAMETER) ?? undefined
  const [offset, setOffset] = useState(0)
  const [releasing, setReleasing] = useState<LiveEditing>()
  const answer = useAnswer({
    key: `${organizationId} ${offset}`,
    read: (signal) => call('listEditingNow', { query: { organizationId, offset }, signal }),
    every: REFRESH,
  })
  const phone = usePhone()
  const several = tree !== undefined && tree.all.length > 1
  const choose = (id: string) => {
    setOffset(0)
    setParams({ [PARAMETER]: id })
  }
  return (
    <Page title={adminWords.pages.editingNow} lead={words.lead} tools={<OrganizationFilter id={organizationId} onChoose={choose} />}>
      <Shown answer={answer}>
        {({ editing, total, now }) =>
          total === 0 ? (
            <Empty title={words.nobody} text={words.nobodyText} />
          ) : (
            <>
              <Table
                label={words.list}
                columns={columns({ now, several, phone }, setReleasing)}
                rows={editing}
                rowKey={({ item }) => item.id}
              />
              <Pager offset={offset} total={total} size={PAGE} onMove={setOffset} />
            </>
          )
        }
      </Shown>
      {releasing && <ReleaseLock live={releasing} onClose={() => setReleasing(undefined)} onDone={() => void answer.again()} />}
    </Page>
  )
}

interface Look {
  now: number
  several: boolean
  phone: boolean
}

function columns({ now, several, phone }: Look, release: (live: LiveEditing) => void): Column<LiveEditing>[] {
  const all: (Column<LiveEditing> | false)[] = [
    { key: 'file', label: wordsEditingSessions.file, heading: true, width: '30%', render: (live) => <b>{fileOf(live)}</b> },
    { key: 'people', label: words.people, width: '12%', render: (live) => <People live={live} /> },
    { key: 'editor', label: wordsEditingSessions.editor, width: '11%', render: ({ editorName }) => capital(editorName) },
    several && { key: 'organization', label: wordsEditingSessions.organization, render: ({ organization }) => organization.name },
    { key: 'since', label: words.since, whole: true, render: ({ since }) => <When at={since} /> },
    {
      key: 'save',
      label: words.lastSave,
      whole: true,
      render: ({ lastSaveAt, saving }) =>
        saving ? <Badge appearance="tint">{words.saving}</Badge> : lastSaveAt === undefined ? words.notYet : <When at={lastSaveAt} />,
    },
    { key: 'heard', label: words.heard, whole: true, render: ({ heardAt }) => words.ago(now - heardAt) },
    {
      key: 'lock',
      label: words.lock,
      whole: true,
      render: ({ lockUntil }) => <span title={formatExactly(lockUntil)}>{words.lockFor(lockUntil - now)}</span>,
    },
    {
      key: 'release',
      label: wordsEditingSessions.actions,
      // on a phone the button stands below, as names are long
      silent: !phone,
      render: (live) => (
        <Button size="small" style={{ whiteSpace: 'nowrap' }} aria-label={words.releaseOf(fileOf(live))} onClick={() => release(live)}>
          {words.release}
        </Button>
      ),
    },
  ]
  return all.filter((column) => column !== false)
}

const When = ({ at }: { at: number }) => <time title={formatExactly(at)}>{formatWhen(at)}</time>

function People({ live }: { live: LiveEditing }) {
  return (
    <span className={parts.lines}>
      {live.people.map(({ id, name, session }) =>
        session ? (
          <Link key={id} to={sessionPage(session)} className={parts.link} aria-label={words.session(name, fileOf(live))}>
            {name}
          </Link>
        ) : (
          <span key={id}>{name}</span>
        ),
      )}
    </span>
  )
}
