const ONE_TIME = new Set(['wdprevioussession', 'wdpreviouscorrelation'])

/**
 * The page's address without the two parameters that belong to one load only. WOPI: just these; all other `wd…`
 * stay, and nothing else is touched or written in another way. Undefined when there is nothing to remove.
 */
export function withoutOneTimeParameters(href: string): string | undefined {
  const [, base = '', query, hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(href) ?? []
  if (!query) return undefined
  const parts = query.split('&')
  const kept = parts.filter((part) => !ONE_TIME.has((part.split('=')[0] as string).toLowerCase()))
  if (kept.length === parts.length) return undefined
  return `${base}${kept.length > 0 ? `?${kept.join('&')}` : ''}${hash}`
}
