import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Licences under which something may be part of what we ship: none of them reaches into our own code. */
const ALLOWED = new Set(
  ['MIT', 'MIT-0', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'ISC', 'MPL-2.0', 'OFL-1.1', 'BlueOak-1.0.0', 'Zlib'].concat(
    ...['CC0-1.0', 'Unlicense', 'Python-2.0'],
  ),
)

/** Packages whose package.json names no licence, and the words in the package that do. */
const UNNAMED: Record<string, { file: string; says: string }> = {
  '@univerjs/telemetry': { file: 'LICENSE', says: 'Apache License' },
  'combine-errors': { file: 'Readme.md', says: 'MIT' },
}

/** Under other terms than the packages around them, whatever their package.json says. */
const NEVER = [/^@univerjs-pro\//, /^@univerjs\/presets$/, /^@docx-editor\.dev\/pro/]

interface Locked {
  version?: string
  license?: string
  link?: boolean
  resolved?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}
type Lock = Record<string, Locked>

/** Where Node finds a package from another's folder; undefined: it is optional and not for this lock's platforms. */
function placeOf(lock: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    const place = `${at ? `${at}/` : ''}node_modules/${name}`
    const found = lock[place]
    if (found) return found.link ? found.resolved : place
    if (!at) return undefined
  }
}

/**
 * Everything that comes with the product: what the server needs when it runs, and what the portal and the editor are
 * bundled from, which their package.json have among the development dependencies. Types are in no bundle.
 */
function shipped(lock: Lock): string[] {
  const bundled = ['packages/portal', 'packages/editor']
  const waiting = Object.keys(lock).filter((path) => /^packages\/[^/]+$/.test(path))
  const seen = new Set(waiting)
  for (const path of waiting) {
    const { dependencies, devDependencies, optionalDependencies, peerDependencies } = lock[path] as Locked
    const wanted = { ...dependencies, ...optionalDependencies, ...peerDependencies, ...(bundled.includes(path) ? devDependencies : {}) }
    for (const name of Object.keys(wanted)) {
      const place = name.startsWith('@types/') ? undefined : placeOf(lock, path, name)
      if (place === undefined || seen.has(place)) continue
      seen.add(place)
      waiting.push(place)
    }
  }
  // the vendored icons are a folder of ours, which every package of Fluent’s links to
  return [...seen].filter((path) => path.includes('node_modules/') && !path.endsWith('/vendor/fluent-icons'))
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** SPDX: of alternatives one has to be allowed, of what applies together everything. */
function allows(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((side) => side.split(' AND ').every((licence) => ALLOWED.has(licence.trim())))
}

function problems(lock: Lock, said: (path: string, file: string) => string): string[] {
  return shipped(lock).flatMap((path) => {
    const name = nameOf(path)
    const { license, version } = lock[path] as Locked
    const unnamed = UNNAMED[name]
    if (NEVER.some((pattern) => pattern.test(name))) return [`${name} ${version}: never to be shipped`]
    if (license !== undefined) return allows(license) ? [] : [`${name} ${version}: ${license}`]
    if (unnamed && said(path, unnamed.file).includes(unnamed.says)) return []
    return [`${name} ${version}: no licence is named`]
  })
}

const lock = (JSON.parse(readFileSync(join(import.meta.dirname, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages
const said = (path: string, file: string) => {
  const place = join(import.meta.dirname, path, file)
  return existsSync(place) ? readFileSync(place, 'utf8') : ''
}

test('everything that is shipped is under a licence that lets us', () => {
  expect(problems(lock, said)).toEqual([])
  // the walk reaches what it must: the server’s database, a bundle’s library, and theirs
  const names = shipped(lock).map(nameOf)
  expect(names).toEqual(expect.arrayContaining(['libsql', 'react', 'scheduler', 'pdfjs-dist', 'avvio']))
  expect(names).not.toContain('vitest')
})

test('the patched icons in vendor/ come with their licence', () => {
  expect(readdirSync(join(import.meta.dirname, 'vendor/fluent-icons'))).toContain('LICENSE')
})

test('a licence that reaches into our code is named, through whatever needs it, and an alternative is enough', () => {
  const made: Lock = {
    'packages/server': { dependencies: { a: '1', either: '1' } },
    'packages/editor': { devDependencies: { bundled: '1', '@types/x': '1' } },
    'node_modules/a': { version: '1.0.0', license: 'MIT', dependencies: { b: '1' } },
    'node_modules/a/node_modules/b': { version: '2.0.0', license: 'AGPL-3.0-only' },
    'node_modules/b': { version: '1.0.0', license: 'MIT' },
    'node_modules/either': { version: '1.0.0', license: '(MIT OR GPL-3.0-or-later)' },
    'node_modules/bundled': { version: '3.0.0', license: 'MIT AND GPL-2.0-only', dependencies: { '@univerjs-pro/thing': '1' } },
    'node_modules/@univerjs-pro/thing': { version: '1.0.0', license: 'MIT' },
    'node_modules/@types/x': { version: '1.0.0' },
    'node_modules/unrelated': { version: '1.0.0', license: 'AGPL-3.0-only' },
  }
  expect(problems(made, () => '').sort()).toEqual([
    '@univerjs-pro/thing 1.0.0: never to be shipped',
    'b 2.0.0: AGPL-3.0-only',
    'bundled 3.0.0: MIT AND GPL-2.0-only',
  ])
})
