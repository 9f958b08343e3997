import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BenchMeasured } from '@moorage/api'
import { Value } from 'typebox/value'
import type { App } from './app.ts'

/** What `npm run bench` left in the data folder; undefined: it was not run here, or left what nobody can read. */
export async function benchMeasured({ config }: Pick<App, 'config'>): Promise<BenchMeasured | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(join(config.dataFolder, 'bench.json'), 'utf8'))
    return Value.Check(BenchMeasured, found) ? (Value.Clean(BenchMeasured, found) as BenchMeasured) : undefined
  } catch {
    return undefined
  }
}
