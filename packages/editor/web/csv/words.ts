import type { Encoding } from '../views/text/encoding.ts'
import type { Written } from './read.ts'

const ENCODINGS: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-8-bom': 'UTF-8 with a byte order mark',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252',
}
const SEPARATORS: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' }

export const words = {
  written: ({ separator, encoding }: Written) =>
    `Separated by ${SEPARATORS[separator] ?? `“${separator}”`}, encoded in ${ENCODINGS[encoding]}. Both are kept.`,
  becomesUtf8: (character: string) =>
    `Windows-1252, the encoding of this file, has no “${character}”: with it, the file is saved as UTF-8. Undo it to keep the encoding.`,
  isUtf8: 'Saved as UTF-8: the file now holds characters that Windows-1252, its encoding before, does not have.',
  formula: 'A .csv keeps values only: what begins with = stays text and is not worked out.',
}
