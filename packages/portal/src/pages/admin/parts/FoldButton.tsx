import { ChevronDown20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import styles from './parts.module.css'

interface Props {
  open: boolean
  onToggle(): void
  /** the id of what it shows and hides */
  controls?: string
  /** its room and colour */
  className: string | undefined
  children: ReactNode
}

/** A line that shows and hides what is below it. */
export function FoldButton({ open, onToggle, controls, className, children }: Props) {
  return (
    <button type="button" className={`${styles.fold} ${className}`} aria-expanded={open} aria-controls={controls} onClick={onToggle}>
      {children}
      <ChevronDown20Regular className={styles.foldChevron} />
    </button>
  )
}
