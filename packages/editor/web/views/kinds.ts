import type { OpenDocument } from '../view.ts'

export interface Kind {
  editable: boolean
  /** why it can only be looked at; undefined for kinds that nobody expects to type into */
  viewOnly?: string
  load(): Promise<OpenDocument>
}

const text: Kind = { editable: true, load: async () => (await import('./text/index.ts')).openDocument }
const image: Kind = { editable: false, load: async () => (await import('./image/index.ts')).openDocument }

/** Each kind by extension. The libraries behind them are loaded only when such a document is opened. */
const KINDS: Record<string, Kind> = {
  docx: { editable: true, load: async () => (await import('../docx/index.tsx')).openDocument },
  txt: text,
  md: text,
  csv: text,
  xlsx: {
    editable: false,
    viewOnly: 'Spreadsheets can only be viewed here. Download it to change it.',
    load: async () => (await import('./sheet/index.ts')).openDocument,
  },
  pptx: {
    editable: false,
    viewOnly: 'Presentations can only be viewed here. Download it to change it.',
    load: async () => (await import('./slides/index.ts')).openDocument,
  },
  pdf: { editable: false, load: async () => (await import('./pdf/index.ts')).openDocument },
  png: image,
  jpg: image,
  jpeg: image,
  gif: image,
  webp: image,
}

/** Lower case, without dot; '' without one. */
export const extensionOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
export const kindOf = (name: string): Kind | undefined => KINDS[extensionOf(name)]
