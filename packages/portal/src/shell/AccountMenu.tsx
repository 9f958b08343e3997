import {
  Avatar,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { Folder20Regular, PersonProhibited20Regular, Settings20Regular, SignOut20Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { call } from '../api/call.ts'
import { useSession } from '../api/session.tsx'
import { useNotify } from '../notify.tsx'
import { type ThemeChoice, useTheme } from '../theme.tsx'
import { words } from '../words.ts'
import styles from './account-menu.module.css'

/** Who is signed in, the theme, and the ways out. */
export function AccountMenu() {
  const { me } = useSession()
  const { choice, choose } = useTheme()
  const notify = useNotify()
  const navigate = useNavigate()
  const inAdministration = useLocation().pathname.startsWith('/admin')
  const [asking, setAsking] = useState(false)

  const leave = async (route: 'signOut' | 'signOutEverywhere') => {
    try {
      await call(route)
      navigate('/sign-in')
    } catch (error) {
      notify.failed(error)
    }
  }

  return (
    <>
      <Menu
        checkedValues={{ theme: [choice] }}
        onCheckedValueChange={(_, data) => choose((data.checkedItems[0] ?? 'system') as ThemeChoice)}
      >
        <MenuTrigger disableButtonEnhancement>
          <button type="button" className={styles.trigger}>
            <span className="visually-hidden">{words.shell.account(me.name)}</span>
            <Avatar name={me.name} size={32} color="colorful" aria-hidden="true" />
          </button>
        </MenuTrigger>
        <MenuPopover>
          <div className={styles.who}>
            <Avatar name={me.name} size={48} color="colorful" aria-hidden="true" />
            <div className={styles.lines}>
              <strong title={me.name}>{me.name}</strong>
              <span title={me.email}>{me.email}</span>
              <span title={me.organization.name}>{me.organization.name}</span>
            </div>
          </div>
          <MenuList>
            <MenuDivider />
            {me.administers !== 'nothing' && (
              <>
                {inAdministration ? (
                  <MenuItem icon={<Folder20Regular />} onClick={() => navigate('/files')}>
                    {words.shell.myFiles}
                  </MenuItem>
                ) : (
                  <MenuItem icon={<Settings20Regular />} onClick={() => navigate('/admin')}>
                    {words.shell.administration}
                  </MenuItem>
                )}
                <MenuDivider />
              </>
            )}
            <MenuGroup>
              <MenuGroupHeader>{words.shell.theme}</MenuGroupHeader>
              <MenuItemRadio name="theme" value="light">
                {words.shell.themeLight}
              </MenuItemRadio>
              <MenuItemRadio name="theme" value="dark">
                {words.shell.themeDark}
              </MenuItemRadio>
              <MenuItemRadio name="theme" value="system">
                {words.shell.themeSystem}
              </MenuItemRadio>
            </MenuGroup>
            <MenuDivider />
            <MenuItem icon={<SignOut20Regular />} onClick={() => void leave('signOut')}>
              {words.shell.signOut}
            </MenuItem>
            <MenuItem icon={<PersonProhibited20Regular />} onClick={() => setAsking(true)}>
              {words.shell.signOutEverywhere}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Dialog open={asking} onOpenChange={(_, { open }) => setAsking(open)} modalType="alert">
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{words.shell.signOutEverywhereTitle}</DialogTitle>
            <DialogContent>{words.shell.signOutEverywhereText}</DialogContent>
            <DialogActions>
              <Button appearance="primary" onClick={() => void leave('signOutEverywhere')}>
                {words.shell.signOutEverywhere}
              </Button>
              <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </>
  )
}
