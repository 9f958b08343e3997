import type { EditingNow } from '@moorage/api'
import { adminWords } from '../../../words-admin.ts'
import styles from './parts.module.css'

/** Whom a change would stop: who, and in which file where one may know it. */
export function EditingNames({ editing }: { editing: readonly EditingNow[] }) {
  return (
    <ul className={styles.editing}>
      {editing.map(({ person, itemName, editor, editorName, since }) => (
        <li key={`${person.id} ${itemName} ${editor} ${since}`}>
          <b>{person.name}</b> · {itemName ?? adminWords.dashboard.privateFile}, {editorName}
        </li>
      ))}
    </ul>
  )
}
