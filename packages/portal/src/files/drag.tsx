import type { Item } from '@moorage/api'
import { type DragEvent, useState } from 'react'
import { useUploads } from '../uploads/context.tsx'
import { pickedFromDrop } from '../uploads/picked.ts'

/** Items under way inside the portal. The browser gives a drag's data only at the drop, hence this. */
let dragged: { items: Item[]; drop(items: Item[], to: Item): void } | undefined

export function startDrag(event: DragEvent, items: Item[], label: string, drop: (items: Item[], to: Item) => void) {
  dragged = { items, drop }
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setData('application/x-moorage-items', items.map((item) => item.id).join(','))
  const ghost = document.createElement('div')
  ghost.textContent = label
  ghost.setAttribute(
    'style',
    'position:fixed;top:-99px;padding:8px 14px;border-radius:6px;background:#0f6cbd;color:#fff;font:600 14px "Segoe UI",sans-serif;max-width:300px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis',
  )
  document.body.append(ghost)
  event.dataTransfer.setDragImage(ghost, -12, -8)
  setTimeout(() => ghost.remove())
}

export const endDrag = () => {
  dragged = undefined
}

export const dragsFiles = (event: { dataTransfer: DataTransfer | null }) =>
  !dragged && (event.dataTransfer?.types.includes('Files') ?? false)

function takes(folder: Item | undefined, event: DragEvent): folder is Item {
  if (folder?.kind !== 'folder' || folder.deletedAt || !folder.can.write) return false
  if (dragsFiles(event)) return true
  return dragged?.items.every((item) => item.id !== folder.id && item.parentId !== folder.id) ?? false
}

/** Handlers that let a folder's row, crumb or place take dragged items and files from the desktop. */
export function useDropTarget(folder: Item | undefined) {
  const uploads = useUploads()
  const [over, setOver] = useState(false)
  return {
    'data-over': over || undefined,
    onDragOver(event: DragEvent) {
      if (!takes(folder, event)) return
      event.preventDefault()
      event.stopPropagation()
      event.dataTransfer.dropEffect = dragsFiles(event) ? 'copy' : 'move'
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      setOver(false)
      if (!takes(folder, event)) return
      event.preventDefault()
      event.stopPropagation()
      if (dragged) dragged.drop(dragged.items, folder)
      else void pickedFromDrop(event.dataTransfer).then((picked) => uploads.add(picked, folder))
      window.dispatchEvent(new Event('moorage:dropped'))
    },
  }
}
