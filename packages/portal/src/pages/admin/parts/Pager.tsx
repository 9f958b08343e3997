import { Button } from '@fluentui/react-components'
import { ChevronLeft20Regular, ChevronRight20Regular } from '@fluentui/react-icons'
import { useRef } from 'react'
import { adminWords } from '../../../words-admin.ts'
import { toTop } from './Page.tsx'
import styles from './parts.module.css'

const words = adminWords.pager

interface Props {
  offset: number
  total: number
  /** how many are on one page */
  size: number
  onMove(offset: number): void
}

/** The way through a long list, a page at a time; nothing while all of it is on one. */
export function Pager({ offset, total, size, onMove }: Props) {
  const pager = useRef<HTMLDivElement>(null)
  if (total <= size) return null
  const move = (to: number) => {
    onMove(to)
    toTop(pager.current)
  }
  return (
    <div className={styles.pager} ref={pager}>
      <Button
        icon={<ChevronLeft20Regular />}
        aria-label={words.previous}
        disabledFocusable={offset === 0}
        onClick={() => move(Math.max(0, offset - size))}
      />
      <span role="status">{words.range(offset + 1, Math.min(offset + size, total), total)}</span>
      <Button
        icon={<ChevronRight20Regular />}
        aria-label={words.next}
        disabledFocusable={offset + size >= total}
        onClick={() => move(offset + size)}
      />
    </div>
  )
}
