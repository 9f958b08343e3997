import { Button, Link as FluentLink, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { Add20Regular, Dismiss20Regular } from '@fluentui/react-icons'
import type { Account, Response as ResponseOf, ROUTES } from '@moorage/api'
import { useEffect, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { call } from '../../../api/call.ts'
import { useSettled } from '../../../later.ts'
import { useNotify } from '../../../notify.tsx'
import { words as common } from '../../../words.ts'
import { adminWords } from '../../../words-admin.ts'
import { useAnswer } from '../parts/answer.ts'
import { Confirm } from '../parts/dialogs.tsx'
import { ListSearch } from '../parts/ListSearch.tsx'
import { OrganizationPicker } from '../parts/OrganizationPicker.tsx'
import { Page } from '../parts/Page.tsx'
import { Pager } from '../parts/Pager.tsx'
import parts from '../parts/parts.module.css'
import { Empty, Shown } from '../parts/Shown.tsx'
import { type Scope, Scoped, useOrganizations } from '../scope.tsx'
import { AccountTable, type AccountTask } from './AccountTable.tsx'
import { ChangeAccount } from './ChangeAccount.tsx'
import { CreateAccount } from './CreateAccount.tsx'

const words = adminWords.accounts
const PAGE = 50
export type Mailed = ResponseOf<(typeof ROUTES)['createAccount']>

export function AccountsPage() {
  const [creating, setCreating] = useState(false)
  const [params, setParams] = useSearchParams()
  const { data } = useOrganizations()
  // the dashboard's "Invite people" leads here
  const invited = params.get('new') === 'account'
  useEffect(() => {
    if (!invited) return
    setCreating(true)
    setParams(
      (before) => {
        before.delete('new')
        return before
      },
      { replace: true },
    )
  }, [invited, setParams])
  return (
    <Page
      title={adminWords.pages.accounts}
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
        {(scope) => <Accounts key={scope.organization.id} scope={scope} creating={creating} onCreated={() => setCreating(false)} />}
      </Scoped>
    </Page>
  )
}

interface Props {
  scope: Scope
  creating: boolean
  onCreated(): void
}

function Accounts({ scope: { tree, organization, choose }, creating, onCreated }: Props) {
  const notify = useNotify()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), 250)
  const [offset, setOffset] = useState(0)
  const [task, setTask] = useState<{ of: Account; what: AccountTask }>()
  const [waiting, setWaiting] = useState<{ name: string; mailId: string | undefined }>()
  const below = tree.children(organization.id).length > 0
  const answer = useAnswer({
    key: `${organization.id} ${q} ${offset}`,
    read: (signal) =>
      call('listAccounts', {
        params: { organizationId: organization.id },
        query: { ...(q ? { q } : {}), below, offset, limit: PAGE },
        signal,
      }),
  })
  const end = () => setTask(undefined)
  const done = async (text: string) => {
    end()
    notify.done(text)
    await answer.again()
  }
  /** says where the mail is: on its way, or in the outbox for somebody to hand on */
  const mailed = async ({ account, mail, mailId }: Mailed, text: string, textMailed: string) => {
    onCreated()
    if (mail === 'outbox') setWaiting({ name: account.name, mailId })
    await done(mail === 'sent-soon' ? textMailed : text)
  }
  const enable = async (account: Account) => {
    try {
      await call('enableAccount', { params: { accountId: account.id } })
      await done(words.enabledNow(account.name))
    } catch (error) {
      notify.failed(error)
    }
  }
  return (
    <>
      <div className={parts.tools}>
        {tree.all.length > 1 && <OrganizationPicker tree={tree} chosenId={organization.id} onChoose={choose} />}
        <ListSearch
          label={words.search}
          value={typed}
          onChange={(value) => {
            setTyped(value)
            setOffset(0)
          }}
        />
      </div>
      {waiting && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {words.waits(waiting.name)}{' '}
            <FluentLink
              inline
              href={waitingAddress(waiting.mailId)}
              onClick={(event) => {
                event.preventDefault()
                navigate(waitingAddress(waiting.mailId))
              }}
            >
              {words.showMail}
            </FluentLink>
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                icon={<Dismiss20Regular />}
                aria-label={common.close}
                onClick={() => setWaiting(undefined)}
              />
            }
          />
        </MessageBar>
      )}
      <Shown answer={answer}>
        {({ accounts, total }) =>
          total === 0 ? (
            q ? (
              <Empty of="search" title={words.none(q)} text={words.noneText} />
            ) : (
              <Empty title={words.empty} text={words.emptyText} />
            )
          ) : (
            <>
              <AccountTable
                accounts={accounts}
                several={below}
                onTask={(what, of) => (what === 'enable' ? void enable(of) : setTask({ what, of }))}
              />
              <Pager offset={offset} total={total} size={PAGE} onMove={setOffset} />
            </>
          )
        }
      </Shown>
      {creating && (
        <CreateAccount
          tree={tree}
          organization={organization}
          onClose={onCreated}
          onDone={(made) => void mailed(made, words.created(made.account.name), words.invitedBy(made.account.name))}
        />
      )}
      {task?.what === 'change' && <ChangeAccount account={task.of} onClose={end} onDone={(name) => void done(words.changed(name))} />}
      {task?.what === 'disable' && (
        <Confirm
          title={words.disableTitle(task.of.name)}
          choices={[
            {
              label: words.disable,
              run: () =>
                call('disableAccount', { params: { accountId: task.of.id } }).then(() => void done(words.disabledNow(task.of.name))),
            },
          ]}
          onClose={end}
        >
          <p>{words.disableText}</p>
        </Confirm>
      )}
      {task?.what === 'reset' && (
        <Confirm
          title={words.resetTitle(task.of.name)}
          choices={[
            {
              label: task.of.invited ? words.inviteAgain : words.reset,
              run: () =>
                call('resetAccount', { params: { accountId: task.of.id } }).then(
                  (made) => void mailed(made, words.changed(task.of.name), words.resetSent(task.of.name)),
                ),
            },
          ]}
          onClose={end}
        >
          <p>{task.of.invited ? words.inviteAgainText : words.resetText}</p>
        </Confirm>
      )}
    </>
  )
}

const waitingAddress = (mailId: string | undefined) => (mailId ? `/admin/mail?mail=${mailId}` : '/admin/mail')
