import { Toolbar, ToolbarButton, Tooltip } from '@fluentui/react-components'
import { Dismiss20Regular, MoreHorizontal20Regular } from '@fluentui/react-icons'
import type { Item } from '@moorage/api'
import type { ReactNode } from 'react'
import { useGuest } from '../api/session.tsx'
import { usePhone } from '../media.ts'
import { words } from '../words.ts'
import { ACTION_ICONS } from './action-icons.tsx'
import { type ActionName, actionsFor } from './actions.ts'
import styles from './command-bar.module.css'
import { useDesk } from './desk.tsx'
import type { Point } from './FileGrid.tsx'

interface Props {
  items: Item[]
  onClear(): void
  onMore(point: Point): void
  /** shown while nothing is selected */
  children?: ReactNode
}

const SHOWN: ActionName[] = ['open', 'restore', 'share', 'download', 'copyLink', 'rename', 'move', 'delete', 'revisions']
const SHOWN_ON_PHONE: ActionName[] = ['restore', 'share', 'download', 'move', 'delete']

/** New and Upload; or, once something is selected, what can be done with it. */
export function CommandBar({ items, onClear, onMore, children }: Props) {
  const desk = useDesk()
  const phone = usePhone()
  const guest = useGuest()
  if (items.length === 0) return <div className={styles.bar}>{children}</div>

  const shown = actionsFor(items, { guest }).filter((action) => action.enabled && (phone ? SHOWN_ON_PHONE : SHOWN).includes(action.name))
  return (
    <div className={styles.bar}>
      <Toolbar aria-label={words.actions.toolbar} className={styles.tools}>
        {shown.map((action) =>
          phone ? (
            <ToolbarButton
              key={action.name}
              icon={ACTION_ICONS[action.name]}
              aria-label={action.label}
              onClick={() => desk.run(action.name, items)}
            />
          ) : (
            <ToolbarButton key={action.name} icon={ACTION_ICONS[action.name]} onClick={() => desk.run(action.name, items)}>
              <span className={styles.label}>{action.label}</span>
            </ToolbarButton>
          ),
        )}
        <ToolbarButton
          icon={<MoreHorizontal20Regular />}
          aria-label={words.actions.more}
          aria-haspopup="menu"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            onMore({ x: box.left, y: box.bottom + 4 })
          }}
        />
      </Toolbar>
      <Toolbar aria-label={words.list.selected(items.length)}>
        <Tooltip content={words.list.clearSelection} relationship="description">
          <ToolbarButton icon={<Dismiss20Regular />} onClick={onClear}>
            {words.list.selected(items.length)}
          </ToolbarButton>
        </Tooltip>
      </Toolbar>
    </div>
  )
}
