import { plain, scan } from './xml-scan.ts'

/** Plain texts of the table of strings; phonetic guides are left out. */
export function readStrings(xml: string): string[] {
  const strings: string[] = []
  let [text, start, hidden] = ['', 0, false]
  for (const tag of scan(xml, 'si|t|rPh')) {
    if (tag.name === 'rPh') hidden = !tag.closing && !tag.selfClosing
    else if (tag.name === 't' && !tag.closing) start = tag.selfClosing ? -1 : tag.end
    else if (tag.name === 't') text += hidden || start < 0 ? '' : unescaped(plain(xml.slice(start, tag.start)))
    else if (tag.closing || tag.selfClosing) {
      strings.push(text)
      text = ''
    }
  }
  return strings
}

/** ECMA-376 22.9.2.19: what XML cannot hold is written as _x000D_. */
export const unescaped = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-F]{4})_/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text
