import { Button, DrawerBody, DrawerHeader, DrawerHeaderTitle, InlineDrawer, OverlayDrawer } from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons'
import { lazy, type ReactNode, Suspense } from 'react'
import { useDesk } from '../files/desk.tsx'
import { useMedia } from '../media.ts'
import { words } from '../words.ts'

const Revisions = lazy(() => import('./Revisions.tsx').then((panel) => ({ default: panel.Revisions })))
const Details = lazy(() => import('./Details.tsx').then((panel) => ({ default: panel.Details })))

/** The drawer beside the list; over it where there is no room. */
export function Panel() {
  const { panel, showPanel } = useDesk()
  const narrow = useMedia('(max-width: 1000px)')
  if (!panel) return null
  const close = () => showPanel(undefined)
  const title = panel.name === 'revisions' ? words.revisions.title : words.details.title
  const content: ReactNode = (
    <>
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ as: 'h2' }}
          action={<Button appearance="subtle" icon={<Dismiss20Regular />} aria-label={words.close} onClick={close} />}
        >
          {title}
        </DrawerHeaderTitle>
        <div style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={panel.item.name}>
          {panel.item.name}
        </div>
      </DrawerHeader>
      <DrawerBody tabIndex={-1}>
        <Suspense fallback={null}>
          {panel.name === 'revisions' ? (
            <Revisions key={panel.item.id} item={panel.item} />
          ) : (
            <Details key={panel.item.id} item={panel.item} />
          )}
        </Suspense>
      </DrawerBody>
    </>
  )
  return narrow ? (
    <OverlayDrawer
      open
      position="end"
      onOpenChange={(_, { open }) => !open && close()}
      style={{ inlineSize: 'min(380px, 100vw)' }}
      aria-label={title}
    >
      {content}
    </OverlayDrawer>
  ) : (
    <InlineDrawer open position="end" separator style={{ inlineSize: 340, flex: 'none' }} role="complementary" aria-label={title}>
      {content}
    </InlineDrawer>
  )
}
