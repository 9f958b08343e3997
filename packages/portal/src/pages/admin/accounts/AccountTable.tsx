import { Avatar, Badge } from '@fluentui/react-components'
import type { Account } from '@moorage/api'
import { useNavigate } from 'react-router'
import { useSession } from '../../../api/session.tsx'
import { formatExactly, formatWhen } from '../../../format.ts'
import { adminWords } from '../../../words-admin.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import parts from '../parts/parts.module.css'
import { RowMenu } from '../parts/RowMenu.tsx'
import { type Column, Table } from '../parts/Table.tsx'
import { whyPage } from '../why/address.ts'

const words = adminWords.accounts
export type AccountTask = 'change' | 'disable' | 'enable' | 'reset'

interface Props {
  accounts: Account[]
  /** of more than one organization */
  several: boolean
  onTask(task: AccountTask, of: Account): void
}

export function AccountTable({ accounts, several, onTask }: Props) {
  const { me } = useSession()
  const navigate = useNavigate()
  const columns: Column<Account>[] = [
    {
      key: 'name',
      label: words.name,
      heading: true,
      render: ({ id, name, email }) => (
        <div className={parts.who}>
          <Avatar name={name} size={32} color="colorful" aria-hidden="true" />
          <div className={parts.lines}>
            <span>
              {name} {id === me.id && <Badge appearance="tint">{words.you}</Badge>}
            </span>
            <small>{email}</small>
          </div>
        </div>
      ),
    },
    { key: 'kind', label: words.kind, whole: true, render: ({ kind }) => words.kinds[kind] },
    ...(several ? [{ key: 'organization', label: adminWords.organization, render: ({ organization }: Account) => organization.name }] : []),
    {
      key: 'seen',
      label: words.lastSeen,
      whole: true,
      render: ({ lastSeenAt }) => (lastSeenAt ? <span title={formatExactly(lastSeenAt)}>{formatWhen(lastSeenAt)}</span> : adminWords.never),
    },
    { key: 'state', label: words.state, whole: true, render: (account) => <State account={account} /> },
    {
      key: 'actions',
      label: words.actions,
      silent: true,
      render: (account) => (
        <RowMenu
          of={account.name}
          actions={[
            { label: words.change, run: () => onTask('change', account) },
            !account.disabledAt && {
              label: account.invited ? words.inviteAgain : words.reset,
              run: () => onTask('reset', account),
            },
            { label: wordsMicrosoft365.why.link, run: () => navigate(whyPage({ accountId: account.id })) },
            { label: words.activity, run: () => navigate(`/admin/activity?person=${account.id}`) },
            // nobody disables themselves
            account.id !== me.id &&
              (account.disabledAt
                ? { label: words.enable, run: () => onTask('enable', account) }
                : { label: words.disable, run: () => onTask('disable', account) }),
          ]}
        />
      ),
    },
  ]
  return (
    <Table
      label={words.table}
      columns={columns}
      rows={accounts}
      rowKey={({ id }) => id}
      faded={({ disabledAt }) => disabledAt !== undefined}
    />
  )
}

function State({ account }: { account: Account }) {
  if (account.disabledAt) return <Badge color="danger">{words.disabled}</Badge>
  if (account.invited) return <Badge appearance="tint">{words.invited}</Badge>
  return <>{words.active}</>
}
