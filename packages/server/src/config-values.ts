import { isIP } from 'node:net'
import { isAbsolute } from 'node:path'
import type { EditorConfig } from './config.ts'

/** Turns a value of the settings file or of the environment into the setting's own type, or throws a sentence. */
export type Parse<T> = (value: unknown) => T

const fail = (wanted: string, value: unknown): never => {
  throw new Error(`${wanted}, not ${JSON.stringify(value)}`)
}

export const text: Parse<string> = (value) => (typeof value === 'string' && value.trim() ? value.trim() : fail('must be a text', value))

/** `auto`, `off`, or the full path of a program. YAML may have read off as a flag. */
export const program: Parse<string> = (value) => {
  const word = value === false ? 'off' : value
  return typeof word === 'string' && (word === 'auto' || word === 'off' || isAbsolute(word))
    ? word
    : fail('must be auto, off, or the full path of a program', value)
}

/** A location of a proxy: `/letters/`. */
export const location: Parse<string> = (value) =>
  typeof value === 'string' && /^\/[\w-]+(\/[\w-]+)*\/$/.test(value)
    ? value
    : fail('must be a location of the proxy such as /moorage-contents/', value)

/** Something that nobody guesses: one word of at least so many characters. */
export const longSecret =
  (least: number): Parse<string> =>
  (value) =>
    typeof value === 'string' && /^\S+$/.test(value.trim()) && value.trim().length >= least
      ? value.trim()
      : fail(`must be one word of at least ${least} characters`, value)

export const flag: Parse<boolean> = (value) => {
  const word =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value).trim().toLowerCase() : ''
  if (['true', 'yes', '1'].includes(word)) return true
  if (['false', 'no', '0'].includes(word)) return false
  return fail('must be true or false', value)
}

export const whole =
  (least: number, most: number): Parse<number> =>
  (value) => {
    const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value
    if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number
    return fail(`must be a whole number from ${least} to ${most}`, value)
  }

export const choice =
  <T extends string>(...words: T[]): Parse<T> =>
  (value) =>
    words.find((word) => word === value) ?? fail(`must be one of ${words.join(', ')}`, value)

const UNITS: Record<string, number> = { '': 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40 }

/** "250 MB", "2 GB" or a number of bytes. */
export const size: Parse<number> = (value) => {
  const found = /^(\d+(?:\.\d+)?) ?(kb|mb|gb|tb|)$/i.exec(String(value).trim())
  const bytes = Math.floor(Number(found?.[1]) * (UNITS[found?.[2]?.toLowerCase() ?? ''] ?? Number.NaN))
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : fail('must be a size such as 250 MB or 2 GB', value)
}

export const sizeOrNone: Parse<number | null> = (value) => (value === 'none' ? null : size(value))

const urlOf = (value: unknown) => (URL.canParse(String(value)) ? new URL(String(value)) : undefined)

/** scheme://host[:port], without a path; answered without a trailing slash. */
export const origin: Parse<string> = (value) => {
  const url = urlOf(value)
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    return fail('must be an address without a path, such as https://files.example.com', value)
  return url.origin
}

export const address: Parse<string> = (value) => {
  const url = urlOf(value)
  return url && /^https?:$/.test(url.protocol) && !url.username ? url.href : fail('must be an http or https address', value)
}

export const mailServer: Parse<string> = (value) => {
  const url = urlOf(value)
  return url && /^smtps?:$/.test(url.protocol) && url.hostname ? url.href : fail('must be an smtp or smtps address', value)
}

/** A list, or a text with commas. */
export const texts: Parse<string[]> = (value) => {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : fail('must be a list', value)
  return list.map((entry: unknown) => text(entry))
}

/** Addresses or ranges in CIDR form. */
export const networks: Parse<string[]> = (value) => {
  const list = texts(value)
  const wrong = list.find((entry) => {
    const [ip = '', bits, more] = entry.split('/')
    const most = isIP(ip) === 4 ? 32 : 128
    return isIP(ip) === 0 || more !== undefined || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most))
  })
  return wrong === undefined ? list : fail('must be IP addresses or ranges such as 10.0.0.0/8', wrong)
}

/** Where an app is answered after signing in: https, and the whole address counts. */
export const redirects: Parse<string[]> = (value) => {
  const list = texts(value)
  const wrong = list.find((entry) => urlOf(entry)?.protocol !== 'https:' || entry.includes('#') || urlOf(entry)?.username)
  return wrong === undefined && list.length > 0 ? list : fail('must be https addresses such as https://localhost', wrong ?? value)
}

const EDITOR_FIELDS: { [K in keyof EditorConfig]-?: { parse: Parse<EditorConfig[K]>; fallback?: EditorConfig[K] | undefined } } = {
  id: { parse: (value) => (/^[a-z0-9]{1,30}$/i.test(text(value)) ? text(value) : fail('must be letters and digits', value)) },
  name: { parse: text },
  discoveryUrl: { parse: address },
  proof: { parse: choice('required', 'if-present', 'off'), fallback: 'required' },
  profile: { parse: choice('microsoft', 'collabora', 'onlyoffice', 'built-in') },
  wopiOrigin: { parse: origin, fallback: undefined },
  order: { parse: whole(0, 1000), fallback: 100 },
}
const OPTIONAL = new Set(['proof', 'wopiOrigin', 'order'])
const RESERVED = new Set(['test', 'native', 'built-in', 'builtin', 'm365', 'm365test'])

/** The list of editors; every problem of every entry is in the one sentence. */
export const editors: Parse<EditorConfig[]> = (value) => {
  if (!Array.isArray(value)) return fail('must be a list of editors', value)
  const problems: string[] = []
  const rows = value.map((entry: unknown, index) => {
    const row: Record<string, unknown> = {}
    const given = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : {}
    for (const name of Object.keys(given)) if (!(name in EDITOR_FIELDS)) problems.push(`entry ${index + 1}: ${name} is unknown`)
    for (const [name, field] of Object.entries(EDITOR_FIELDS)) {
      const raw = given[name]
      try {
        if (raw !== undefined && raw !== null) row[name] = field.parse(raw)
        else if (!OPTIONAL.has(name)) throw new Error('is missing')
        else if (field.fallback !== undefined) row[name] = field.fallback
      } catch (error) {
        problems.push(`entry ${index + 1}: ${name} ${(error as Error).message}`)
      }
    }
    if (RESERVED.has(String(row.id))) problems.push(`entry ${index + 1}: the id ${row.id} is taken by the program`)
    return row as unknown as EditorConfig
  })
  const ids = rows.map(({ id }) => id)
  for (const id of new Set(ids)) if (id && ids.filter((other) => other === id).length > 1) problems.push(`the id ${id} is used twice`)
  if (problems.length > 0) throw new Error(problems.join('; '))
  return rows
}
