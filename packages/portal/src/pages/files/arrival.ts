import { useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { call } from '../../api/call.ts'
import type { Desk } from '../../files/desk.tsx'
import type { Selection } from '../../files/selection.ts'
import type { Source } from '../../files/source.ts'

/**
 * Links into a list may name an item: `?select=ID` marks it, `&panel=revisions` or `&panel=details` opens its panel and
 * `&panel=sharing` the dialog for sharing it.
 * The address is cleaned afterwards, so that Back and Reload don't do it again.
 */
export function useArrival(ready: boolean, source: Source, selection: Selection, desk: Desk) {
  const [params, setParams] = useSearchParams()
  const handled = useRef(false)

  useEffect(() => {
    const id = params.get('select')
    const wanted = params.get('panel')
    if (!ready || handled.current || !id) return
    handled.current = true
    const at = source.indexOf(id)
    if (at !== undefined) selection.only(at)
    if (wanted) {
      void call('getItem', { params: { itemId: id } })
        .then(({ item }) =>
          wanted === 'sharing'
            ? desk.run('share', [item])
            : desk.showPanel({ name: wanted === 'revisions' ? 'revisions' : 'details', item }),
        )
        // gone meanwhile: the folder is shown all the same
        .catch(() => undefined)
    }
    setParams({}, { replace: true })
  }, [ready, params, setParams, source, selection, desk])
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
