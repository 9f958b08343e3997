import { Button } from '@fluentui/react-components'
import { Navigation24Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useGuest } from '../api/session.tsx'
import { words } from '../words.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Mark } from './Mark.tsx'
import styles from './shell.module.css'

/** `onNavigation`: on a phone, where the places are in a drawer. */
export function TopBar({ middle, onNavigation }: { middle: ReactNode; onNavigation?: () => void }) {
  const guest = useGuest()
  return (
    <header className={styles.top}>
      {onNavigation && (
        <Button appearance="transparent" icon={<Navigation24Regular />} aria-label={words.shell.openNavigation} onClick={onNavigation} />
      )}
      <Link
        to={guest ? '/shared' : '/files'}
        className={styles.brand}
        aria-label={`${words.product}: ${guest ? words.shell.sharedWithMe : words.shell.myFiles}`}
      >
        <Mark />
        <span className={styles.brandName}>{words.product}</span>
      </Link>
      <div className={styles.searchPlace}>{middle}</div>
      <div className={styles.end}>
        <AccountMenu />
      </div>
    </header>
  )
}
