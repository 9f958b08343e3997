import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const COUNTED = ['saves', 'files', 'uploads', 'locks', 'names', 'reads', 'checked', 'orphans', 'cut']

/**
 * What is known outside the server: each acknowledged save in a file of lines, written before its client goes on, and
 * where the rounds stand, so that a run that was stopped goes on. Both in `folder`.
 */
export function openBooks(folder, seed) {
  const stateFile = join(folder, 'state.json')
  const savesFile = join(folder, 'acknowledged.jsonl')
  const state = existsSync(stateFile)
    ? JSON.parse(readFileSync(stateFile, 'utf8'))
    : { seed, rounds: 0, ms: 0, totals: Object.fromEntries(COUNTED.map((name) => [name, 0])) }
  // a line that a stopped run left half-written was of a save that nobody went on from
  const saves = existsSync(savesFile)
    ? readFileSync(savesFile, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line))
    : []
  let heard = () => undefined
  return {
    state,
    /** every acknowledged save: { file, version, sha256 } */
    saves,
    count: (name, by = 1) => {
      state.totals[name] += by
    },
    acknowledged: (save) => {
      appendFileSync(savesFile, `${JSON.stringify(save)}\n`)
      saves.push(save)
      heard()
    },
    /** called at each acknowledged save */
    onAcknowledged: (listener) => {
      heard = listener
    },
    keep: () => {
      writeFileSync(`${stateFile}.new`, JSON.stringify(state))
      renameSync(`${stateFile}.new`, stateFile)
    },
  }
}
