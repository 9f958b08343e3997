#!/usr/bin/env node
// `npm run bench`: everything; `--quick`: the ratios that are watched. `-- portal [--rows N]`, `-- wopi [--data FOLDER]`: a part of its own. `-- --target URL --wopisrc URL --token TOKEN [--sign KEYFILE]`: another WOPI host. Each `[--json FILE]`.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { setUp } from '../scripts/setup.mjs'
import { everything } from './everything.mjs'
import { portal } from './portal.mjs'
import { sayOperation } from './table.mjs'
import { driveTarget } from './target.mjs'
import { wopi } from './wopi.mjs'

const PARTS = { portal, wopi }

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ rows: { type: 'string', default: '1000000' }, data: { type: 'string' }, json: { type: 'string' } },
    ...{ quick: { type: 'boolean', default: false }, against: { type: 'string' } },
    ...{ target: { type: 'string' }, wopisrc: { type: 'string' }, token: { type: 'string' }, sign: { type: 'string' } },
  },
})
const [name] = positionals
const rows = Number(values.rows)
const wrong =
  positionals.length > 1 ||
  (name && !(name in PARTS)) ||
  !Number.isInteger(rows) ||
  rows < 1 ||
  (values.target !== undefined && !(values.wopisrc && values.token))
if (wrong) {
  console.error(`npm run bench -- [--quick] [--against FILE] [--json FILE]
npm run bench -- ${Object.keys(PARTS).join(' | ')} [--rows N] [--data FOLDER] [--json FILE]
npm run bench -- --target URL --wopisrc URL --token TOKEN [--sign KEYFILE] [--quick] [--json FILE]`)
  process.exit(2)
}
await setUp()
const measured = values.target
  ? await driveTarget({ ...values, say: sayOperation })
  : name
    ? await PARTS[name]({ rows, data: values.data })
    : await everything({ quick: values.quick, before: values.against && JSON.parse(readFileSync(values.against, 'utf8')) })
const result = {
  part: name ?? (values.target ? 'target' : 'everything'),
  at: new Date().toISOString(),
  cores: cpus().length,
  node: process.version,
  ...measured,
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
