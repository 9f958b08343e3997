/** One file of what goes to Microsoft. `name` is relative, with forward slashes; `path` leads to one that lies on the disk. */
export interface KitFile {
  name: string
  content: string | { path: string }
}

const REHEARSAL = 'REHEARSAL, NOT FOR SUBMISSION\n\n'

/** A text with what says that it may not be sent, before all of it but the mark of its encoding. */
export const stamped = (text: string) => (text.startsWith('\uFEFF') ? `\uFEFF${REHEARSAL}${text.slice(1)}` : `${REHEARSAL}${text}`)
