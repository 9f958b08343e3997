#!/usr/bin/env node
// `npm run bench -- portal [--rows N] | wopi [--data FOLDER]`, each `[--json FILE]`: measures on this machine; each part says what it did and with how much.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { setUp } from '../scripts/setup.mjs'
import { portal } from './portal.mjs'
import { wopi } from './wopi.mjs'

const PARTS = { portal, wopi }

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '1000000' }, data: { type: 'string' }, json: { type: 'string' } },
})
const [name] = positionals
const rows = Number(values.rows)
if (!name || !(name in PARTS) || positionals.length > 1 || !Number.isInteger(rows) || rows < 1) {
  console.error(`npm run bench -- ${Object.keys(PARTS).join(' | ')} [--rows N] [--data FOLDER] [--json FILE]`)
  process.exit(2)
}
await setUp()
const result = {
  part: name,
  at: new Date().toISOString(),
  cores: cpus().length,
  node: process.version,
  ...(await PARTS[name]({ rows, data: values.data })),
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
