import { Avatar } from '@fluentui/react-components'
import { PeopleTeam20Regular } from '@fluentui/react-icons'
import type { Colleague, ShareRole, Shares } from '@moorage/api'
import { words } from '../words.ts'
import { PersonLine } from './PeoplePicker.tsx'
import { RoleMenu } from './RoleMenu.tsx'
import styles from './sharing.module.css'

interface Props {
  shares: Shares
  meId: string
  busy: boolean
  onRole(person: Colleague, role: ShareRole): void
  onRemove(person: Colleague): void
}

/** Who has it anyway, then everybody it is shared with. Whoever may not share can still leave. */
export function People({ shares: { shares, owner, canShare, canUnshare }, meId, busy, onRole, onRemove }: Props) {
  return (
    <section aria-labelledby="who-has-access" className={styles.who}>
      <h3 id="who-has-access">{words.sharing.who}</h3>
      <ul className={styles.people}>
        {owner && (
          <li>
            <span className={styles.person}>
              {owner.kind === 'person' ? (
                <Avatar name={owner.name} size={32} color="colorful" aria-hidden="true" />
              ) : (
                <Avatar icon={<PeopleTeam20Regular />} size={32} color="brand" aria-hidden="true" />
              )}
              <span className={styles.lines}>
                <span className={styles.name} title={owner.name}>
                  {owner.name}
                </span>
                <span className={styles.email}>
                  {owner.kind === 'team-share'
                    ? words.sharing.teamShare
                    : [words.sharing.owner, owner.disabled && words.sharing.disabled].filter(Boolean).join(' · ')}
                </span>
              </span>
            </span>
          </li>
        )}
        {shares.map(({ person, role }) => {
          const mine = person.id === meId
          return (
            <li key={person.id}>
              <PersonLine person={person} you={mine} />
              {canUnshare || mine ? (
                <RoleMenu
                  label={person.name}
                  role={role}
                  disabled={busy}
                  onRole={canShare && !person.disabled ? (next) => onRole(person, next) : undefined}
                  remove={{ label: mine ? words.sharing.leave : words.sharing.remove, run: () => onRemove(person) }}
                />
              ) : (
                <span className={styles.email}>{words.sharing.roles[role]}</span>
              )}
            </li>
          )
        })}
      </ul>
      {shares.length === 0 && <p className={styles.none}>{words.sharing.nobodyYet}</p>}
    </section>
  )
}
