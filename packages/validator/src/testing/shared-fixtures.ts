import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Microsoft's test file and fixtures: not ours to keep, so tests that need them look beside the clone. */
const folder = resolve(process.env.MOORAGE_VALIDATOR_CASES ?? join(import.meta.dirname, '../../../../../shared/wopi/validator'))

export const MICROSOFT: string | undefined = existsSync(join(folder, 'TestCases.xml')) ? folder : undefined

/** Goes into the name of a test that is skipped without them. */
export const WITHOUT_MICROSOFT = MICROSOFT ? '' : ` (skipped: no TestCases.xml in ${folder})`

export const readMicrosoft = (path: string): Uint8Array => new Uint8Array(readFileSync(join(MICROSOFT ?? '', path)))
