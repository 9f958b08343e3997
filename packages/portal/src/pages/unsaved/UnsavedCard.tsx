import { Button } from '@fluentui/react-components'
import type { UnsavedWork } from '@moorage/api'
import { TypeIcon } from '../../files/TypeIcon.tsx'
import { formatExactly, formatSize, formatWhen } from '../../format.ts'
import { words } from '../../words.ts'
import styles from './unsaved.module.css'

interface Props {
  work: UnsavedWork
  onCopy(): void
  onRevision(): void
  onDownload(): void
  onDiscard(): void
}

export function UnsavedCard({ work, onCopy, onRevision, onDownload, onDiscard }: Props) {
  const extension = work.itemName.includes('.') ? (work.itemName.split('.').at(-1) ?? '').toLowerCase() : ''
  return (
    <li className={styles.card}>
      <TypeIcon item={{ kind: 'file', extension }} size={36} />
      <div className={styles.text}>
        <h2 title={work.itemName}>{work.itemName}</h2>
        <span title={formatExactly(work.savedAt)}>{words.unsaved.of(formatWhen(work.savedAt), formatSize(work.size))}</span>
        <p>{work.reason}</p>
        <div className={styles.buttons}>
          {work.canSaveAsRevision && (
            <Button appearance="primary" onClick={onRevision}>
              {words.unsaved.asRevision}
            </Button>
          )}
          <Button appearance={work.canSaveAsRevision ? 'secondary' : 'primary'} onClick={onCopy}>
            {words.unsaved.asCopy}
          </Button>
          <Button onClick={onDownload}>{words.unsaved.download}</Button>
          <Button appearance="subtle" onClick={onDiscard}>
            {words.unsaved.discard}
          </Button>
        </div>
      </div>
    </li>
  )
}
