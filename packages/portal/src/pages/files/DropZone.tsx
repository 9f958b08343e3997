import type { Item } from '@moorage/api'
import { type ReactNode, useEffect, useState } from 'react'
import { dragsFiles } from '../../files/drag.tsx'
import { useUploads } from '../../uploads/context.tsx'
import { pickedFromDrop } from '../../uploads/picked.ts'
import { words } from '../../words.ts'
import styles from './folder.module.css'

/** Files and folders from the desktop, dropped anywhere in the window, go into the shown folder. */
export function DropZone({ folder, children }: { folder: Item; children: ReactNode }) {
  const uploads = useUploads()
  const [over, setOver] = useState(false)

  useEffect(() => {
    const writable = folder.can.write && !folder.deletedAt
    const onOver = (event: DragEvent) => {
      if (!dragsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer && !event.defaultPrevented) event.dataTransfer.dropEffect = 'copy'
      setOver(writable)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (!dragsFiles(event)) return
      // never let the browser open the file in place of the page
      event.preventDefault()
      if (writable && event.dataTransfer) void pickedFromDrop(event.dataTransfer).then((picked) => uploads.add(picked, folder))
    }
    const done = () => setOver(false)
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    window.addEventListener('moorage:dropped', done)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('moorage:dropped', done)
    }
  }, [folder, uploads])

  return (
    <div className={styles.zone}>
      {children}
      {over && (
        <div className={styles.veil}>
          <div className={styles.veilText}>
            {words.list.dropTitle(folder.name)}
            <small>{words.list.dropText}</small>
          </div>
        </div>
      )}
    </div>
  )
}
