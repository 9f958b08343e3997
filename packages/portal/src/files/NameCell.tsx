import { Tooltip } from '@fluentui/react-components'
import { People20Regular } from '@fluentui/react-icons'
import type { Item } from '@moorage/api'
import type { MouseEvent } from 'react'
import { formatRecent, formatSize, formatWhen, nameOf } from '../format.ts'
import { words } from '../words.ts'
import styles from './grid.module.css'
import { openAddress } from './open-tab.ts'
import { RenameField } from './RenameField.tsx'

interface Props {
  item: Item
  now: number
  /** "You, just now" */
  change: string
  /** where it is, in search results; said below the name where there is no column for it */
  place: string | undefined
  renaming?: { submit(name: string): Promise<void>; end(): void }
  onOpen(item: Item): void
}

/** What a click can't do is said before anything is clicked. */
function Limits({ item }: { item: Item }) {
  const { open } = item
  if (!open || item.deletedAt || open.action === 'edit' || (open.action === 'view' && !open.why)) return null
  const text = open.action === 'none' ? words.list.downloadOnly : words.list.viewOnly
  return (
    <Tooltip content={open.why ?? words.actions.cannotOpen} relationship="description" withArrow>
      <span className={styles.limits}>{text}</span>
    </Tooltip>
  )
}

/** Small and beside the name: others have this file too. */
function SharedMark({ people }: { people: number }) {
  const text = words.list.sharedWith(people)
  return (
    <span className={styles.sharedMark} title={text}>
      <People20Regular aria-hidden="true" />
      <span className="visually-hidden">{text}</span>
    </span>
  )
}

export function NameCell({ item, now, change, place, renaming, onOpen }: Props) {
  if (renaming) return <RenameField item={item} {...renaming} />
  const editing = item.editing && words.list.isEditing(item.editing.people.map(nameOf), item.editing.editorName)
  const recent = formatRecent(item.modifiedAt, now)
  const address = item.kind === 'folder' ? `/files/${item.id}` : openAddress(item.id)

  const onClick = (event: MouseEvent) => {
    // with Ctrl or Shift a click selects, the middle button opens a tab of the browser's own
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      event.preventDefault()
      return
    }
    event.preventDefault()
    event.stopPropagation()
    onOpen(item)
  }
  return (
    <>
      <div className={styles.names}>
        {item.deletedAt ? (
          <span className={styles.nameText} title={item.name}>
            {item.name}
          </span>
        ) : (
          <a
            className={styles.nameText}
            href={address}
            title={item.name}
            tabIndex={-1}
            draggable={false}
            onClick={onClick}
            onDoubleClick={(event) => event.stopPropagation()}
          >
            {item.name}
          </a>
        )}
        <span className={styles.secondary} data-editing={editing !== undefined}>
          {place ??
            editing ??
            [change, recent ? '' : formatWhen(item.modifiedAt, now), item.kind === 'file' ? formatSize(item.size) : '']
              .filter(Boolean)
              .join(' · ')}
        </span>
      </div>
      {item.sharedWith && !item.deletedAt ? <SharedMark people={item.sharedWith} /> : null}
      <Limits item={item} />
    </>
  )
}
