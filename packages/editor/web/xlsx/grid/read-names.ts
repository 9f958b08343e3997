import { attribute, children, inside, plain } from './xml-scan.ts'

export interface DefinedName {
  id: string
  name: string
  /** as the grid wants it: references without `=`, anything else with it */
  formulaOrRefString: string
  /** of the sheet that it belongs to; undefined: the workbook's */
  localSheetId?: string
  hidden: boolean
}

/** Names that people gave; those with `_xlnm.` are Excel's own. `keys` are the sheets' in order. */
export function readNames(workbook: string, keys: readonly string[]): DefinedName[] {
  return children(inside(workbook, 'definedNames'), 'definedName').flatMap(({ attributes, inner }, index) => {
    const [name, local] = [attribute(attributes, 'name') ?? '', attribute(attributes, 'localSheetId')]
    const text = plain(inner)
    if (!name || name.startsWith('_xlnm.') || !text || text.includes('#REF!') || /\[\d+\]/.test(text)) return []
    const key = local === undefined ? undefined : keys[Number(local)]
    const isReference = /^(?:'(?:[^']|'')+'|[^'"()+*/&<>=,\s-]+)!\$?[A-Z]{0,3}\$?\d*(?::\$?[A-Z]{0,3}\$?\d*)?$/.test(text)
    return [
      {
        id: `d${index}`,
        name,
        formulaOrRefString: isReference ? text : `=${text}`,
        ...(key === undefined ? {} : { localSheetId: key }),
        hidden: /^(1|true)$/.test(attribute(attributes, 'hidden') ?? ''),
      },
    ]
  })
}
