/** What is kept of a text that a browser or an editor wrote: short, one line, and nothing that opens or leads anywhere. */
const TEXT_MAX = 300

const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)]*/gi
/** with and without an equals sign before it: tokens, keys and cookies are long and have no spaces */
const OPAQUE = /[A-Za-z0-9_+/=-]{28,}/g
const NAMED = /\b(access_token|token|code|cookie|authorization|password|secret|bearer)\b[\s=:]+\S+/gi

/** Where an address leads, without what it carries. */
function bare(address: string): string {
  if (!URL.canParse(address)) return '…'
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname.replace(OPAQUE, '…')}`
}

export function keptText(text: string): string {
  const line = text
    .slice(0, 4 * TEXT_MAX)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be kept
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
    .replace(ADDRESS, bare)
    .replace(/\?\S*=\S*/g, '')
    .replace(NAMED, '$1 …')
    .replace(OPAQUE, '…')
    .trim()
  return line.length > TEXT_MAX ? `${line.slice(0, TEXT_MAX - 1)}…` : line
}
