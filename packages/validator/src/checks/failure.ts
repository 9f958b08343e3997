/** One clause that did not hold. */
export interface Failure {
  /** the element of the test file, with what it is about: `ResponseHeaderValidator X-WOPI-Lock` */
  clause: string
  expected: string
  actual: string
}

const SHOWN = 500

/** A value as a report shows it: one line, cut where it is long. */
export const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text)

export const quoted = (text: string | undefined): string => (text === undefined ? 'nothing' : `"${shown(text)}"`)
