import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Of this Moorage, as its package says it. */
export const moorageVersion = (): string =>
  (JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('@moorage/server/package.json')), 'utf8')) as { version: string }).version
