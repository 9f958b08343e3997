import { Button, ProgressBar } from '@fluentui/react-components'
import { ArrowClockwise20Regular, Dismiss20Regular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { TypeIcon } from '../files/TypeIcon.tsx'
import { formatPercent, formatSize } from '../format.ts'
import { words } from '../words.ts'
import type { UploadQueue } from './queue.ts'
import { isOpen, type Upload } from './upload.ts'
import styles from './uploads.module.css'

function stateText({ state, sent, size, problem }: Upload): string {
  const percent = formatPercent(size === 0 ? 1 : Math.floor((sent / size) * 100) / 100)
  switch (state) {
    case 'waiting':
      return words.uploads.waiting
    case 'asking':
      return words.uploads.asking
    case 'sending':
      return words.uploads.progress(percent, formatSize(size))
    case 'retrying':
      return words.uploads.retrying
    case 'interrupted':
      return sent > 0 ? words.uploads.interruptedAt(percent) : words.uploads.interrupted
    case 'failed':
      return problem?.sentence ?? ''
    case 'done':
      return words.uploads.done
    case 'skipped':
      return words.uploads.skipped
    case 'cancelled':
      return words.uploads.cancelled
  }
}

export function UploadLine({ upload, queue }: { upload: Upload; queue: UploadQueue }) {
  const chooser = useRef<HTMLInputElement>(null)
  const [mistaken, setMistaken] = useState(false)
  const extension = upload.name.includes('.') ? (upload.name.split('.').at(-1) ?? '').toLowerCase() : ''
  const name = [...upload.path, upload.name].join('/')
  const bad = upload.state === 'failed' || mistaken
  return (
    <li className={styles.line} data-state={upload.state}>
      <TypeIcon item={{ kind: 'file', extension }} size={24} />
      <div className={styles.text}>
        <span className={styles.name} title={name}>
          {upload.name}
        </span>
        <span className={bad ? styles.bad : styles.about}>{mistaken ? words.uploads.notTheSame(upload.name) : stateText(upload)}</span>
        {upload.state === 'sending' && <ProgressBar value={upload.size === 0 ? 1 : upload.sent / upload.size} aria-label={upload.name} />}
      </div>
      {upload.state === 'interrupted' && (
        <>
          <Button size="small" onClick={() => chooser.current?.click()}>
            {words.uploads.choose}
          </Button>
          <input
            ref={chooser}
            type="file"
            hidden
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) setMistaken(!queue.resume(upload.id, file))
              event.target.value = ''
            }}
          />
        </>
      )}
      {upload.state === 'failed' && (
        <Button
          appearance="subtle"
          icon={<ArrowClockwise20Regular />}
          aria-label={words.uploads.retry(upload.name)}
          onClick={() => queue.retry(upload.id)}
        />
      )}
      {(isOpen(upload) || upload.state === 'interrupted') && (
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={words.uploads.cancel(upload.name)}
          onClick={() => queue.cancel(upload.id)}
        />
      )}
    </li>
  )
}
