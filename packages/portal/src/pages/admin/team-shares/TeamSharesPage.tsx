import { Button } from '@fluentui/react-components'
import { Add20Regular } from '@fluentui/react-icons'
import type { TeamShare } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import { useAnswer } from '../parts/answer.ts'
import { ListSearch } from '../parts/ListSearch.tsx'
import { OrganizationPicker } from '../parts/OrganizationPicker.tsx'
import { Page } from '../parts/Page.tsx'
import { Pager } from '../parts/Pager.tsx'
import parts from '../parts/parts.module.css'
import { RowMenu } from '../parts/RowMenu.tsx'
import { Empty, Shown } from '../parts/Shown.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import { type Scope, Scoped, useOrganizations } from '../scope.tsx'
import { CreateTeamShare, RenameTeamShare } from './forms.tsx'
import { Subscribers } from './Subscribers.tsx'

const words = adminWords.teamShares
const NAMES_SHOWN = 3
const PAGE = 50
/** fewer are found by looking */
const SEARCHED = 12
/** a name written from right to left does not turn those beside it over */
const isolated = (name: string) => `\u2068${name}\u2069`

export function TeamSharesPage() {
  const [creating, setCreating] = useState(false)
  const { data } = useOrganizations()
  return (
    <Page
      title={adminWords.pages.teamShares}
      lead={words.lead}
      actions={
        data && (
          <Button appearance="primary" icon={<Add20Regular />} onClick={() => setCreating(true)}>
            {words.create}
          </Button>
        )
      }
    >
      <Scoped>
        {(scope) => <TeamShares key={scope.organization.id} scope={scope} creating={creating} onCreated={() => setCreating(false)} />}
      </Scoped>
    </Page>
  )
}

interface Props {
  scope: Scope
  creating: boolean
  onCreated(): void
}

function TeamShares({ scope: { tree, organization, choose }, creating, onCreated }: Props) {
  const notify = useNotify()
  const { refresh } = useSession()
  const [renaming, setRenaming] = useState<TeamShare>()
  const [openId, setOpenId] = useState<string>()
  const [typed, setTyped] = useState('')
  const [offset, setOffset] = useState(0)
  const below = tree.children(organization.id).length > 0
  const answer = useAnswer({
    key: organization.id,
    read: async (signal) =>
      (await call('listTeamShares', { params: { organizationId: organization.id }, query: { below }, signal })).teamShares,
  })
  const q = typed.trim().toLocaleLowerCase()
  const matches = (share: TeamShare) => share.name.toLocaleLowerCase().includes(q)
  const open = answer.data?.find(({ id }) => id === openId)
  const replace = (changed: TeamShare) => {
    answer.set((before) => before.map((share) => (share.id === changed.id ? changed : share)))
    // it may be one of one's own places
    void refresh()
  }
  const columns: Column<TeamShare>[] = [
    { key: 'name', label: words.name, heading: true, render: ({ name }) => <b>{name}</b> },
    ...(below ? [{ key: 'organization', label: adminWords.organization, render: ({ organization: { name } }: TeamShare) => name }] : []),
    {
      key: 'subscribers',
      label: words.subscribers,
      render: ({ subscribers }) =>
        subscribers.length === 0
          ? words.nobody
          : words.andMore(
              subscribers.slice(0, NAMES_SHOWN).map(({ name }) => isolated(name)),
              subscribers.length - NAMES_SHOWN,
            ),
    },
    {
      key: 'actions',
      label: words.actions,
      silent: true,
      render: (share) => (
        <RowMenu
          of={share.name}
          actions={[
            { label: words.subscribers, run: () => setOpenId(share.id) },
            { label: words.rename, run: () => setRenaming(share) },
          ]}
        />
      ),
    },
  ]
  return (
    <>
      {(tree.all.length > 1 || (answer.data && answer.data.length > SEARCHED)) && (
        <div className={parts.tools}>
          {tree.all.length > 1 && <OrganizationPicker tree={tree} chosenId={organization.id} onChoose={choose} />}
          {answer.data && answer.data.length > SEARCHED && (
            <ListSearch
              label={words.search}
              value={typed}
              onChange={(value) => {
                setTyped(value)
                setOffset(0)
              }}
            />
          )}
        </div>
      )}
      <Shown answer={answer}>
        {(all) => {
          const shares = all.filter(matches)
          if (all.length === 0) return <Empty title={words.empty} text={words.emptyText} />
          if (shares.length === 0) return <Empty of="search" title={words.noneCalled(typed.trim())} text={words.noneText} />
          return (
            <>
              <Table label={words.table} columns={columns} rows={shares.slice(offset, offset + PAGE)} rowKey={({ id }) => id} />
              <Pager offset={offset} total={shares.length} size={PAGE} onMove={setOffset} />
            </>
          )
        }}
      </Shown>
      {creating && (
        <CreateTeamShare
          tree={tree}
          organization={organization}
          onClose={onCreated}
          onDone={async (made) => {
            onCreated()
            notify.done(words.created(made.name))
            await answer.again()
            // nobody sees it yet: subscribe somebody next
            setOpenId(made.id)
          }}
        />
      )}
      {renaming && (
        <RenameTeamShare
          share={renaming}
          onClose={() => setRenaming(undefined)}
          onDone={(changed) => {
            setRenaming(undefined)
            notify.done(words.renamed(changed.name))
            replace(changed)
          }}
        />
      )}
      {open && <Subscribers share={open} onChanged={replace} onClose={() => setOpenId(undefined)} />}
    </>
  )
}
