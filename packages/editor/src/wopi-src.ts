/**
 * The WopiSrc when it is a file of one of our hosts, else undefined. Anything that could lead the server elsewhere is
 * out: another origin, user info, a query, an escaped or dotted path.
 */
export function allowedWopiSrc(text: string | undefined, wopiOrigins: readonly string[]): string | undefined {
  if (!text) return undefined
  return wopiOrigins.some((origin) => text.startsWith(`${origin}/wopi/files/`) && /^[A-Za-z0-9_-]+$/.test(text.slice(origin.length + 12)))
    ? text
    : undefined
}
