import type { Launch } from '@moorage/api'
import { element } from './element.ts'
import type { Notes } from './notes.ts'
import { words } from './words.ts'

/** The address that others open this file by: without editor, action or session of this person's. */
export const shareLink = (origin: string, { itemId }: Pick<Launch, 'itemId'>) => `${origin}/open/${itemId}`

/** Copies the file's link; where the browser forbids that, shows it to be copied by hand. */
export async function share(launch: Launch, notes: Notes, onGone: () => void): Promise<void> {
  const link = shareLink(location.origin, launch)
  const manage = element('a', { href: launch.sharingUrl, target: '_blank', rel: 'noopener' }, words.manageAccess)
  try {
    await navigator.clipboard.writeText(link)
    notes.show({ text: words.copied, more: [manage], onGone })
  } catch {
    const field = element('input', { type: 'text', readonly: true, value: link, 'aria-label': words.notCopied })
    notes.show({ text: words.notCopied, more: [field, manage], onGone })
    field.focus()
    field.select()
  }
}
