import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components'
import type { Item } from '@moorage/api'
import type { ReactElement } from 'react'
import { useGuest } from '../api/session.tsx'
import { words } from '../words.ts'
import { ACTION_ICONS } from './action-icons.tsx'
import { actionsFor } from './actions.ts'
import { useDesk } from './desk.tsx'
import type { Point } from './FileGrid.tsx'
import styles from './menu.module.css'
import { OpenWith } from './OpenWith.tsx'

interface Props {
  items: Item[]
  /** where it opens; undefined: closed */
  at: Point | undefined
  onClose(): void
}

const boxAt = ({ x, y }: Point) => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) })
const BEFORE_A_LINE = new Set(['openWith', 'copyLink', 'delete', 'restore'])

/** The right-click menu of the selected items. */
export function ItemMenu({ items, at, onClose }: Props) {
  const guest = useGuest()
  return (
    <Menu
      open={at !== undefined}
      onOpenChange={(_, { open }) => !open && onClose()}
      positioning={
        at && { target: boxAt(at), position: 'below', align: 'start', fallbackPositions: ['above-start', 'below-end', 'above-end'] }
      }
    >
      <MenuPopover className={styles.popover}>
        <MenuList aria-label={words.actions.menuFor(items.map((item) => item.name))}>{at ? menuEntries(items, guest) : null}</MenuList>
      </MenuPopover>
    </Menu>
  )
}

function menuEntries(items: Item[], guest: boolean): ReactElement[] {
  return actionsFor(items, { guest }).flatMap((action, index, all) => {
    const [first] = items
    const entry =
      action.name === 'openWith' && first ? (
        <OpenWith key="openWith" item={first} />
      ) : (
        <Entry key={action.name} action={action} items={items} />
      )
    return BEFORE_A_LINE.has(action.name) && index < all.length - 1 ? [entry, <MenuDivider key={`after-${action.name}`} />] : [entry]
  })
}

function Entry({ action, items }: { action: ReturnType<typeof actionsFor>[number]; items: Item[] }) {
  const desk = useDesk()
  return (
    <MenuItem icon={ACTION_ICONS[action.name]} disabled={!action.enabled} subText={action.why} onClick={() => desk.run(action.name, items)}>
      {action.label}
    </MenuItem>
  )
}
