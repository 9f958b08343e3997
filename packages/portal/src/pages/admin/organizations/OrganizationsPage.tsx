import { Badge, Button } from '@fluentui/react-components'
import { Add20Regular, ChevronDown20Regular, ChevronRight20Regular } from '@fluentui/react-icons'
import type { Organization } from '@moorage/api'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../../api/call.ts'
import { useSession } from '../../../api/session.tsx'
import { formatSize } from '../../../format.ts'
import { useNotify } from '../../../notify.tsx'
import { adminWords } from '../../../words-admin.ts'
import { Page } from '../parts/Page.tsx'
import { RowMenu } from '../parts/RowMenu.tsx'
import { Empty, Shown } from '../parts/Shown.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import { PARAMETER, useOrganizations } from '../scope.tsx'
import { holdsPeople, type Node, type Tree } from '../tree.ts'
import { ChangeOrganization } from './ChangeOrganization.tsx'
import { CreateOrganization } from './CreateOrganization.tsx'
import { DisableOrganization } from './DisableOrganization.tsx'
import styles from './organizations.module.css'

const words = adminWords.organizations

/** What is open over the table. */
type Asking = { what: 'create'; parent: Organization } | { what: 'change' | 'disable'; organization: Node }

export function OrganizationsPage() {
  const answer = useOrganizations()
  const { me } = useSession()
  const notify = useNotify()
  const [asking, setAsking] = useState<Asking>()
  const root = answer.data?.root
  const close = () => setAsking(undefined)
  const changed = async (text: string) => {
    close()
    notify.done(text)
    await answer.again()
  }
  const enable = async (organization: Organization) => {
    try {
      await call('enableOrganization', { params: { organizationId: organization.id } })
      await changed(words.enabled(organization.name))
    } catch (error) {
      notify.failed(error)
    }
  }
  return (
    <Page
      title={adminWords.pages.organizations}
      lead={words.lead}
      actions={
        root && (
          <Button appearance="primary" icon={<Add20Regular />} onClick={() => setAsking({ what: 'create', parent: root })}>
            {me.administers === 'everything' ? words.create : words.createBelow}
          </Button>
        )
      }
    >
      <Shown answer={answer}>
        {(tree) => (
          <>
            <OrganizationTable tree={tree} ask={setAsking} enable={(organization) => void enable(organization)} />
            {tree.all.length === 1 && tree.root && !holdsPeople(tree.root) && <Empty title={words.empty} text={words.emptyText} />}
            {asking?.what === 'create' && (
              <CreateOrganization tree={tree} parent={asking.parent} onClose={close} onDone={(name) => void changed(words.created(name))} />
            )}
            {asking?.what === 'change' && (
              <ChangeOrganization organization={asking.organization} onClose={close} onDone={(name) => void changed(words.changed(name))} />
            )}
            {asking?.what === 'disable' && (
              <DisableOrganization
                tree={tree}
                organization={asking.organization}
                onClose={close}
                onDone={() => void changed(words.disabledNow(asking.organization.name))}
              />
            )}
          </>
        )}
      </Shown>
    </Page>
  )
}

interface TableProps {
  tree: Tree
  ask(asking: Asking): void
  enable(organization: Organization): void
}

/** The tree as a table; what is below an organization can be folded away. */
function OrganizationTable({ tree, ask, enable }: TableProps) {
  const { me } = useSession()
  const navigate = useNavigate()
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const hidden = new Set([...folded].flatMap((id) => tree.below(id).slice(1)).map(({ id }) => id))
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
    { key: 'state', label: words.state, render: (node) => <State node={node} /> },
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
    <Table
      label={words.table}
      columns={columns}
      rows={tree.all.filter(({ id }) => !hidden.has(id))}
      rowKey={({ id }) => id}
      faded={({ blocked }) => blocked}
    />
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
