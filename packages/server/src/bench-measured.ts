import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BenchMeasured } from '@moorage/api'
import type { App } from './app.ts'

const isRate = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0

/** What `npm run bench` left in the data folder; undefined: it was not run here, or left what nobody can read. */
export async function benchMeasured({ config }: Pick<App, 'config'>): Promise<BenchMeasured | undefined> {
  try {
    const found = JSON.parse(await readFile(join(config.dataFolder, 'bench.json'), 'utf8')) as BenchMeasured
    const { at, cores, perSecond } = found
    const { checkFileInfo, refreshLock, putFile100kB } = perSecond
    if (!Number.isInteger(cores) || ![at, cores, checkFileInfo, refreshLock, putFile100kB].every(isRate)) return undefined
    return { at, cores, perSecond: { checkFileInfo, refreshLock, putFile100kB } }
  } catch {
    return undefined
  }
}
