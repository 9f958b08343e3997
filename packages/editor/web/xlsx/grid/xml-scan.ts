const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text with its character references resolved. There is no DTD to look anything else up in. */
export const plain = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
        if (name) return ENTITIES[name] ?? whole
        const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
      })
    : text

const patterns = new Map<string, RegExp>()
const patternOf = (name: string) => {
  const pattern = patterns.get(name) ?? new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  patterns.set(name, pattern)
  return pattern
}

export const attribute = (attributes: string, name: string): string | undefined => {
  const match = patternOf(name).exec(attributes)
  return match ? plain(match[1] ?? match[2] ?? '') : undefined
}

export interface Tag {
  name: string
  attributes: string
  closing: boolean
  selfClosing: boolean
  /** where its text begins, or where the text before it ended */
  start: number
  end: number
}

/** Walks the tags of the given names through a part, whatever their prefix. A DOM of 100,000 rows would cost gigabytes. */
export function* scan(xml: string, names: string): Generator<Tag> {
  const tag = new RegExp(`<(/?)(?:[\\w.-]+:)?(${names})((?:\\s[^>]*?)?)(/?)>`, 'g')
  for (const match of xml.matchAll(tag))
    yield {
      name: match[2] ?? '',
      attributes: match[3] ?? '',
      closing: match[1] === '/',
      selfClosing: match[4] === '/',
      start: match.index,
      end: match.index + match[0].length,
    }
}

/** The inside of the first element of that name; '' when there is none. */
export function inside(xml: string, name: string): string {
  const open = new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>`).exec(xml)
  if (!open || open[0].endsWith('/>')) return ''
  const start = open.index + open[0].length
  const close = new RegExp(`</(?:[\\w.-]+:)?${name}\\s*>`).exec(xml.slice(start))
  return close ? xml.slice(start, start + close.index) : ''
}

/** Elements of one name that do not lie within each other, with what is inside. */
export function children(xml: string, name: string): { attributes: string; inner: string }[] {
  const found: { attributes: string; inner: string }[] = []
  let open: Tag | undefined
  for (const tag of scan(xml, name)) {
    if (tag.selfClosing) found.push({ attributes: tag.attributes, inner: '' })
    else if (!tag.closing) open = tag
    else if (open) found.push({ attributes: open.attributes, inner: xml.slice(open.end, tag.start) })
  }
  return found
}
