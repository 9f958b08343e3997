import type { RelativeTarget } from '../host/store.ts'
import { clientRequest, type WopiTarget } from './request.ts'
import { targetHeaders } from './target-headers.ts'

/** An empty file in the folder `target`. */
export const createChildFileRequest = (target: WopiTarget, name: RelativeTarget) =>
  clientRequest('CreateChildFile', target, targetHeaders(name))

/** WOPI answers both ways of making a file alike. */
export { processPutRelativeFileResponse as processCreateChildFileResponse } from './put-relative-file.ts'
