const ADDRESSES = [/\b[\w.+-]+@[\w-]+(\.[\w-]+)+\b/g, /\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g, /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)]*/gi]
/** two hextets and a colon more are no time of day */
const IPV6 = /\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}\b|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?::[0-9a-f:]*/gi

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** shorter ones are parts of ordinary words */
const SHORTEST = 3

/**
 * Makes a text fit to be sent away: no addresses of any kind, and of the names each as what it stands for. `names`:
 * what is replaced, by what; each part of a person's name and a file's name without its extension too.
 */
export function redactor(names: ReadonlyMap<string, string>): (text: string) => string {
  const all = new Map<string, string>()
  for (const [name, stand] of names) {
    const stem = name.replace(/\.[^.]+$/, '')
    for (const part of [name, stem, ...name.split(/\s+/)]) if (part.length >= SHORTEST && !all.has(part)) all.set(part, stand)
  }
  const longestFirst = [...all].sort(([a], [b]) => b.length - a.length)
  const replaced = longestFirst.map(([name, stand]) => [new RegExp(escaped(name), 'giu'), stand] as const)
  return (text) => {
    let safe = text
    for (const pattern of [...ADDRESSES, IPV6]) safe = safe.replace(pattern, '…')
    for (const [pattern, stand] of replaced) safe = safe.replace(pattern, stand)
    return safe
  }
}
