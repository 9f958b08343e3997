import { OLD_FORMATS, type OldFormat } from '../../src/convert/formats.ts'
import type { OpenDocument } from '../view.ts'

export interface Kind {
  editable: boolean
  /** why it can only be looked at; undefined for kinds that nobody expects to type into */
  viewOnly?: string
  /** the extension that it has to get before it can be edited */
  convertsTo?: OldFormat['modern']
  load(): Promise<OpenDocument>
}

const text: Kind = { editable: true, load: async () => (await import('./text/index.ts')).openDocument }
const table: Kind = { editable: true, load: async () => (await import('../csv/index.ts')).openDocument }
const image: Kind = { editable: false, load: async () => (await import('./image/index.ts')).openDocument }

/** Shown as the server's LibreOffice sees it. */
const old = ({ modern }: OldFormat): Kind => ({
  editable: false,
  viewOnly: 'This is a converted copy: details may look different from the original.',
  convertsTo: modern,
  load: async () => (await import('./converted/index.ts')).openDocument,
})

/** Each kind by extension. The libraries behind them are loaded only when such a document is opened. */
const KINDS: Record<string, Kind> = {
  docx: { editable: true, load: async () => (await import('../docx/index.tsx')).openDocument },
  txt: text,
  md: text,
  csv: table,
  tsv: table,
  xlsx: { editable: true, load: async () => (await import('../xlsx/index.ts')).openDocument },
  pptx: { editable: true, load: async () => (await import('../pptx/index.tsx')).openDocument },
  pdf: { editable: false, load: async () => (await import('./pdf/index.ts')).openDocument },
  png: image,
  jpg: image,
  jpeg: image,
  gif: image,
  webp: image,
  ...Object.fromEntries(Object.entries(OLD_FORMATS).map(([extension, format]) => [extension, old(format)])),
}

/** Lower case, without dot; '' without one. */
export const extensionOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
export const kindOf = (name: string): Kind | undefined => KINDS[extensionOf(name)]
