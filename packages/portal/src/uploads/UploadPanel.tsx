import { Button, ProgressBar } from '@fluentui/react-components'
import { ChevronDown20Regular, ChevronUp20Regular, Dismiss20Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { words } from '../words.ts'
import { useUploadList, useUploads } from './context.tsx'
import { UploadLine } from './UploadLine.tsx'
import { isOpen, progressOf, type Upload } from './upload.ts'
import styles from './uploads.module.css'

/** lines in the panel; the rest is counted */
const SHOWN = 40
const RANK: Record<Upload['state'], number> = {
  failed: 0,
  interrupted: 1,
  asking: 2,
  retrying: 2,
  sending: 2,
  waiting: 3,
  done: 4,
  skipped: 5,
  cancelled: 5,
}

function headline(uploads: Upload[]): string {
  const count = (state: Upload['state']) => uploads.filter((upload) => upload.state === state).length
  const running = uploads.filter(isOpen).length
  if (running > 0) return words.uploads.running(running)
  if (count('failed') > 0) return words.uploads.failedTitle(count('failed'))
  if (count('done') > 0) return words.uploads.finished(count('done'))
  if (count('interrupted') > 0) return words.uploads.interruptedTitle(count('interrupted'))
  return words.uploads.nothingDone
}

/** What is being uploaded, in the corner; stays while one goes from folder to folder. */
export function UploadPanel() {
  const uploads = useUploadList()
  const { queue } = useUploads()
  const [open, setOpen] = useState(true)
  if (!queue || uploads.length === 0) return null

  const running = uploads.some(isOpen)
  const sorted = uploads.toSorted((a, b) => RANK[a.state] - RANK[b.state])
  const shown = sorted.slice(0, SHOWN)
  return (
    <section className={styles.panel} aria-label={words.uploads.title}>
      <header className={styles.head}>
        <div role="status" className={styles.title}>
          <h2>{headline(uploads)}</h2>
        </div>
        <Button
          appearance="subtle"
          icon={open ? <ChevronDown20Regular /> : <ChevronUp20Regular />}
          aria-label={open ? words.uploads.collapse : words.uploads.expand}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        {!running && <Button appearance="subtle" icon={<Dismiss20Regular />} aria-label={words.close} onClick={() => queue.clear()} />}
      </header>
      {running && <ProgressBar value={progressOf(uploads)} aria-label={words.uploads.title} thickness="medium" />}
      {open && (
        <ul className={styles.list}>
          {shown.map((upload) => (
            <UploadLine key={upload.id} upload={upload} queue={queue} />
          ))}
          {sorted.length > SHOWN && <li className={styles.rest}>{words.uploads.andMore(sorted.length - SHOWN)}</li>}
        </ul>
      )}
      {open && running && uploads.length > 1 && (
        <footer className={styles.foot}>
          <Button size="small" onClick={() => queue.cancelAll()}>
            {words.uploads.cancelAll}
          </Button>
        </footer>
      )}
    </section>
  )
}
