/** Where to go after signing in: a path of this portal, never another site. */
export function destination(next: string | null): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/files'
  const url = new URL(next, 'http://portal.invalid')
  if (url.origin !== 'http://portal.invalid' || url.pathname === '/sign-in') return '/files'
  return url.pathname + url.search + url.hash
}
