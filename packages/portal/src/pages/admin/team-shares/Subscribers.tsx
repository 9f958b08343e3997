import {
  Avatar,
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  OverlayDrawer,
  Select,
} from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons'
import type { Subscriber, TeamShare, TeamShareRole } from '@moorage/api'
import { type FormEvent, useState } from 'react'
import { call } from '../../../api/call.ts'
import { type ApiProblem, asProblem } from '../../../api/problem.ts'
import { useFocusBack } from '../../../dialogs/focus-back.ts'
import { words as common } from '../../../words.ts'
import { adminWords } from '../../../words-admin.ts'
import { ListSearch } from '../parts/ListSearch.tsx'
import { PersonPicker, type PickedPerson } from '../parts/PersonPicker.tsx'
import parts from '../parts/parts.module.css'
import styles from './subscribers.module.css'

const words = adminWords.teamShares
const ROLES = ['co-owner', 'editor', 'viewer'] as const

type Removed = Pick<Subscriber, 'id' | 'name' | 'role'>
const PAGE = 50
/** fewer are found by looking */
const SEARCHED = 12

interface Props {
  share: TeamShare
  onChanged(share: TeamShare): void
  onClose(): void
}

/** Who has the Team Share and in which role; changes are made at once, and taking it away can be undone. */
export function Subscribers({ share, onChanged, onClose }: Props) {
  useFocusBack()
  const [person, setPerson] = useState<PickedPerson>()
  const [role, setRole] = useState<TeamShareRole>('editor')
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  // said in the panel itself: while it is open nothing outside of it can be reached
  const [removed, setRemoved] = useState<Removed>()
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState(PAGE)
  const q = typed.trim().toLocaleLowerCase()
  const found = share.subscribers.filter(({ name, email }) => !q || `${name} ${email}`.toLocaleLowerCase().includes(q))
  const params = { teamShareId: share.id }

  const attempt = async (change: () => Promise<TeamShare>) => {
    setProblem(undefined)
    try {
      onChanged(await change())
      return true
    } catch (error) {
      setProblem(asProblem(error))
      return false
    }
  }
  const subscribe = (accountId: string, as: TeamShareRole) => attempt(() => call('subscribe', { params, body: { accountId, role: as } }))
  const add = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!person || !(await subscribe(person.id, role))) return
    setPerson(undefined)
    setTried(false)
  }
  const remove = async ({ id, name, role: before }: Subscriber) => {
    if (await attempt(() => call('unsubscribe', { params: { ...params, accountId: id } }))) setRemoved({ id, name, role: before })
  }
  const undo = async ({ id, role: before }: Removed) => {
    if (await subscribe(id, before)) setRemoved(undefined)
  }
  /** of this organization only, and nobody who could not be subscribed */
  const find = async (q: string, signal: AbortSignal) => {
    const { accounts } = await call('listAccounts', {
      params: { organizationId: share.organization.id },
      query: { q, limit: 20 },
      signal,
    })
    const here = new Set(share.subscribers.map(({ id }) => id))
    return accounts.filter(({ id, kind, disabledAt }) => kind !== 'guest' && !disabledAt && !here.has(id))
  }

  return (
    <OverlayDrawer
      open
      position="end"
      onOpenChange={(_, { open }) => !open && onClose()}
      style={{ inlineSize: 'min(480px, 100vw)' }}
      aria-label={words.subscribersOf(share.name)}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ as: 'h2' }}
          action={<Button appearance="subtle" icon={<Dismiss20Regular />} aria-label={common.close} onClick={onClose} />}
        >
          <span style={{ overflowWrap: 'anywhere' }}>{words.subscribersOf(share.name)}</span>
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {problem && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{problem.sentence}</MessageBarBody>
          </MessageBar>
        )}
        {removed && (
          <MessageBar intent="success" role="status">
            <MessageBarBody>{words.removed(removed.name)}</MessageBarBody>
            <MessageBarActions>
              <Button onClick={() => void undo(removed)}>{common.undo}</Button>
            </MessageBarActions>
          </MessageBar>
        )}
        <form className={styles.add} onSubmit={(event) => void add(event)} noValidate>
          <Field
            label={words.addSomebody}
            hint={words.addHint}
            className={styles.person}
            validationMessage={tried && !person ? words.personMissing : undefined}
          >
            <PersonPicker find={find} chosen={person} onChoose={setPerson} wide />
          </Field>
          <Field label={words.role}>
            <RoleSelect role={role} onChange={setRole} />
          </Field>
          <Button type="submit" appearance="primary">
            {words.add}
          </Button>
        </form>
        <p className={parts.about}>{words.rolesText}</p>
        {share.subscribers.length > SEARCHED && <ListSearch label={adminWords.accounts.search} value={typed} onChange={setTyped} />}
        {share.subscribers.length > 0 && found.length === 0 && <p>{adminWords.noMatch}.</p>}
        {share.subscribers.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <ul className={styles.list} aria-label={words.subscribers}>
            {found.slice(0, shown).map((subscriber) => (
              <li key={subscriber.id}>
                <div className={parts.who}>
                  <Avatar name={subscriber.name} size={32} color="colorful" aria-hidden="true" />
                  <div className={parts.lines}>
                    <span>{subscriber.name}</span>
                    <small>{[subscriber.disabled && words.accountDisabled, subscriber.email].filter(Boolean).join(' · ')}</small>
                  </div>
                </div>
                <RoleSelect
                  label={words.roleOf(subscriber.name)}
                  role={subscriber.role}
                  onChange={(next) => void subscribe(subscriber.id, next)}
                />
                <Button
                  appearance="subtle"
                  icon={<Dismiss20Regular />}
                  aria-label={words.remove(subscriber.name)}
                  onClick={() => void remove(subscriber)}
                />
              </li>
            ))}
          </ul>
        )}
        {found.length > shown && (
          <Button className={styles.more} onClick={() => setShown(shown + PAGE)}>
            {words.moreSubscribers(found.length - shown)}
          </Button>
        )}
      </DrawerBody>
    </OverlayDrawer>
  )
}

function RoleSelect({ role, onChange, label }: { role: TeamShareRole; onChange(role: TeamShareRole): void; label?: string }) {
  return (
    <Select value={role} aria-label={label} onChange={(_, { value }) => onChange(value as TeamShareRole)}>
      {ROLES.map((one) => (
        <option key={one} value={one}>
          {words.roles[one]}
        </option>
      ))}
    </Select>
  )
}
