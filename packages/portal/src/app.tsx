import { lazy, Suspense } from 'react'
import { BrowserRouter, Navigate, Outlet, Route, Routes } from 'react-router'
import { SignedIn } from './api/session.tsx'
import { Notifications } from './notify.tsx'
import { FilesPage } from './pages/files/FilesPage.tsx'
import { Failure } from './shell/Failure.tsx'
import { Shell } from './shell/Shell.tsx'
import { Splash } from './shell/Splash.tsx'
import { Themed } from './theme.tsx'
import { words } from './words.ts'

const SignInPage = lazy(() => import('./pages/sign-in/SignInPage.tsx').then((page) => ({ default: page.SignInPage })))
const SetUpPage = lazy(() => import('./pages/set-up/SetUpPage.tsx').then((page) => ({ default: page.SetUpPage })))
const SearchPage = lazy(() => import('./pages/search/SearchPage.tsx').then((page) => ({ default: page.SearchPage })))
const UnsavedPage = lazy(() => import('./pages/unsaved/UnsavedPage.tsx').then((page) => ({ default: page.UnsavedPage })))

function Inside() {
  return (
    <SignedIn
      waiting={<Splash />}
      failed={(problem, again) => <Failure title={words.problems.startFailed} text={problem.sentence} again={again} />}
    >
      <Shell>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </Shell>
    </SignedIn>
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
              <Route element={<Inside />}>
                <Route path="/" element={<Navigate to="/files" replace />} />
                <Route path="/files" element={<FilesPage />} />
                <Route path="/files/:folderId" element={<FilesPage />} />
                <Route path="/search" element={<SearchPage />} />
                <Route path="/unsaved" element={<UnsavedPage />} />
                <Route path="*" element={<Failure title={words.problems.pageNotFound} text={words.problems.pageNotFoundText} home />} />
              </Route>
            </Routes>
          </Suspense>
        </BrowserRouter>
      </Notifications>
    </Themed>
  )
}
