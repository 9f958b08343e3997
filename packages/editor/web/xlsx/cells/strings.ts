import { xmlText } from '../../ooxml/splice.ts'

/** More makes Excel repair the file. */
const LONGEST_TEXT = 32_767

/** Never through the middle of a character. */
export function cut(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  return text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')
}

const hex = (character: string) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

/**
 * ST_Xstring (ECMA-376 part 1, 22.9.2.19): what XML cannot hold is written `_x0001_`, and an underscore that would read
 * as the beginning of such an escape is one itself. Line ends are single line feeds, as Excel keeps them.
 */
export const xstring = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be escaped
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, hex)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, hex)

/** The same as XML text. */
export const escaped = (text: string): string => xmlText(xstring(text))

/** An element with text. Spaces at its ends and line breaks would be dropped without a word. */
export function textElement(name: string, text: string): string {
  const keep = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ''
  return `<${name}${keep}>${escaped(text)}</${name}>`
}
