/** One file of what goes to Microsoft. `name` is relative, with forward slashes; `path` leads to one that lies on the disk. */
export interface KitFile {
  name: string
  content: string | { path: string }
}

export const REHEARSAL = 'REHEARSAL, NOT FOR SUBMISSION'

/** A text with what says that it may not be sent, before all of it but the mark of its encoding. */
export const stamped = (text: string) => (text.startsWith('\uFEFF') ? `\uFEFF${REHEARSAL}\n\n${text.slice(1)}` : `${REHEARSAL}\n\n${text}`)
