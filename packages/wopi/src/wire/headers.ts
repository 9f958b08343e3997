/** Every header name that the protocol gives a meaning, in the spelling that goes out. Compare without case. */
export const HEADERS = {
  accessToken: 'Authorization',
  override: 'X-WOPI-Override',
  lock: 'X-WOPI-Lock',
  oldLock: 'X-WOPI-OldLock',
  lockFailureReason: 'X-WOPI-LockFailureReason',
  itemVersion: 'X-WOPI-ItemVersion',
  maxExpectedSize: 'X-WOPI-MaxExpectedSize',
  editors: 'X-WOPI-Editors',
  suggestedTarget: 'X-WOPI-SuggestedTarget',
  relativeTarget: 'X-WOPI-RelativeTarget',
  overwriteRelativeTarget: 'X-WOPI-OverwriteRelativeTarget',
  validRelativeTarget: 'X-WOPI-ValidRelativeTarget',
  fileConversion: 'X-WOPI-FileConversion',
  size: 'X-WOPI-Size',
  requestedName: 'X-WOPI-RequestedName',
  invalidFileNameError: 'X-WOPI-InvalidFileNameError',
  invalidContainerNameError: 'X-WOPI-InvalidContainerNameError',
  fileExtensionFilterList: 'X-WOPI-FileExtensionFilterList',
  urlType: 'X-WOPI-UrlType',
  ecosystemOperation: 'X-WOPI-EcosystemOperation',
  wopiSrc: 'X-WOPI-WopiSrc',
  enumerationIncomplete: 'X-WOPI-EnumerationIncomplete',
  sessionContext: 'X-WOPI-SessionContext',
  serverVersion: 'X-WOPI-ServerVersion',
  serverError: 'X-WOPI-ServerError',
  correlationId: 'X-WOPI-CorrelationId',
  sessionId: 'X-WOPI-SessionId',
  requestId: 'X-Request-ID',
  deviceId: 'X-WOPI-DeviceId',
  clientVersion: 'X-WOPI-ClientVersion',
  machineName: 'X-WOPI-MachineName',
  proof: 'X-WOPI-Proof',
  proofOld: 'X-WOPI-ProofOld',
  timeStamp: 'X-WOPI-TimeStamp',
} as const

/** Collabora's headers end in these; current servers say X-COOL-WOPI-, older ones and ONLYOFFICE X-LOOL-WOPI-. */
export type CollaboraHeader = 'Timestamp' | 'IsModifiedByUser' | 'IsAutosave' | 'IsExitSave' | 'ExtendedData' | 'ServerId'

/** Request headers as Node and fetch give them: one string per name, or several values. */
export type HeaderBag = Record<string, string | readonly string[] | undefined>

/** Node and most others give names in lower case. */
const LOWER: ReadonlyMap<string, string> = new Map(Object.values(HEADERS).map((name) => [name, name.toLowerCase()]))

function otherSpelling(headers: HeaderBag, lower: string) {
  for (const key in headers) if (key.length === lower.length && key.toLowerCase() === lower) return headers[key]
  return undefined
}

/**
 * One header's value, whatever the case of its name. Several values of one name are joined by a comma, as HTTP
 * does; undefined when absent, '' when present and empty: WOPI tells the two apart.
 */
export function header(headers: HeaderBag, name: string): string | undefined {
  const lower = LOWER.get(name) ?? name.toLowerCase()
  const found = headers[lower] ?? otherSpelling(headers, lower)
  return typeof found === 'string' || found === undefined ? found : found.join(', ')
}

/** Either spelling of one of Collabora's headers. */
export const collaboraHeader = (headers: HeaderBag, name: CollaboraHeader): string | undefined =>
  header(headers, `X-COOL-WOPI-${name}`) ?? header(headers, `X-LOOL-WOPI-${name}`)

/** `True` (.NET), `true` and `TRUE` are true; undefined when the header says neither. */
export function booleanHeader(value: string | undefined): boolean | undefined {
  const lower = value?.trim().toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : undefined
}

/** A count in decimal digits; undefined when it is anything else. */
export const numberHeader = (value: string | undefined): number | undefined =>
  value !== undefined && /^[0-9]{1,20}$/.test(value.trim()) ? Number(value.trim()) : undefined

/** Text that is safe as a header's value: one line of printable ASCII, anything else as `?`, at most 256 characters. */
export const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 256)

/**
 * A person's text as a header value: UTF-8, one character of the string for each byte, which is how HTTP libraries
 * hand bytes on. Editors that show it read UTF-8; `readHeaderText` is the way back.
 */
export const utf8HeaderText = (text: string): string => {
  const clean = [...text.replace(/\p{Cc}/gu, '?')].slice(0, 256).join('')
  return String.fromCharCode(...new TextEncoder().encode(clean))
}

/** What `utf8HeaderText` wrote; a value in another encoding stays as it is. */
export const readHeaderText = (value: string): string => {
  const bytes = [...value].map((character) => character.codePointAt(0) ?? 0)
  if (bytes.some((byte) => byte > 0xff)) return value
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return value
  }
}
