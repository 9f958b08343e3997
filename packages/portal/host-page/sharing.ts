import type { Launch } from '@moorage/api'
import { element } from './element.ts'
import type { Notes } from './notes.ts'
import { words } from './words.ts'

/** The address that others open this file by: without editor, action or session of this person's. */
const shareLink = (origin: string, { itemId }: Pick<Launch, 'itemId'>) => `${origin}/open/${itemId}`

/**
 * Opens the portal's Share dialog for the file, in one tab however often it is asked for. Where the browser keeps that
 * tab from opening, copies the file's link, or shows it to be copied by hand, with the way to the dialog.
 */
export async function share(launch: Launch, notes: Notes, onGone: () => void): Promise<void> {
  if (window.open(launch.sharingUrl, `moorage-sharing-${launch.itemId}`)) return
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
