/**
 * Opens a file's page in a tab of its own, or shows that tab again where it is open already: loading it anew would throw
 * its editor out. The tab keeps its name and opener, so that its Close button can close it.
 * Returns false when the browser's pop-up blocker kept it.
 */
export function openTab(address: string, name: string): boolean {
  const tab = window.open('', name)
  if (!tab) return false
  let blank = true
  try {
    blank = tab.location.href === 'about:blank'
  } catch {
    // the tab has gone to another site meanwhile: it is ours to use again
  }
  if (blank) tab.location.replace(address)
  tab.focus()
  return true
}

export function openAddress(itemId: string, query: Record<string, string | undefined> = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value)
  return `/open/${itemId}${search.size > 0 ? `?${search}` : ''}`
}

/** Starts a download without leaving the page. */
export function download(address: string) {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
