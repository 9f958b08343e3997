import type { DocumentView, OpenOptions } from '../../view.ts'

/** The page that the browser tests drive: the view alone, without shell, server or WOPI. */
export interface Harness {
  open(base64: string, options?: Partial<Pick<OpenOptions, 'editable' | 'dark' | 'locale'>>): Promise<string | undefined>
  replace(base64: string): Promise<void>
  save(): Promise<string>
  changes(): number
  savesSeen(): number
  view(): DocumentView
}

declare global {
  interface Window {
    harness: Harness
  }
}
