import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { explore } from './explore.ts'
import { parsers } from './parsers.ts'

/** `npm run fuzz:parsers -- --inputs 100000 [--seed 1] [--only names] [--json FILE]`: so many inputs for each. */
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
})
const [inputs, seed] = [Number(values.inputs), Number(values.seed)]
if (!(inputs > 0) || !Number.isInteger(seed)) throw new Error('--inputs is a number of inputs, --seed a whole number.')

const done: { name: string; inputs: number; reached: number; seconds: number; fault?: string }[] = []
for (const target of parsers()) {
  if (values.only && target.name !== values.only) continue
  const started = performance.now()
  const { fault, ...found } = await explore(target, inputs, seed)
  const seconds = (performance.now() - started) / 1000
  console.log(
    `${found.name.padEnd(12)} ${found.inputs} inputs in ${seconds.toFixed(0)} s, ${found.kept} kept, ${found.reached} blocks reached`,
  )
  done.push({ name: found.name, inputs: found.inputs, reached: found.reached, seconds, ...(fault ? { fault } : {}) })
  if (!fault) continue
  console.log(`FAULT ${fault}`)
  process.exitCode = 1
}
if (values.json) {
  const run = { at: new Date().toISOString(), cores: cpus().length, node: process.version, seed, parsers: done }
  writeFileSync(values.json, `${JSON.stringify(run, null, 2)}\n`)
}
