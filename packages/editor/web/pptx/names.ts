/** Namespaces of a transitional presentation (ECMA-376, Part 4). */
export const A = 'http://schemas.openxmlformats.org/drawingml/2006/main'
export const P = 'http://schemas.openxmlformats.org/presentationml/2006/main'
export const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const P14 = 'http://schemas.microsoft.com/office/powerpoint/2010/main'

const TYPE = 'application/vnd.openxmlformats-officedocument'
export const CONTENT = {
  slide: `${TYPE}.presentationml.slide+xml`,
  notesSlide: `${TYPE}.presentationml.notesSlide+xml`,
  notesMaster: `${TYPE}.presentationml.notesMaster+xml`,
  theme: `${TYPE}.theme+xml`,
} as const

/** The whole type of a relationship by its last word. */
export const relationshipType = (kind: 'slide' | 'slideLayout' | 'notesSlide' | 'notesMaster' | 'theme'): string => `${R}/${kind}`

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const NAMESPACES = `xmlns:a="${A}" xmlns:r="${R}" xmlns:p="${P}"`
