#!/usr/bin/env node
// Brings a fresh clone to where it can run: installs and builds, each only when something changed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compressFolder } from './compress.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamps = join(root, 'node_modules', '.moorage')

/** One line per phase with its seconds: `Installing packages … 31.2 s`. */
export async function phase(name, work) {
  const started = performance.now()
  const shown = process.stdout.isTTY
  if (shown) process.stdout.write(`${name} …`)
  const detail = await work()
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`
  process.stdout.write(`${shown ? '\r' : ''}${name} … ${detail ? `${detail}, ` : ''}${seconds}\n`)
}

/** Runs a command quietly; what it printed is shown only when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32', ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${args.join(' ')} failed:\n${output}`))
    })
  })
}

/** A program of an installed package. */
export const program = (name) => join(root, 'node_modules', '.bin', name)

/** Name, size and time of every file below the paths: cheap, and changes whenever a source does. */
function fingerprint(paths, byContent = false) {
  const hash = createHash('sha256').update(process.version)
  const visit = (path) => {
    if (!existsSync(path)) return
    const stat = statSync(path)
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) if (name !== 'node_modules' && name !== 'dist') visit(join(path, name))
    } else if (!/\.test\.tsx?$|\.tsbuildinfo$/.test(path)) {
      hash.update(relative(root, path)).update(byContent ? readFileSync(path) : `${stat.size}:${stat.mtimeMs}`)
    }
  }
  for (const path of paths) visit(join(root, path))
  return hash.digest('hex')
}

const stampOf = (name) => {
  const file = join(stamps, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

const packages = readdirSync(join(root, 'packages'))
const MANIFESTS = ['package.json', 'package-lock.json', 'vendor', ...packages.map((name) => `packages/${name}/package.json`)]

/** Each product of the build, what it is made from, and where it lands. */
const BUILDS = [
  {
    name: 'server',
    from: ['packages/server/build.mjs', ...packages.map((name) => `packages/${name}/src`)],
    makes: 'packages/server/dist/run/main.js',
    command: ['node', ['packages/server/build.mjs']],
  },
  {
    name: 'portal',
    from: ['packages/portal', 'packages/api/src', 'packages/wopi/src/wire', 'vendor'],
    makes: 'packages/portal/dist/web/index.html',
    compress: 'packages/portal/dist/web',
    command: ['npm', ['run', '--silent', 'build:web', '--workspace', 'packages/portal']],
  },
  {
    name: 'host page',
    from: ['packages/portal/host-page', 'packages/api/src', 'packages/wopi/src/wire'],
    makes: 'packages/portal/dist/host-page/host-page.js',
    command: ['npm', ['run', '--silent', 'build:host-page', '--workspace', 'packages/portal']],
  },
  {
    name: 'editor',
    from: ['packages/editor', 'packages/wopi/src', 'vendor'],
    makes: 'packages/editor/dist/web/index.html',
    compress: 'packages/editor/dist/web',
    command: ['npm', ['run', '--silent', 'build:web', '--workspace', 'packages/editor']],
  },
]

async function install() {
  const wanted = fingerprint(MANIFESTS, true)
  if (stampOf('install') === wanted) return
  await phase('Installing packages', async () => {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  })
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, 'install'), wanted)
}

async function build() {
  const stale = BUILDS.map((target) => ({ ...target, wanted: fingerprint(target.from) })).filter(
    ({ name, wanted, makes }) => stampOf(`build-${name}`) !== wanted || !existsSync(join(root, makes)),
  )
  if (stale.length === 0) return
  await phase(`Building ${stale.map(({ name }) => name).join(', ')}`, async () => {
    await Promise.all(
      stale.map(async ({ name, wanted, command, compress }) => {
        await run(...command)
        if (compress) await compressFolder(join(root, compress))
        writeFileSync(join(stamps, `build-${name}`), wanted)
      }),
    )
  })
}

export async function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(
      `Moorage needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org and try again.`,
    )
  }
  await install()
  await build()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setUp().catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
