import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { checkSync } from 'recheck'
import { parseSync } from 'rolldown/utils'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
/** What answers requests. A browser that takes long over a document holds up nobody else. */
const ANSWERING = ['wopi/src', 'api/src', 'validator/src', 'editor/src', 'server/src'].map((path) => join(ROOT, 'packages', path))
/** Beyond it nobody says whether an expression is slow; those that are known to be take milliseconds to find. */
const PATIENCE_MS = 8000

/** Slower than their text is long, and why nobody is held up by that: what bounds the text, or who writes it. */
const BOUNDED: Record<string, string> = {
  '/\\/+$/': 'addresses in the settings',
  '/=+$/': 'what our own base64 ends with: two at most',
  '/[\\s.]+$/': 'a name that was shortened to 255 bytes',
  '/^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/': 'an email address of at most 254 characters',
  '/\\?\\S*=\\S*/g': 'the beginning of a text of events, cut before',
  '/\\b[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+\\b/g': 'texts of events, cut when they came',
  '/\\b[a-z][a-z0-9+.-]*:\\/\\/[^\\s"\'<>)]*/gi': 'texts of events, cut when they came',
  '/\\/(browser|loleaflet)\\/.*$/': 'an address, which has no line ends',
  '/#.*$/': 'an address, which has no line ends',
  '/("(?:[^"\\\\]|\\\\.)*")|\\/\\/[^\\n]*|\\/\\*[\\s\\S]*?\\*\\//g': 'fixtures of test cases on this machine',
}

function* sources(folder: string): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && /\.ts$/.test(entry.name) && !/\.(test|contract)\.ts$/.test(entry.name)) yield join(entry.parentPath, entry.name)
}

interface Literal {
  pattern: string
  flags: string
  files: Set<string>
}

/** Every regular expression that is written in these files. */
function literalsIn(folders: string[]): Map<string, Literal> {
  const found = new Map<string, Literal>()
  for (const file of folders.flatMap((folder) => [...sources(folder)])) {
    const visit = (node: unknown) => {
      if (Array.isArray(node)) return node.forEach(visit)
      if (typeof node !== 'object' || node === null) return
      const { type, regex } = node as { type?: string; regex?: { pattern: string; flags: string } }
      if (type === 'Literal' && regex) {
        const key = `/${regex.pattern}/${regex.flags}`
        const literal = found.get(key) ?? { ...regex, files: new Set() }
        found.set(key, literal)
        literal.files.add(relative(ROOT, file))
      }
      for (const value of Object.values(node)) visit(value)
    }
    visit(parseSync(file, readFileSync(file, 'utf8')).program)
  }
  return found
}

const slow = (pattern: string, flags: string) => checkSync(pattern, flags, { timeout: PATIENCE_MS }).status === 'vulnerable'

test('the check finds what is slow', () => {
  expect([slow('^(a+)+$', ''), slow('[. ]+$', ''), slow('^[a-z]+$', '')]).toEqual([true, true, false])
})

test('no regular expression of the server takes longer than its text is long, unless something bounds that', { timeout: 300_000 }, () => {
  const literals = literalsIn(ANSWERING)
  expect(literals.size).toBeGreaterThan(100)
  const found = [...literals].filter(([key, { pattern, flags }]) => !BOUNDED[key] && slow(pattern, flags))
  expect(found.map(([key, { files }]) => `${key} in ${[...files].join(', ')}`)).toEqual([])
  // an exception that nothing needs any more goes
  expect(Object.keys(BOUNDED).filter((key) => !literals.has(key))).toEqual([])
})
