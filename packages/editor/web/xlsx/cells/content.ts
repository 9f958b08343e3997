import type { CellContent, CellResult } from '../edit.ts'
import { cut, escaped, textElement } from './strings.ts'

/** What stands in a `c` element: the value of its `t` (undefined for numbers) and its children `f`, `v` and `is`. */
export interface CellXml {
  type: string | undefined
  formula: string
  value: string
  inline: string
}

const BARE: CellXml = { type: undefined, formula: '', value: '', inline: '' }

/**
 * `prefix` with its colon. A formula comes without a result: it is worked out when the file is opened. `array` is the
 * cell's own name for one that is a dynamic array.
 */
export function contentXml(content: CellContent, prefix: string, array?: string): CellXml {
  switch (content.kind) {
    case 'empty':
      return BARE
    case 'number':
    case 'boolean':
      return { ...BARE, ...resultXml(content.value, prefix) }
    case 'text': {
      // Texts stand in the cell, not in the table of shared strings: then a save touches one part only, and the table's
      // counts stay true. Excel and LibreOffice read both alike.
      const text = textElement(`${prefix}t`, cut(content.value))
      return { ...BARE, type: 'inlineStr', inline: `<${prefix}is>${text}</${prefix}is>` }
    }
    case 'formula':
      return { ...BARE, formula: `<${prefix}f${array ? ` t="array" ref="${array}"` : ''}>${escaped(content.text.trim())}</${prefix}f>` }
  }
}

/** A value with its type. Numbers are the shortest ones that read back as the same. */
export function resultXml(result: CellResult, prefix: string): Pick<CellXml, 'type' | 'value'> {
  const value = (text: string) => `<${prefix}v>${text}</${prefix}v>`
  if (typeof result === 'boolean') return { type: 'b', value: value(result ? '1' : '0') }
  if (typeof result === 'string') return { type: 'str', value: textElement(`${prefix}v`, cut(result)) }
  if (typeof result === 'object') return { type: 'e', value: value(ERRORS.has(result.error) ? result.error : '#VALUE!') }
  if (!Number.isFinite(result)) return { type: 'e', value: value('#NUM!') }
  return { type: undefined, value: value(String(result + 0)) }
}

/** Those that a file may hold as a value; what newer versions of Excel show beside them they write as one of these. */
const ERRORS = new Set(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A', '#GETTING_DATA'])
