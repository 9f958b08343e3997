import { attribute } from '../../ooxml/package-parts.ts'
import type { XmlElement } from '../../ooxml/xml.ts'
import { textOf, within, type XmlEdit } from './xml-edit.ts'

/** Elements of worksheets, tables, charts, drawings, form controls and VML whose text is a formula. */
const TEXTS = new Set(
  'f formula formula1 formula2 calculatedColumnFormula totalsRowFormula FmlaLink FmlaRange FmlaTxbx FmlaPict FmlaGroup'.split(' '),
)

/** Attributes that hold one. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  controlPr: ['linkedCell', 'listFillRange'],
  formControlPr: ['fmlaLink', 'fmlaRange', 'fmlaTxbx', 'fmlaGroup'],
  sp: ['textlink'],
  cameraTool: ['cellRange'],
  hyperlink: ['location'],
  cfvo: ['val'],
}

/** Rewrites all formulas of a part, those of cells apart. */
export function rewriteFormulas(xml: XmlEdit, formula: (text: string, element: XmlElement) => string): void {
  for (const element of within(xml.root)) {
    if (TEXTS.has(element.local) && !element.children.some((child) => 'local' in child)) {
      const text = textOf(element)
      const now = formula(text, element)
      // a sparkline may do without its data (CT_Sparkline of MS-XLSX), but not with a reference to nothing
      if (now !== text && now === '#REF!' && xml.parent(element)?.local === 'sparkline') xml.remove(element)
      else if (now !== text) xml.text(element, now)
    }
    for (const name of ATTRIBUTES[element.local] ?? []) {
      const value = attribute(element, name)
      if (value === undefined) continue
      const now = formula(value, element)
      // a link to a place that is gone still says where it led
      if (now !== value && !(element.local === 'hyperlink' && now.includes('#REF!'))) xml.set(element, name, now)
    }
  }
}
