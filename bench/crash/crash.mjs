#!/usr/bin/env node
// `npm run crash -- [--rounds N] [--seed S] [--json FILE] [--keep FOLDER]`: kills the server (kill -9) at random points under load, restarts it, and checks that nothing acknowledged is lost.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setUp } from '../../scripts/setup.mjs'
import { openBooks } from './books.mjs'
import { runRounds } from './rounds.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    keep: { type: 'string' },
  },
})
const [rounds, seed] = [values.rounds, values.seed].map(Number)
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  console.error('npm run crash -- [--rounds N] [--seed S] [--json FILE] [--keep FOLDER]')
  console.error('With --keep the run can be stopped and gone on with: N counts from the first round in that folder.')
  process.exit(2)
}
await setUp()
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'moorage-crash-'))
mkdirSync(folder, { recursive: true })
const books = openBooks(folder, seed)
if (books.state.rounds > 0) console.log(`Going on after round ${books.state.rounds}, seed ${books.state.seed}.`)

const every = Math.max(1, Math.min(20, Math.floor(rounds / 10)))
const told = ({ state: { rounds: done, totals, ms } }) => {
  if (done % every === 0)
    console.log(
      `round ${done} of ${rounds}: ${totals.saves} saves acknowledged, ${totals.checked} looked at, ${Math.round(ms / done)} ms a round`,
    )
}
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (stopping = true))

let failure
try {
  await runRounds({ folder, books, rounds, told, stopped: () => stopping })
} catch (error) {
  failure = error
}
const { state } = books
const result = { at: new Date().toISOString(), cores: cpus().length, node: process.version, ...state, failure: failure?.message }
if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
const { totals } = state
console.log(
  `${state.rounds} rounds, seed ${state.seed}: ${totals.saves} saves, ${totals.files} new files, ${totals.uploads} uploads, ${totals.locks} locks and unlocks, ` +
    `${totals.names} renames, ${totals.reads} reads; ${totals.checked} revisions compared byte for byte; ` +
    `${totals.orphans + totals.cut} orphans swept (${totals.cut} half-written)`,
)
if (failure) {
  console.error(failure.name === 'Wrong' ? `After round ${state.rounds}: ${failure.message}.` : failure)
  console.error(`The data is kept in ${folder}.`)
  process.exitCode = 1
} else if (stopping) console.log(`Stopped; the same command with --keep ${folder} goes on.`)
else {
  console.log('Nothing acknowledged is lost, no reader saw a mix, and the sweep took orphans only.')
  if (!values.keep) rmSync(folder, { recursive: true, force: true })
}
