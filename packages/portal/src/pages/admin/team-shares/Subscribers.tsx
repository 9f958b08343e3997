import {
  Avatar,
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  MessageBar,
  MessageBarBody,
  OverlayDrawer,
  Select,
} from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons'
import type { Subscriber, TeamShare, TeamShareRole } from '@moorage/api'
import { type FormEvent, useState } from 'react'
import { call } from '../../../api/call.ts'
import { type ApiProblem, asProblem } from '../../../api/problem.ts'
import { undoing, useNotify } from '../../../notify.tsx'
import { words as common } from '../../../words.ts'
import { adminWords } from '../../../words-admin.ts'
import { PersonPicker, type PickedPerson } from '../parts/PersonPicker.tsx'
import parts from '../parts/parts.module.css'
import styles from './subscribers.module.css'

const words = adminWords.teamShares
const ROLES = ['co-owner', 'editor', 'viewer'] as const

interface Props {
  share: TeamShare
  onChanged(share: TeamShare): void
  onClose(): void
}

/** Who has the Team Share and in which role; changes are made at once, and taking it away can be undone. */
export function Subscribers({ share, onChanged, onClose }: Props) {
  const notify = useNotify()
  const [person, setPerson] = useState<PickedPerson>()
  const [role, setRole] = useState<TeamShareRole>('editor')
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
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
    if (await attempt(() => call('unsubscribe', { params: { ...params, accountId: id } })))
      notify.done(
        words.removed(name),
        undoing(() => void subscribe(id, before)),
      )
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
        <form className={styles.add} onSubmit={(event) => void add(event)} noValidate>
          <Field
            label={words.addSomebody}
            hint={words.addHint}
            className={styles.person}
            validationMessage={tried && !person ? words.personMissing : undefined}
          >
            <PersonPicker find={find} chosen={person} onChoose={setPerson} />
          </Field>
          <Field label={words.role}>
            <RoleSelect role={role} onChange={setRole} />
          </Field>
          <Button type="submit" appearance="primary">
            {words.add}
          </Button>
        </form>
        <p className={parts.about}>{words.rolesText}</p>
        {share.subscribers.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <ul className={styles.list} aria-label={words.subscribers}>
            {share.subscribers.map((subscriber) => (
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
