import { useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../api/call.ts'
import type { Desk } from '../../files/desk.tsx'
import type { FolderView } from '../../files/folder-store.ts'
import type { Selection } from '../../files/selection.ts'

/**
 * Links into a folder may name an item: `?select=ID` marks it, `&panel=revisions` or `&panel=details` opens its panel.
 * The address is cleaned afterwards, so that Back and Reload don't do it again.
 */
export function useArrival(view: FolderView, selection: Selection, desk: Desk) {
  const [params, setParams] = useSearchParams()
  const handled = useRef(false)
  const ready = view.status === 'ready'

  useEffect(() => {
    const id = params.get('select')
    const wanted = params.get('panel')
    const panel = wanted === 'revisions' ? 'revisions' : wanted ? 'details' : undefined
    if (!ready || handled.current || !id) return
    handled.current = true
    const at = view.indexOf(id)
    if (at !== undefined) selection.only(at)
    if (panel) {
      void call('getItem', { params: { itemId: id } })
        .then(({ item }) => desk.showPanel({ name: panel, item }))
        // gone meanwhile: the folder is shown all the same
        .catch(() => undefined)
    }
    setParams({}, { replace: true })
  }, [ready, params, setParams, view, selection, desk])
}

/** An open panel shows whichever item is selected by itself. */
export function usePanelFollows({ items }: Selection, { panel, showPanel }: Desk) {
  const [one] = items
  const other = one && items.length === 1 && panel && panel.item.id !== one.id ? one : undefined
  useEffect(() => {
    if (!other || !panel) return
    showPanel({ name: other.kind === 'folder' ? 'details' : panel.name, item: other })
  }, [other, panel, showPanel])
}
