import { strToU8, zipSync } from 'fflate'
import { blankParts } from '../../src/blank/blank.ts'
import { extensionOf } from './kinds.ts'

/** The bytes of a blank document, undefined where an empty file is one already. */
export function blankBytes(name: string): Uint8Array | undefined {
  const parts = blankParts(extensionOf(name))
  return parts && zipSync(Object.fromEntries(Object.entries(parts).map(([part, xml]) => [part, strToU8(xml)])))
}
