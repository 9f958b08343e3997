import { ChevronRight16Regular } from '@fluentui/react-icons'
import type { Crumb, Item } from '@moorage/api'
import { Link } from 'react-router'
import { useSession } from '../api/session.tsx'
import { words } from '../words.ts'
import styles from './crumbs.module.css'
import { useDropTarget } from './drag.tsx'

function Step({ crumb, folder }: { crumb: Crumb; folder: Item }) {
  const { me } = useSession()
  // an ancestor takes a drop under its own id; whether it may is judged by the server
  const drop = useDropTarget({ ...folder, id: crumb.id, name: crumb.name, parentId: undefined })
  const to = crumb.id === me.myFiles.id ? '/files' : `/files/${crumb.id}`
  return (
    <Link to={to} className={styles.step} title={crumb.name} {...drop}>
      {crumb.name}
    </Link>
  )
}

/** The way to a folder; every step takes dropped items. The last one is the page's heading. */
export function Crumbs({ crumbs, folder }: { crumbs: Crumb[]; folder: Item }) {
  const last = crumbs.at(-1)
  return (
    <nav aria-label={words.list.breadcrumb} className={styles.crumbs}>
      <ol>
        {crumbs.slice(0, -1).map((crumb) => (
          <li key={crumb.id}>
            <Step crumb={crumb} folder={folder} />
            <ChevronRight16Regular aria-hidden="true" className={styles.chevron} />
          </li>
        ))}
        <li className={styles.last}>
          <h1 title={last?.name} aria-current="page">
            {last?.name}
          </h1>
        </li>
      </ol>
    </nav>
  )
}
