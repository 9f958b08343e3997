import { Menu, MenuButton, MenuDivider, MenuItem, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { PersonProhibited20Regular } from '@fluentui/react-icons'
import type { ShareRole } from '@moorage/api'
import { words } from '../words.ts'

interface Props {
  /** whose role it is, for those who only hear it */
  label: string
  role: ShareRole
  disabled?: boolean
  /** absent: it cannot be changed, only taken away */
  onRole?(role: ShareRole): void
  remove?: { label: string; run(): void }
}

/** "Can edit" as a button; its menu changes it or takes it away. */
export function RoleMenu({ label, role, disabled, onRole, remove }: Props) {
  return (
    <Menu
      checkedValues={{ role: [role] }}
      onCheckedValueChange={(_, { checkedItems: [next] }) => {
        if (next !== role && (next === 'editor' || next === 'viewer')) onRole?.(next)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="subtle"
          aria-label={`${label}: ${words.sharing.roles[role]}`}
          disabledFocusable={disabled}
          style={{ flex: 'none', whiteSpace: 'nowrap' }}
        >
          {words.sharing.roles[role]}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {onRole && (
            <MenuItemRadio name="role" value="editor" subText={words.sharing.roleAbout.editor}>
              {words.sharing.roles.editor}
            </MenuItemRadio>
          )}
          {onRole && (
            <MenuItemRadio name="role" value="viewer" subText={words.sharing.roleAbout.viewer}>
              {words.sharing.roles.viewer}
            </MenuItemRadio>
          )}
          {onRole && remove && <MenuDivider />}
          {remove && (
            <MenuItem icon={<PersonProhibited20Regular />} onClick={remove.run}>
              {remove.label}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
