import type { Editor } from './registry.ts'

const MB = 1024 * 1024

/**
 * What Microsoft 365 for the web takes, by the app that discovery names. An app without a row, and a figure left
 * out, has no limit that is known.
 */
const MICROSOFT: Record<string, { view?: number; edit?: number }> = {
  Word: { edit: 100 * MB },
  Excel: { view: 25 * MB, edit: 25 * MB },
  PowerPoint: { edit: 300 * MB },
}

/** Up to this size no editor's answer depends on it, but for a file that is empty. */
export const LEAST_LIMIT = Math.min(...Object.values(MICROSOFT).flatMap(({ view, edit }) => [view ?? Infinity, edit ?? Infinity]))

const inMB = (size: number) => `${Math.ceil(size / MB).toLocaleString('en')} MB`

/** Why this app cannot do that with a file of this size, as a sentence; undefined when it can. */
export function overLimit(editor: Pick<Editor, 'profile' | 'name'>, app: string, verb: 'view' | 'edit', size: number): string | undefined {
  const limit = editor.profile === 'microsoft' ? MICROSOFT[app]?.[verb] : undefined
  if (limit === undefined || size <= limit) return undefined
  return `This file is ${inMB(size)}; ${editor.name} can ${verb} files of up to ${inMB(limit)} of this kind.`
}
