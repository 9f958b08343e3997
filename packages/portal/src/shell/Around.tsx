import { lazy, type ReactNode, Suspense } from 'react'
import { useEvents } from '../api/events.ts'
import { useSession } from '../api/session.tsx'
import { ClashDialogs } from '../dialogs/clash.tsx'
import { useNotify } from '../notify.tsx'
import { UploadsProvider } from '../uploads/context.tsx'
import { words } from '../words.ts'

const UploadPanel = lazy(() => import('../uploads/UploadPanel.tsx').then((panel) => ({ default: panel.UploadPanel })))

/** What goes on whichever page one is on: uploads, and what the server tells. */
export function Around({ children }: { children: ReactNode }) {
  const { set, refresh } = useSession()
  const notify = useNotify()

  useEvents((event) => {
    if (event.type === 'unsaved') set({ unsavedCount: event.count })
    else if (event.type === 'ask-to-edit') notify.info(words.shell.askToEdit(event.by, event.itemName))
    else if (event.type === 'again' || event.type === 'shared') void refresh()
  })

  return (
    <ClashDialogs>
      <UploadsProvider>
        {children}
        <Suspense fallback={null}>
          <UploadPanel />
        </Suspense>
      </UploadsProvider>
    </ClashDialogs>
  )
}
