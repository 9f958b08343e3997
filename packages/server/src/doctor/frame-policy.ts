/** What pages say about who may frame them and what they may frame, judged as browsers judge it. */

/** The directives of each policy; all policies apply. `header`: several headers joined by ", ". */
export function policiesOf(header: string | null | undefined): Map<string, string[]>[] {
  return (header ?? '').split(',').flatMap((policy) => {
    const directives = new Map<string, string[]>()
    for (const text of policy.split(';')) {
      const [name, ...sources] = text.trim().split(/\s+/)
      // the first of a name counts
      if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources)
    }
    return directives.size > 0 ? [directives] : []
  })
}

const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' }
const portOf = ({ port, protocol }: URL) => port || DEFAULT_PORTS[protocol]
/** http in a policy is met by https too */
const schemeMatches = (wanted: string, actual: string) => wanted === actual || (wanted === 'http:' && actual === 'https:')

function matches(source: string, origin: URL, self: URL): boolean {
  const text = source.toLowerCase()
  if (text === "'none'") return false
  if (text === "'self'") return origin.origin === self.origin
  if (text === '*') return true
  if (/^[a-z][a-z0-9+.-]*:$/.test(text)) return schemeMatches(text, origin.protocol)
  const parts = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?(\*|(?:\*\.)?[^/:*]+|\[[^\]]+\])(?::(\d+|\*))?(?:\/.*)?$/.exec(text)
  if (!parts) return false
  const [, scheme = self.protocol, host = '', port] = parts
  if (!schemeMatches(scheme, origin.protocol)) return false
  const hostMatches = host === '*' || (host.startsWith('*.') ? origin.hostname.endsWith(host.slice(1)) : origin.hostname === host)
  if (!hostMatches || port === '*') return hostMatches
  const wanted = port ?? DEFAULT_PORTS[scheme]
  return wanted === portOf(origin) || ((wanted ?? '80') === '80' && portOf(origin) === '443')
}

export const allowed = (sources: readonly string[], origin: string, self: string) =>
  sources.some((source) => matches(source, new URL(origin), new URL(self)))

/** Why a browser would not show a page with these headers in a page of `ancestor`; undefined: it would. */
export function framingProblem(headers: Headers, page: string, ancestor: string): string | undefined {
  const limits = policiesOf(headers.get('content-security-policy')).flatMap((policy) => {
    const sources = policy.get('frame-ancestors')
    return sources ? [sources] : []
  })
  const refusing = limits.find((sources) => !allowed(sources, ancestor, page))
  if (refusing) return `Content-Security-Policy: frame-ancestors ${refusing.join(' ')}`
  // WHATWG HTML: with frame-ancestors in force, X-Frame-Options is not looked at
  if (limits.length > 0) return undefined
  const options = new Set(
    (headers.get('x-frame-options') ?? '')
      .split(',')
      .map((value) => value.trim().toUpperCase())
      .filter(Boolean),
  )
  const said = `X-Frame-Options: ${[...options].join(', ')}`
  if (options.has('DENY')) return said
  const known = options.has('SAMEORIGIN') || options.has('ALLOWALL')
  if (options.size > 1 && known) return said
  return options.has('SAMEORIGIN') && new URL(page).origin !== ancestor ? said : undefined
}
