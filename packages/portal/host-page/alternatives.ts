import type { Launch, Opening } from '@moorage/api'
import type { Way } from './explanation.ts'
import { words } from './words.ts'

/** Other editors that would open the file, as ways out of a failure. */
export function waysOf(openings: Opening[], itemId: string, failedEditor: string): Way[] {
  return openings.flatMap(({ editor, editorName, action }) =>
    editor && editorName && editorName !== failedEditor && action !== 'none'
      ? [
          {
            label: action === 'edit' ? words.openIn(editorName) : words.viewIn(editorName),
            url: `/open/${itemId}?${new URLSearchParams({ action, editor })}`,
          },
        ]
      : [],
  )
}

/** The explanation waits for this, so not for long. */
const ANSWER_MS = 3000

/** Asks the server; an answer that does not come is no further failure to talk about. */
export async function otherEditors({ itemId, editorName }: Launch): Promise<Way[]> {
  try {
    const response = await fetch(`/api/items/${encodeURIComponent(itemId)}/editors`, {
      credentials: 'same-origin',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    if (!response.ok) return []
    return waysOf(((await response.json()) as { editors: Opening[] }).editors, itemId, editorName)
  } catch {
    return []
  }
}
