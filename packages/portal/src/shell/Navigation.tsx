import { CounterBadge, ProgressBar } from '@fluentui/react-components'
import { ArrowUndo20Regular, Folder20Regular, People20Regular, PeopleTeam20Regular } from '@fluentui/react-icons'
import type { Item } from '@moorage/api'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { useSession } from '../api/session.tsx'
import { useDropTarget } from '../files/drag.tsx'
import { formatSize } from '../format.ts'
import { useRoot } from '../pages/files/root.ts'
import { words } from '../words.ts'
import styles from './shell.module.css'

interface PlaceProps {
  to: string
  icon: ReactNode
  current: boolean
  label: string
  count?: number
  /** a place that takes dropped items */
  folder?: Item
}

function Place({ to, icon, current, label, count, folder }: PlaceProps) {
  const drop = useDropTarget(folder)
  return (
    <Link to={to} className={styles.place} aria-current={current ? 'page' : undefined} title={label} {...drop}>
      {icon}
      <span>{label}</span>
      {count ? <CounterBadge className={styles.count} count={count} size="small" appearance="filled" color="danger" /> : null}
    </Link>
  )
}

/** The places on the left. A place without anything in it to see is not listed. */
export function Navigation() {
  const { me } = useSession()
  const { pathname } = useLocation()
  const root = useRoot()
  const inFiles = pathname.startsWith('/files')
  const current = inFiles ? (root ?? (pathname === '/files' ? me.myFiles.id : undefined)) : undefined
  const { used, limit } = me.space
  const guest = me.kind === 'guest'

  return (
    <nav className={styles.navigation} aria-label={words.shell.navigation}>
      <ul>
        {!guest && (
          <li>
            <Place
              to="/files"
              icon={<Folder20Regular />}
              label={words.shell.myFiles}
              current={current === me.myFiles.id}
              folder={me.myFiles}
            />
          </li>
        )}
        {(guest || me.sharedWithMe > 0 || pathname === '/shared') && (
          <li>
            <Place to="/shared" icon={<People20Regular />} label={words.shell.sharedWithMe} current={pathname === '/shared'} />
          </li>
        )}
      </ul>
      {me.teamShares.length > 0 && (
        <>
          <h2 id="team-shares">{words.shell.teamShares}</h2>
          <ul aria-labelledby="team-shares">
            {me.teamShares.map((share) => (
              <li key={share.id}>
                <Place
                  to={`/files/${share.id}`}
                  icon={<PeopleTeam20Regular />}
                  label={share.name}
                  current={current === share.id}
                  folder={share}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {(me.unsavedCount > 0 || pathname === '/unsaved') && (
        <ul style={{ marginBlockStart: 14 }}>
          <li>
            <Place
              to="/unsaved"
              icon={<ArrowUndo20Regular />}
              label={words.shell.unsaved}
              current={pathname === '/unsaved'}
              count={me.unsavedCount}
            />
          </li>
        </ul>
      )}
      {!guest && (
        <div className={styles.space}>
          {limit ? <ProgressBar value={used / limit} color={used / limit > 0.9 ? 'error' : 'brand'} aria-hidden="true" /> : null}
          <span>{words.shell.spaceUsed(formatSize(used), limit ? formatSize(limit) : undefined)}</span>
        </div>
      )}
    </nav>
  )
}
