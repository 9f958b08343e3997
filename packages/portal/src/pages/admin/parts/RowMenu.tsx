import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { MoreHorizontal20Regular } from '@fluentui/react-icons'
import { words } from '../../../words.ts'

export interface RowAction {
  label: string
  run(): void
}

/** What can be done with one row. */
export function RowMenu({ of, actions }: { of: string; actions: (RowAction | undefined | false)[] }) {
  const possible = actions.filter((action): action is RowAction => Boolean(action))
  if (possible.length === 0) return null
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontal20Regular />} aria-label={words.list.moreFor(of)} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {possible.map(({ label, run }) => (
            <MenuItem key={label} onClick={run}>
              {label}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
