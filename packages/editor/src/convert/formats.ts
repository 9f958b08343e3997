/** What is shown of a format that no browser draws, and what it is turned into to be edited. */
export interface OldFormat {
  /** pages for a document that has pages; a workbook for tables, which pages would cut apart */
  shown: 'pdf' | 'xlsx'
  modern: 'docx' | 'xlsx' | 'pptx'
  /** the suite's own name of its reader: nothing else is tried on the bytes, whatever they look like */
  reader: string
  /** how every file of the format begins */
  magic: readonly number[]
}

/** [MS-CFB] 2.2: the compound file of Office 97 to 2003. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
/** OpenDocument 1.3 part 2: a zip file. */
const ZIP = [0x50, 0x4b, 0x03, 0x04]

export const OLD_FORMATS = {
  doc: { shown: 'pdf', modern: 'docx', reader: 'MS Word 97', magic: COMPOUND },
  odt: { shown: 'pdf', modern: 'docx', reader: 'writer8', magic: ZIP },
  xls: { shown: 'xlsx', modern: 'xlsx', reader: 'MS Excel 97', magic: COMPOUND },
  ods: { shown: 'xlsx', modern: 'xlsx', reader: 'calc8', magic: ZIP },
  ppt: { shown: 'pdf', modern: 'pptx', reader: 'MS PowerPoint 97', magic: COMPOUND },
  odp: { shown: 'pdf', modern: 'pptx', reader: 'impress8', magic: ZIP },
} as const satisfies Record<string, OldFormat>

export type OldExtension = keyof typeof OLD_FORMATS
export type Target = OldFormat['shown'] | OldFormat['modern']

export const isOld = (extension: string): extension is OldExtension => Object.hasOwn(OLD_FORMATS, extension)
