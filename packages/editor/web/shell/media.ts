import { useSyncExternalStore } from 'react'

const DARK = '(prefers-color-scheme: dark)'

/** What was chosen in the portal: the server wrote it into the page (src/frame-page.ts). */
const chosen = (): string | undefined => document.documentElement.dataset.theme

/** As chosen in the portal, or else as the device is. */
export const isDark = (): boolean => (chosen() ? chosen() === 'dark' : window.matchMedia(DARK).matches)

export function useDark(): boolean {
  const deviceIsDark = useMedia(DARK)
  return chosen() ? chosen() === 'dark' : deviceIsDark
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
  )
}
