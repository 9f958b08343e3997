import { Badge, Button } from '@fluentui/react-components'
import { ChevronDown20Regular, ChevronRight20Regular } from '@fluentui/react-icons'
import type { Organization } from '@moorage/api'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../../../api/session.tsx'
import { formatSize } from '../../../format.ts'
import { adminWords } from '../../../words-admin.ts'
import { ListSearch } from '../parts/ListSearch.tsx'
import { Pager } from '../parts/Pager.tsx'
import parts from '../parts/parts.module.css'
import { RowMenu } from '../parts/RowMenu.tsx'
import { Empty } from '../parts/Shown.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import { PARAMETER } from '../scope.tsx'
import { holdsPeople, type Node, type Tree } from '../tree.ts'
import styles from './organizations.module.css'

const words = adminWords.organizations
const PAGE = 100
/** more than these begin folded: the organizations at the top, and what is below one when it is asked for */
const UNFOLDED = 50
/** fewer are found by looking */
const SEARCHED = 12

/** What is open over the table. */
export type Asking = { what: 'create'; parent: Organization } | { what: 'change' | 'disable'; organization: Node }

interface TableProps {
  tree: Tree
  ask(asking: Asking): void
  enable(organization: Organization): void
}

/** The tree as a table; what is below an organization can be folded away, and what is searched for stands by itself. */
export function OrganizationTable({ tree, ask, enable }: TableProps) {
  const { me } = useSession()
  const navigate = useNavigate()
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(tree.all.length > UNFOLDED ? tree.foldable : []))
  const [typed, setTyped] = useState('')
  const [offset, setOffset] = useState(0)
  const q = typed.trim()
  const rows = q ? tree.search(q) : tree.unfolded(folded)
  // what was folded or no longer matches may have left the last page empty
  const from = offset < rows.length ? offset : 0
  const fold = (id: string) =>
    setFolded((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  const show = (page: string, { id }: Organization) => navigate(`/admin/${page}?${PARAMETER}=${id}`)
  const mine = (node: Node) => node.id === me.organization.id || tree.above(me.organization.id).some(({ id }) => id === node.id)

  const columns: Column<Node>[] = [
    {
      key: 'name',
      label: words.name,
      heading: true,
      render: (node) => {
        const parent = node.parentId && tree.get(node.parentId)
        if (q)
          return (
            <div className={parts.lines}>
              <b>{node.name}</b>
              {parent && <small>{words.below(parent.name)}</small>}
            </div>
          )
        return (
          <div className={styles.name} style={{ paddingInlineStart: `calc(${node.depth} * var(--step))` }}>
            {tree.children(node.id).length > 0 ? (
              <Button
                size="small"
                appearance="transparent"
                icon={folded.has(node.id) ? <ChevronRight20Regular /> : <ChevronDown20Regular />}
                aria-label={words.expand(node.name)}
                aria-expanded={!folded.has(node.id)}
                onClick={() => fold(node.id)}
              />
            ) : (
              <span className={styles.noChevron} />
            )}
            <b>{node.name}</b>
            {parent && <span className="visually-hidden">{words.below(parent.name)}</span>}
          </div>
        )
      },
    },
    { key: 'people', label: words.people, end: true, render: (node) => holdsPeople(node) && node.people.toLocaleString() },
    {
      key: 'space',
      label: words.space,
      end: true,
      render: (node) =>
        holdsPeople(node) && adminWords.dashboard.used(formatSize(node.used), node.quota ? formatSize(node.quota) : undefined),
    },
    { key: 'hostname', label: words.hostname, render: ({ hostname }) => hostname },
    {
      key: 'subscription',
      label: words.subscription,
      render: (node) => holdsPeople(node) && words.subscriptions[node.subscription],
    },
    { key: 'state', label: words.state, whole: true, render: (node) => <State node={node} /> },
    {
      key: 'actions',
      label: words.actions,
      silent: true,
      render: (node) => (
        <RowMenu
          of={node.name}
          actions={[
            { label: holdsPeople(node) ? words.createBelow : words.create, run: () => ask({ what: 'create', parent: node }) },
            holdsPeople(node) && { label: words.change, run: () => ask({ what: 'change', organization: node }) },
            { label: words.showAccounts, run: () => show('accounts', node) },
            { label: words.showPolicies, run: () => show('policies', node) },
            // nobody locks themselves out
            holdsPeople(node) && !mine(node) && !node.disabledAt
              ? { label: words.disable, run: () => ask({ what: 'disable', organization: node }) }
              : undefined,
            node.disabledAt && !mine(node) ? { label: words.enable, run: () => enable(node) } : undefined,
          ]}
        />
      ),
    },
  ]
  return (
    <>
      {tree.all.length > SEARCHED && (
        <ListSearch
          label={words.search}
          value={typed}
          onChange={(value) => {
            setTyped(value)
            setOffset(0)
          }}
        />
      )}
      {rows.length === 0 ? (
        <Empty of="search" title={words.none(q)} text={words.noneText} />
      ) : (
        <Table
          label={words.table}
          columns={columns}
          rows={rows.slice(from, from + PAGE)}
          rowKey={({ id }) => id}
          faded={({ blocked }) => blocked}
        />
      )}
      <Pager offset={from} total={rows.length} size={PAGE} onMove={setOffset} />
    </>
  )
}

function State({ node }: { node: Node }) {
  if (node.disabledAt) return <Badge color="danger">{words.disabled}</Badge>
  if (node.blocked)
    return (
      <Badge color="danger" appearance="outline">
        {words.disabledAbove}
      </Badge>
    )
  return <>{words.active}</>
}
