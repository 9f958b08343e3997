import { HEADERS, headerText } from '../wire/headers.ts'
import { writeJson } from '../wire/json.ts'
import { emptyResponse, jsonResponse, refusalResponse, type WopiResponse } from '../wire/response.ts'
import { encodeUtf7 } from '../wire/utf7.ts'
import type { RelativeResult } from './store.ts'

/** A new file's answer, the same whether it was made beside another one or in a folder. */
export function createdFile(result: RelativeResult): WopiResponse {
  switch (result.outcome) {
    case 'ok': {
      const { name, url, hostViewUrl, hostEditUrl } = result
      return jsonResponse(200, writeJson({ Name: name, Url: url, HostViewUrl: hostViewUrl, HostEditUrl: hostEditUrl }))
    }
    case 'name-illegal':
      return emptyResponse(400, { [HEADERS.invalidFileNameError]: headerText(result.reason) })
    case 'name-taken':
      return emptyResponse(409, { [HEADERS.validRelativeTarget]: encodeUtf7(result.suggestion) })
    default:
      return refusalResponse(result)
  }
}
