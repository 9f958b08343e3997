import { DocumentProblem, type OpenDocument } from '../../view.ts'
import { refusalText } from './refusal.ts'

/** Who draws what the server made of it. */
const VIEWS: Record<string, () => Promise<OpenDocument>> = {
  pdf: async () => (await import('../pdf/index.ts')).openDocument,
  xlsx: async () => (await import('../../xlsx/index.ts')).openDocument,
}

/** A document of a format that no browser draws: the server's converted copy of it, in the view for that. */
export const openDocument: OpenDocument = async (options) => {
  const ask = async () => {
    const answer = await options.converted()
    if (!answer.ok) throw new DocumentProblem(refusalText(options.extension, answer.status))
    return answer.value
  }
  const { bytes, format } = await ask()
  const open = await VIEWS[format]?.()
  if (!open) throw new DocumentProblem(refusalText(options.extension, 501))
  const view = await open({ ...options, bytes, extension: format, editable: false })
  return {
    ...view,
    readOnlyReason: undefined,
    save: async () => options.bytes,
    setEditable() {},
    replace: async () => view.replace((await ask()).bytes),
  }
}
