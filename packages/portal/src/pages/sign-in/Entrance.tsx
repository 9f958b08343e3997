import type { ReactNode } from 'react'
import { Mark } from '../../shell/Mark.tsx'
import styles from './entrance.module.css'

interface Props {
  heading: string
  lead: string
  /** the card keeps its place but shows nothing yet */
  waiting?: boolean
  children: ReactNode
}

/** The card in the middle of the window that one comes in through. */
export function Entrance({ heading, lead, waiting, children }: Props) {
  return (
    <div className={styles.ground}>
      <main className={styles.door} style={waiting ? { visibility: 'hidden' } : undefined}>
        <Mark size={40} />
        <h1>{heading}</h1>
        <p className={styles.lead}>{lead}</p>
        {children}
      </main>
    </div>
  )
}
