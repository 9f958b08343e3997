import type { ReactNode } from 'react'
import { useTitle } from '../../../title.ts'
import { adminWords } from '../../../words-admin.ts'
import styles from './parts.module.css'

interface Props {
  title: string
  lead?: ReactNode
  /** beside the title: usually the one button that makes something new */
  actions?: ReactNode
  /** below it: what narrows the page down */
  tools?: ReactNode
  children: ReactNode
}

/** Scrolls the page around an element to its top: what is below is another page of the list. */
export const toTop = (within: Element | null) => within?.closest('[data-page]')?.scrollTo({ top: 0 })

/** The frame of every page of the administration. */
export function Page({ title, lead, actions, tools, children }: Props) {
  useTitle(`${title} – ${adminWords.title}`)
  return (
    <div className={styles.page} data-page>
      <header className={styles.head}>
        <div className={styles.headings}>
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {tools && <div className={styles.tools}>{tools}</div>}
      {children}
    </div>
  )
}
