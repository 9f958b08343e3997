import { type ReactNode, Suspense } from 'react'
import { words } from '../words.ts'
import { Frame } from './Frame.tsx'
import { Navigation } from './Navigation.tsx'
import { SearchField } from './SearchField.tsx'

/** Around every page with files. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <Frame navigation={<Navigation />} middle={<SearchField />} skip={words.skipToFiles}>
      <Suspense fallback={null}>{children}</Suspense>
    </Frame>
  )
}
