import { MessageBar, MessageBarBody, OverlayDrawer } from '@fluentui/react-components'
import { type ReactNode, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { useOnline, usePhone } from '../media.ts'
import { words } from '../words.ts'
import styles from './shell.module.css'
import { TopBar } from './TopBar.tsx'

interface Props {
  navigation: ReactNode
  /** between the product's name and the account */
  middle: ReactNode
  /** what the first link of the page says, which leads past the navigation */
  skip: string
  children: ReactNode
}

/** Around every page of a signed-in user: top bar, places on the left (on a phone in a drawer), the page. */
export function Frame({ navigation, middle, skip, children }: Props) {
  const phone = usePhone()
  const online = useOnline()
  const [navigationOpen, setNavigationOpen] = useState(false)
  const location = useLocation()

  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another place closes the drawer
  useEffect(() => setNavigationOpen(false), [location])

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {skip}
      </a>
      <TopBar middle={middle} onNavigation={phone ? () => setNavigationOpen(true) : undefined} />
      <div className={styles.body}>
        {phone ? (
          <OverlayDrawer open={navigationOpen} onOpenChange={(_, { open }) => setNavigationOpen(open)} className={styles.drawer}>
            {navigation}
          </OverlayDrawer>
        ) : (
          <div className={styles.side}>{navigation}</div>
        )}
        <main id="content" className={styles.content} tabIndex={-1}>
          {!online && (
            <MessageBar intent="warning" layout="multiline" className={styles.offline}>
              <MessageBarBody>{words.problems.offline}</MessageBarBody>
            </MessageBar>
          )}
          {children}
        </main>
      </div>
    </div>
  )
}
