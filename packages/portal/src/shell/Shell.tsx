import { MessageBar, MessageBarBody, OverlayDrawer } from '@fluentui/react-components'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { useEvents } from '../api/events.ts'
import { useSession } from '../api/session.tsx'
import { ClashDialogs } from '../dialogs/clash.tsx'
import { useOnline, usePhone } from '../media.ts'
import { useNotify } from '../notify.tsx'
import { UploadsProvider } from '../uploads/context.tsx'
import { words } from '../words.ts'
import { Navigation } from './Navigation.tsx'
import styles from './shell.module.css'
import { TopBar } from './TopBar.tsx'

const UploadPanel = lazy(() => import('../uploads/UploadPanel.tsx').then((panel) => ({ default: panel.UploadPanel })))

/** Around every page of a signed-in user: top bar, places, uploads. */
export function Shell({ children }: { children: ReactNode }) {
  const { set, refresh } = useSession()
  const notify = useNotify()
  const phone = usePhone()
  const online = useOnline()
  const [navigationOpen, setNavigationOpen] = useState(false)
  const location = useLocation()

  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another place closes the drawer
  useEffect(() => setNavigationOpen(false), [location])

  useEvents((event) => {
    if (event.type === 'unsaved') set({ unsavedCount: event.count })
    else if (event.type === 'ask-to-edit') notify.info(words.shell.askToEdit(event.by, event.itemName))
    else if (event.type === 'again') void refresh()
  })

  return (
    <ClashDialogs>
      <UploadsProvider>
        <div className={styles.shell}>
          <a className={styles.skip} href="#content">
            {words.skipToFiles}
          </a>
          <TopBar onNavigation={phone ? () => setNavigationOpen(true) : undefined} />
          <div className={styles.body}>
            {phone ? (
              <OverlayDrawer open={navigationOpen} onOpenChange={(_, { open }) => setNavigationOpen(open)} className={styles.drawer}>
                <Navigation />
              </OverlayDrawer>
            ) : (
              <div className={styles.side}>
                <Navigation />
              </div>
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
          <Suspense fallback={null}>
            <UploadPanel />
          </Suspense>
        </div>
      </UploadsProvider>
    </ClashDialogs>
  )
}
