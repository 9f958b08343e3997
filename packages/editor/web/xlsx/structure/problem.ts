/** Why a workbook cannot be changed that way, in words for whoever asked for it. */
const SENTENCES = {
  array:
    'An array formula stands across the edge of these rows or columns, and it can only be changed as a whole. Clear it first, or take another place.',
  'data-table':
    'A what-if data table stands across the edge of these rows or columns, and it can only be changed as a whole. Take another place.',
  'pivot-table': 'A pivot table stands in these rows or columns, and it only changes when Excel refreshes it. Take another place.',
  'table-header': 'These rows hold the heading of a table. Delete all rows of the table, or keep its heading.',
  'table-rows': 'A table keeps at least one row below its heading. Delete all rows of the table, or leave one.',
  slicer: 'A slicer or a timeline belongs to what stands there. Remove it in Excel first.',
  joint: 'These cells hold one formula together. Change all of them at once, or none.',
  merge: 'A table, a pivot table or an array formula stands there, and its cells cannot be merged. Take another place.',
  edge: 'What stands at the edge of the sheet would be pushed over it. Clear the last rows or columns first.',
  'no-sheet': 'This sheet is not in the workbook any more. Open the workbook again.',
  'no-cells': 'This sheet holds a chart and no cells, so that it has no rows and columns.',
  'last-sheet': 'A workbook needs one sheet that can be seen. Add or show another sheet first.',
  'sheet-name':
    "A sheet's name has 1 to 31 characters, none of them [ ] : * ? / \\, and no apostrophe in front or behind. Choose another name.",
  'reserved-name': 'Excel keeps the name History for itself. Choose another name.',
  'name-taken': 'Another sheet has this name already. Choose another name.',
} as const

export type EditProblemKind = keyof typeof SENTENCES

/** For people. */
export const problemText = (kind: EditProblemKind): string => SENTENCES[kind]

/** A change that a workbook does not allow. `message` is for people; nothing was changed. */
export class EditProblem extends Error {
  readonly kind: EditProblemKind
  constructor(kind: EditProblemKind) {
    super(SENTENCES[kind])
    this.name = 'EditProblem'
    this.kind = kind
  }
}
