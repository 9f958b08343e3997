import { Folder20Regular } from '@fluentui/react-icons'
import { Link, useLocation, useSearchParams } from 'react-router'
import { useSession } from '../../api/session.tsx'
import styles from '../../shell/shell.module.css'
import { words } from '../../words.ts'
import { adminWords } from '../../words-admin.ts'
import { pagesOf } from './pages.tsx'
import { PARAMETER } from './scope.tsx'

/** The pages of the administration that this administrator has; the chosen organization goes with them. */
export function AdminNavigation() {
  const { me } = useSession()
  const { pathname } = useLocation()
  const [params] = useSearchParams()
  const organization = params.get(PARAMETER)
  const search = organization ? `?${PARAMETER}=${encodeURIComponent(organization)}` : ''
  const current = pathname.split('/')[2] ?? ''
  const listed = pagesOf(me).filter(({ inside }) => !inside)
  return (
    <nav className={styles.navigation} aria-label={adminWords.title}>
      <ul>
        {listed.map(({ path, title, icon, badge }) => (
          <li key={path}>
            <Link
              to={{ pathname: path ? `/admin/${path}` : '/admin', search }}
              className={styles.place}
              aria-current={current === path ? 'page' : undefined}
            >
              {icon}
              <span>{title}</span>
              {badge}
            </Link>
          </li>
        ))}
      </ul>
      <ul style={{ marginBlockStart: 'auto' }}>
        <li>
          <Link to="/files" className={styles.place}>
            <Folder20Regular />
            <span>{words.shell.myFiles}</span>
          </Link>
        </li>
      </ul>
    </nav>
  )
}
