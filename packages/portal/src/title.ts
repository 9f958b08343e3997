import { useEffect } from 'react'
import { words } from './words.ts'

/** The browser tab's title, as "Budget – Moorage". */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    document.title = title ? `${title} – ${words.product}` : words.product
  }, [title])
}
