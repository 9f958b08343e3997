import { lazy, Suspense } from 'react'
import { BrowserRouter, Navigate, Outlet, Route, Routes } from 'react-router'
import { SignedIn, useSession } from './api/session.tsx'
import { Notifications } from './notify.tsx'
import { FilesPage } from './pages/files/FilesPage.tsx'
import { Around } from './shell/Around.tsx'
import { Failure } from './shell/Failure.tsx'
import { Shell } from './shell/Shell.tsx'
import { Splash } from './shell/Splash.tsx'
import { Themed } from './theme.tsx'
import { words } from './words.ts'

const AdminPages = lazy(() => import('./pages/admin/AdminPages.tsx').then((pages) => ({ default: pages.AdminPages })))
const ForgotPage = lazy(() => import('./pages/sign-in/ForgotPage.tsx').then((page) => ({ default: page.ForgotPage })))
const SignInPage = lazy(() => import('./pages/sign-in/SignInPage.tsx').then((page) => ({ default: page.SignInPage })))
const SetUpPage = lazy(() => import('./pages/set-up/SetUpPage.tsx').then((page) => ({ default: page.SetUpPage })))
const SearchPage = lazy(() => import('./pages/search/SearchPage.tsx').then((page) => ({ default: page.SearchPage })))
const SharedPage = lazy(() => import('./pages/shared/SharedPage.tsx').then((page) => ({ default: page.SharedPage })))
const UnsavedPage = lazy(() => import('./pages/unsaved/UnsavedPage.tsx').then((page) => ({ default: page.UnsavedPage })))
const WelcomePage = lazy(() => import('./pages/sign-in/WelcomePage.tsx').then((page) => ({ default: page.WelcomePage })))

function Inside() {
  return (
    <SignedIn
      waiting={<Splash />}
      failed={(problem, again) => (
        <main style={{ blockSize: '100%' }}>
          <Failure title={words.problems.startFailed} text={problem.sentence} again={again} />
        </main>
      )}
    >
      <Around>
        <Outlet />
      </Around>
    </SignedIn>
  )
}

const InShell = () => (
  <Shell>
    <Outlet />
  </Shell>
)

const NoSuchPage = () => <Failure title={words.problems.pageNotFound} text={words.problems.pageNotFoundText} home />

/** For people who administer nothing there is no such page. */
function Administration() {
  const { me } = useSession()
  if (me.administers !== 'nothing') return <AdminPages />
  return (
    <Shell>
      <NoSuchPage />
    </Shell>
  )
}

export function App() {
  return (
    <Themed>
      <Notifications>
        <BrowserRouter>
          <Suspense fallback={<Splash />}>
            <Routes>
              <Route path="/sign-in" element={<SignInPage />} />
              <Route path="/set-up" element={<SetUpPage />} />
              <Route path="/welcome" element={<WelcomePage />} />
              <Route path="/forgot-password" element={<ForgotPage />} />
              <Route element={<Inside />}>
                <Route path="/admin/*" element={<Administration />} />
                <Route element={<InShell />}>
                  <Route path="/" element={<Navigate to="/files" replace />} />
                  <Route path="/files" element={<FilesPage />} />
                  <Route path="/files/:folderId" element={<FilesPage />} />
                  <Route path="/shared" element={<SharedPage />} />
                  <Route path="/search" element={<SearchPage />} />
                  <Route path="/unsaved" element={<UnsavedPage />} />
                  <Route path="*" element={<NoSuchPage />} />
                </Route>
              </Route>
            </Routes>
          </Suspense>
        </BrowserRouter>
      </Notifications>
    </Themed>
  )
}
