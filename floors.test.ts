import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom, floor by floor. Tests and examples may reach further: they prove the house, they are not part of it. */
const PACKAGES: Record<string, string[]> = {
  wopi: [],
  api: [],
  validator: ['wopi'],
  editor: ['wopi', 'validator', 'validator/node', 'validator/report'],
  portal: ['wopi/frame', 'api'],
  server: ['wopi', 'api', 'api/errors', 'validator', 'validator/node', 'editor'],
}

/** The storeys of the server, top to bottom: a folder may import its own and those listed. */
const GROUND = ['files', 'access', 'organizations', 'accounts', 'editing-sessions', 'storage']
const STOREYS: Record<string, string[]> = {
  http: ['http', 'alerts', 'doctor', 'launch-kit', 'office', ...GROUND, '.'],
  alerts: ['alerts', 'doctor', 'office', ...GROUND, '.'],
  'launch-kit': ['launch-kit', 'chromium', 'office', 'demo', ...GROUND, '.'],
  backup: ['backup', 'storage', '.'],
  doctor: ['doctor', 'chromium', 'office', ...GROUND, '.'],
  chromium: ['chromium'],
  office: ['office', ...GROUND, '.'],
  demo: ['demo', ...GROUND, '.'],
  files: [...GROUND, '.'],
  access: [...GROUND, '.'],
  organizations: [...GROUND, '.'],
  accounts: [...GROUND, '.'],
  'editing-sessions': [...GROUND, '.'],
  storage: ['storage'],
}

const ROOT = import.meta.dirname
const isTest = (file: string) => /\.(test|contract)\.tsx?$|\/(testing|box|examples)\//.test(file)

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (name === 'node_modules' || name === 'dist') return []
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })
}

interface Import {
  specifier: string
  typeOnly: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  const found = [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]/gm)].map(([, type, specifier]) => ({
    specifier: specifier as string,
    typeOnly: Boolean(type),
  }))
  const bare = [...text.matchAll(/(?:^\s*import\s+|import\()['"]([^'"]+)['"]/gm)].map(([, specifier]) => ({
    specifier: specifier as string,
    typeOnly: false,
  }))
  return [...found, ...bare]
}

const files = sources(join(ROOT, 'packages'))
const packageOf = (file: string) => relative(join(ROOT, 'packages'), file).split('/')[0] as string
const short = (file: string) => relative(ROOT, file)

test('every package imports only from the floors below it', () => {
  const wrong = files
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier.startsWith('@moorage/'))
        .map(({ specifier }) => specifier.slice('@moorage/'.length))
        .filter((target) => !PACKAGES[packageOf(file)]?.includes(target))
        .map((target) => `${short(file)} imports ${target}`),
    )
  expect(wrong).toEqual([])
})

test('no package reaches into another by path', () => {
  const wrong = files
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => resolve(dirname(file), specifier))
        .filter((target) => packageOf(target) !== packageOf(file))
        .map((target) => `${short(file)} imports ${short(target)}`),
    )
  expect(wrong).toEqual([])
})

test('inside the server, imports go down the storeys', () => {
  const base = join(ROOT, 'packages/server/src')
  const storey = (file: string) => (relative(base, file).includes('/') ? (relative(base, file).split('/')[0] as string) : '.')
  const wrong = files
    .filter((file) => file.startsWith(base) && !isTest(file) && storey(file) !== '.')
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !(typeOnly && /\/app\.ts$/.test(specifier)))
        .map(({ specifier }) => resolve(dirname(file), specifier))
        .filter((target) => !STOREYS[storey(file)]?.includes(storey(target)))
        .map((target) => `${short(file)} imports ${short(target)}`),
    )
  expect(wrong).toEqual([])
})

test('no imports run in a circle', () => {
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
        .map(({ specifier }) => resolve(dirname(file), specifier)),
    ]),
  )
  const circles: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].map(short).join(' → '))
    if (path.includes(file) || done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  expect(circles).toEqual([])
})

test('no file is a drawer of loose things', () => {
  expect(files.filter((file) => /\/(util|utils|helper|helpers|common|misc)(\.|\/)/i.test(file)).map(short)).toEqual([])
})
