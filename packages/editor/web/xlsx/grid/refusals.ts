const NOTES = 'Comments are kept as they are. They can be changed in Excel.'
const RULES = 'Conditional formats are kept as they are. They can be changed in Excel.'
const VALIDATION = 'Rules for what may be entered are kept as they are. They can be changed in Excel.'
const PROTECTION = 'Protection can be changed in Excel.'
export const SHIFT = 'Single cells can’t be pushed aside here. Insert or delete whole rows or columns.'
export const MOVE = 'Whole rows and columns can’t be moved here. Cut their cells and paste them elsewhere.'
const NAMES = 'Names of ranges are kept as they are. They can be changed in Excel.'

/** What the grid could do and the file would not keep, with the reason that people get to read. */
const REFUSALS: [RegExp, string][] = [
  [/^sheet\.command\.(update|delete)-note|^sheet\.command\.toggle-note|^sheet\.operation\.add-note-popup/, NOTES],
  [/conditional-rule/, RULES],
  [/data-?validation|^sheets?\.command\.(addDataValidation|updateDataValidation)|^data-validation\.command\./i, VALIDATION],
  [/protection|permission/, PROTECTION],
  [/^sheet\.command\.(insert-range-move|delete-range-move)/, SHIFT],
  [/^sheet\.command\.move-(rows|cols)$/, MOVE],
  [/^sheet\.command\.(insert|set|remove)-defined-name$/, NAMES],
  [/^sheet\.command\.copy-sheet$/, 'A sheet can’t be copied here. Add a sheet, then copy the cells.'],
  [/^sheet\.command\.set-tab-color$/, 'Colours of sheets are kept as they are. They can be changed in Excel.'],
  [
    /^sheet\.command\.(toggle-gridlines|set-gridlines-color|set-worksheet-right-to-left|set-worksheet-default-style)$/,
    'How a sheet is shown can be changed in Excel.',
  ],
  [/^sheet\.command\.set-(range-)?(subscript|superscript|overline)$/, 'Raised and lowered text can be set in Excel.'],
  [/range-theme|set-(row|col)-data$|filter/, 'This can be changed in Excel.'],
]

const NO_SHEET_NAME = /[\\/?*[\]:]|^'|'$/

function nameProblem(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined
  if (name.trim() === '') return 'A sheet needs a name.'
  if (name.length > 31) return 'A sheet’s name has 31 characters at most.'
  return NO_SHEET_NAME.test(name) ? 'A sheet’s name can’t have \\ / ? * [ ] or : in it, nor an apostrophe at its ends.' : undefined
}

/** Why a command is not carried out; undefined when it is. */
export function refusal(id: string, params: object | undefined): string | undefined {
  if (id === 'sheet.command.set-worksheet-name') return nameProblem((params as { name?: unknown } | undefined)?.name)
  return REFUSALS.find(([pattern]) => pattern.test(id))?.[1]
}
