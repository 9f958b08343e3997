import type { Item } from '@moorage/api'
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { address } from '../api/routes.ts'
import { CannotOpen } from '../dialogs/CannotOpen.tsx'
import { CopyLinkField } from '../dialogs/CopyLinkField.tsx'
import { useNotify } from '../notify.tsx'
import { words } from '../words.ts'
import type { ActionName } from './actions.ts'
import { download, openAddress, openTab } from './open-tab.ts'
import { type Operations, useOperations } from './operations.ts'

const ShareDialog = lazy(() => import('../sharing/ShareDialog.tsx').then((dialog) => ({ default: dialog.ShareDialog })))
const PickFolder = lazy(() => import('../dialogs/PickFolder.tsx').then((dialog) => ({ default: dialog.PickFolder })))

export type PanelName = 'revisions' | 'details'

/** What a list of files can do with its items, whichever page it is on. */
export interface Desk {
  operations: Operations
  open(item: Item, query?: { editor?: string; action?: string }): void
  run(action: ActionName, items: Item[]): void
  /** the item whose name is a field now */
  renaming: string | undefined
  rename(item: Item | undefined): void
  panel: { name: PanelName; item: Item } | undefined
  showPanel(panel: { name: PanelName; item: Item } | undefined): void
}

const DeskContext = createContext<Desk | undefined>(undefined)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk outside <DeskProvider>')
  return desk
}

interface Props {
  refresh(): Promise<void>
  onProblem(error: unknown): void
  children: ReactNode
}

type Asking = { what: 'move' | 'copy'; items: Item[] } | { what: 'cannot-open' | 'share'; item: Item } | { what: 'link'; link: string }

function downloadAll(items: Item[]) {
  const [first] = items
  if (!first) return
  if (items.length === 1) download(address('downloadItem', { itemId: first.id }))
  else download(address('downloadZip', {}, { ids: items.map((item) => item.id).join(',') }))
}

export function DeskProvider({ refresh, onProblem, children }: Props) {
  const navigate = useNavigate()
  const notify = useNotify()
  const operations = useOperations(refresh, onProblem)
  const [asking, setAsking] = useState<Asking>()
  const [renaming, setRenaming] = useState<string>()
  const [panel, showPanel] = useState<Desk['panel']>()

  const open = useCallback<Desk['open']>(
    (item, query = {}) => {
      if (item.deletedAt) return
      if (item.kind === 'folder') {
        navigate(`/files/${item.id}`)
        return
      }
      if (!query.editor && item.open?.action === 'none') {
        setAsking({ what: 'cannot-open', item })
        return
      }
      const name = query.editor ? `moorage-${item.id}-${query.editor}` : `moorage-${item.id}`
      const link = openAddress(item.id, query)
      if (!openTab(link, name)) notify.info(words.done.popUpBlocked(item.name), { label: words.open, run: () => void openTab(link, name) })
    },
    [navigate, notify],
  )

  const copyLink = useCallback(
    async (item: Item) => {
      const link = new URL(item.kind === 'folder' ? `/files/${item.id}` : openAddress(item.id), location.origin).href
      try {
        await navigator.clipboard.writeText(link)
        notify.done(words.done.linkCopied)
      } catch {
        setAsking({ what: 'link', link })
      }
    },
    [notify],
  )

  const desk = useMemo<Desk>(() => {
    const one = (items: Item[], then: (item: Item) => void) => {
      const [first] = items
      if (first) then(first)
    }
    const does: Record<ActionName, (items: Item[]) => void> = {
      open: (items) => one(items, open),
      openWith: () => undefined,
      share: (items) => one(items, (item) => setAsking({ what: 'share', item })),
      download: downloadAll,
      copyLink: (items) => one(items, (item) => void copyLink(item)),
      rename: (items) => one(items, (item) => setRenaming(item.id)),
      move: (items) => setAsking({ what: 'move', items }),
      copy: (items) => setAsking({ what: 'copy', items }),
      delete: (items) => void operations.remove(items),
      restore: (items) => void operations.restore(items),
      revisions: (items) => one(items, (item) => showPanel({ name: 'revisions', item })),
      details: (items) => one(items, (item) => showPanel({ name: 'details', item })),
    }
    return {
      operations,
      open,
      run: (action, items) => does[action](items),
      renaming,
      rename: (item) => setRenaming(item?.id),
      panel,
      showPanel,
    }
  }, [operations, open, copyLink, renaming, panel])

  const close = () => setAsking(undefined)
  return (
    <DeskContext.Provider value={desk}>
      {children}
      <Suspense fallback={null}>
        {asking?.what === 'share' && (
          <ShareDialog item={asking.item} onClose={close} onCopyLink={() => void copyLink(asking.item)} onChanged={() => void refresh()} />
        )}
        {(asking?.what === 'move' || asking?.what === 'copy') && (
          <PickFolder
            what={asking.what}
            items={asking.items}
            onClose={close}
            onPick={(folder) => {
              close()
              void operations[asking.what](asking.items, folder)
            }}
          />
        )}
      </Suspense>
      {asking?.what === 'cannot-open' && <CannotOpen item={asking.item} onClose={close} onDownload={() => downloadAll([asking.item])} />}
      {asking?.what === 'link' && <CopyLinkField link={asking.link} onClose={close} />}
    </DeskContext.Provider>
  )
}
