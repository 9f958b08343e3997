import { Suspense, useMemo } from 'react'
import { Route, Routes } from 'react-router'
import { useSession } from '../../api/session.tsx'
import { Failure } from '../../shell/Failure.tsx'
import { Frame } from '../../shell/Frame.tsx'
import { words } from '../../words.ts'
import { adminWords } from '../../words-admin.ts'
import { AdminNavigation } from './AdminNavigation.tsx'
import styles from './admin.module.css'
import { AvailablePages } from './has-page.ts'
import { pagesOf } from './pages.tsx'
import { Organizations } from './scope.tsx'

/** The administrative web portal, for people who administer something. */
export function AdminPages() {
  const { me } = useSession()
  const pages = useMemo(() => pagesOf(me), [me])
  const available = useMemo(() => new Set(pages.map(({ path }) => path)), [pages])
  return (
    <AvailablePages value={available}>
      <Organizations>
        <Frame
          navigation={<AdminNavigation />}
          middle={<strong className={styles.title}>{adminWords.title}</strong>}
          skip={adminWords.skip}
        >
          <Suspense fallback={null}>
            <Routes>
              {pages.map(({ path, Page }) =>
                path ? <Route key={path} path={path} element={<Page />} /> : <Route key="" index element={<Page />} />,
              )}
              <Route path="*" element={<Failure title={words.problems.pageNotFound} text={words.problems.pageNotFoundText} home />} />
            </Routes>
          </Suspense>
        </Frame>
      </Organizations>
    </AvailablePages>
  )
}
