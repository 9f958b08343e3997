import { Avatar, Button } from '@fluentui/react-components'
import { Dismiss16Regular } from '@fluentui/react-icons'
import type { Account } from '@moorage/api'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import styles from './why.module.css'

const words = wordsMicrosoft365.people

interface Props {
  people: Account[]
  /** ids that stay */
  fixed?: string[]
  onRemove(id: string): void
}

/** Those who were picked, each to be taken out again. */
export function ChosenPeople({ people, fixed = [], onRemove }: Props) {
  if (people.length === 0) return null
  return (
    <ul className={styles.chosen} aria-label={words.chosen}>
      {people.map(({ id, name, organization }) => (
        <li key={id}>
          <Avatar name={name} size={24} color="colorful" aria-hidden="true" />
          <span className={styles.who}>
            <span>{name}</span>
            <span className={styles.quiet}>{organization.name}</span>
          </span>
          {!fixed.includes(id) && (
            <Button
              appearance="subtle"
              size="small"
              icon={<Dismiss16Regular />}
              aria-label={words.removeOf(name)}
              onClick={() => onRemove(id)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
