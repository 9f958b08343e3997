/** The whole address, query included, must stay within this many bytes. */
export const MAX_ACTION_URL_BYTES = 2048

/** What a host may put into a template. Undefined means: leave that parameter out. */
export interface ActionUrlValues {
  /** absolute URL of the file's WOPI endpoint, without a token */
  wopiSrc: string
  /** UI language as a tag, e.g. en-US */
  uiLanguage?: string
  /** language of number and date formats; the UI language when absent */
  dataLanguage?: string
  disableChat?: boolean
  /** the host's id of this launch, for the client's logs */
  hostSessionId?: string
  /** comes back as X-WOPI-SessionContext on CheckFileInfo */
  sessionContext?: string
  isBusinessUser?: boolean
  /** only for the validation application */
  testCategory?: 'All' | 'OfficeOnline' | 'OfficeNativeClient'
  /** parameters that follow the template: `wd*` of the page's own address, Collabora's `lang`, … */
  extra?: Iterable<readonly [name: string, value: string]>
}

export interface ActionUrl {
  url: string
  /** true when the address is longer than the client promises to take */
  tooLong: boolean
}

const flag = (value: boolean | undefined) => (value ? '1' : undefined)

const placeholders = (values: ActionUrlValues): Record<string, string | undefined> => ({
  UI_LLCC: values.uiLanguage,
  DC_LLCC: values.dataLanguage ?? values.uiLanguage,
  DISABLE_CHAT: flag(values.disableChat),
  HOST_SESSION_ID: values.hostSessionId,
  SESSION_CONTEXT: values.sessionContext,
  WOPI_SOURCE: values.wopiSrc,
  BUSINESS_USER: flag(values.isBusinessUser),
  VALIDATOR_TEST_CATEGORY: values.testCategory,
})

const PLACEHOLDER = /<([^<>=]+)=([^<>=&]+)(&?)>/g
const ANY_BRACKET = /<[^<>]*>/g
const TAKES_WOPI_SOURCE = /=WOPI_SOURCE&?>|[?&]wopisrc=/i

/** Appends to the query, whatever the address ends with. A fragment stays last. */
function append(url: string, name: string, value: string): string {
  const hash = url.indexOf('#')
  const [base, fragment] = hash < 0 ? [url, ''] : [url.slice(0, hash), url.slice(hash)]
  const joint = !base.includes('?') ? '?' : /[?&]$/.test(base) ? '' : '&'
  return `${base}${joint}${encodeURIComponent(name)}=${encodeURIComponent(value)}${fragment}`
}

/**
 * Makes the address that the frame is posted to from a discovery `urlsrc`. WOPI: a placeholder that the host does
 * not know must be removed with its brackets, as new ones can appear at any time; WOPI_SOURCE must always be
 * filled, and templates without it get `WOPISrc` appended (older servers, Collabora).
 *
 * @example
 * expandActionUrl('https://c.example/w?<ui=UI_LLCC&><new=NEW&><wopisrc=WOPI_SOURCE&>', { wopiSrc: 'https://h.example/wopi/files/7', uiLanguage: 'en-US' })
 * // { url: 'https://c.example/w?ui=en-US&wopisrc=https%3A%2F%2Fh.example%2Fwopi%2Ffiles%2F7&', tooLong: false }
 */
export function expandActionUrl(urlsrc: string, values: ActionUrlValues): ActionUrl {
  const known = placeholders(values)
  let url = urlsrc
    .replace(PLACEHOLDER, (_, query: string, name: string, and: string) => {
      const value = known[name]
      return value ? `${query}=${encodeURIComponent(value)}${and}` : ''
    })
    .replace(ANY_BRACKET, '')
  if (!TAKES_WOPI_SOURCE.test(urlsrc)) url = append(url, 'WOPISrc', values.wopiSrc)
  for (const [name, value] of values.extra ?? []) url = append(url, name, value)
  return { url, tooLong: new TextEncoder().encode(url).length > MAX_ACTION_URL_BYTES }
}

/** The parameters of a host page's own query that belong to the client and are passed on unchanged: all `wd…`. */
export function clientParameters(query: Iterable<readonly [string, string]>): [string, string][] {
  return [...query].flatMap(([name, value]): [string, string][] => (/^wd/i.test(name) ? [[name, value]] : []))
}
