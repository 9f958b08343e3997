import { isIP } from 'node:net'
import { type ConfigSources, fromEnvironment, fromFile, type Given } from './config-given.ts'
import { type Microsoft365Config, microsoft365Of, wopiTestOriginOf } from './config-microsoft-365.ts'
import { VARIABLES, type Values, type Variable } from './config-variables.ts'

export { configurationMarkdown, settingsTemplate } from './config-variables.ts'

/** Times in milliseconds, sizes in bytes, origins without trailing slash. */
export interface Config {
  dataFolder: string
  demo: boolean
  /** the `test` client exists */
  testClient: boolean
  /** its proof keys; absent: those of the built-in editor */
  testClientDiscovery?: string | undefined
  /** the folder with Microsoft's TestCases.xml */
  validatorCases?: string | undefined
  /** `auto`, `off` or a path: what converts formats of old */
  libreOffice: string
  /** host page, API, downloads: http://localhost:8080 */
  portalOrigin: string
  /** WOPI only: http://localhost:8081 */
  wopiOrigin: string
  /** WOPI for "Microsoft 365 (test)": http://127.0.0.1:8081; Microsoft wants a name of its own */
  wopiTestOrigin: string
  /** the built-in editor: http://localhost:8082 */
  editorOrigin: string
  /** what to listen on; equal ports share one listener, told apart by host name. 0 = any free one */
  ports: Ports
  /** the ports were chosen by somebody: a taken one is an error, not a reason to take the next */
  portsGiven: boolean
  listenAddress: string
  trustedProxies: string[]
  /** location of nginx in front that stands for the folder of contents */
  accelRedirect: string | undefined
  /** one row per WOPI client beside the built-in one */
  editors: EditorConfig[]
  /** what the settings say of Microsoft 365: the portal cannot change that */
  microsoft365: Microsoft365Config
  /** sign-in for Office on phones and tablets; absent: there is none */
  mobile?: MobileConfig | undefined
  /** absent: mails wait in the outbox */
  mail?: { smtpUrl: string; from: string } | undefined
  /** for checking licences with Microsoft; absent: it cannot be done */
  microsoftGraph?: MicrosoftGraphConfig | undefined
  maxFileSize: number
  /** at once */
  wopiRequestsPerGrant: number
  wopiRequestsPerOrganization: number
  /** bytes for a new organization; null = none */
  quota: number | null
  sessionDays: number
  /** how long entries of the activity are kept */
  activityDays: number
  editingSessionDays: number
  rescueRevisions: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  demoPassword?: string | undefined
  /** of who may read /metrics; absent: nobody */
  metricsToken?: string | undefined
}

export interface MobileConfig {
  clientId: string
  clientSecret: string
  redirectUris: string[]
}

export interface MicrosoftGraphConfig {
  clientId: string
  clientSecret: string
  /** without a slash at the end */
  authority: string
  graphUrl: string
}

export interface Ports {
  portal: number
  wopi: number
  editor: number
}

export interface EditorConfig {
  /** letters and digits */
  id: string
  name: string
  discoveryUrl: string
  proof: 'required' | 'if-present' | 'off'
  profile: 'microsoft' | 'collabora' | 'onlyoffice' | 'built-in'
  /** WOPI host name for this editor; default the WOPI origin */
  wopiOrigin?: string
  order: number
}

/** Every problem of the settings at once. */
export class ConfigError extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(
      `The settings have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Pure: the same sources give the same frozen settings, or one ConfigError with every problem. */
export const readConfig = (sources: ConfigSources): Config => readSettings(sources).config

export interface Settings {
  config: Config
  /** each setting's own value, before anything is derived from it */
  values: Values
}

export function readSettings(sources: ConfigSources): Settings {
  const problems: string[] = []
  const given: Record<string, Given> = {
    ...fromFile(sources.file, problems),
    ...fromEnvironment(sources.environment, sources.readSecret, problems),
  }
  for (const [name, value] of Object.entries(sources.options ?? {}))
    if (value !== undefined) given[name] = { value, where: `option ${name}`, source: `option ${name}` }
  const values: Record<string, unknown> = {}
  for (const [name, variable] of Object.entries(VARIABLES) as [string, Variable<unknown>][]) {
    const entry = given[name]
    try {
      values[name] = entry ? variable.parse(entry.value) : variable.fallback
    } catch (error) {
      // a message may quote the value
      problems.push(`${entry?.where}: ${name} ${variable.secret ? 'is malformed' : (error as Error).message}`)
    }
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return { config: crossChecked(values as Values, sources, given), values: values as Values }
}

const withoutSlash = (url: string) => url.replace(/\/+$/, '')
const hostBelow = (url: URL, name: string) => `${url.protocol}//${name}.${url.host}`
const portAfter = (url: URL, step: number) =>
  `${url.protocol}//${url.hostname}:${Number(url.port || (url.protocol === 'https:' ? 443 : 80)) + step}`

function crossChecked(values: Values, { dataFolder, demo }: ConfigSources, given: Record<string, Given>): Config {
  const problems: string[] = []
  const url = new URL(values.publicUrl ?? `http://localhost:${values.portalPort || 8080}`)
  const numbered = isIP(url.hostname.replace(/[[\]]/g, '')) !== 0 || url.hostname === 'localhost'
  const portal = values.portalPort ?? (numbered && url.port ? Number(url.port) : 8080)
  const free = portal === 0 ? 0 : undefined
  const ports: Ports = {
    portal,
    wopi: values.wopiPort ?? free ?? (numbered ? portal + 1 : portal),
    editor: values.editorPort ?? free ?? (numbered ? portal + 2 : portal),
  }
  const own = (port: number, step: number) => (values.publicUrl ? portAfter(url, step) : `http://localhost:${port}`)
  const portalOrigin = url.origin
  const wopiOrigin = values.wopiUrl ?? (numbered ? own(ports.wopi, 1) : hostBelow(url, 'wopi'))
  const editorOrigin = values.editorUrl ?? (numbered ? own(ports.editor, 2) : hostBelow(url, 'editor'))
  const names = [portalOrigin, wopiOrigin, editorOrigin]
  if (values.publicUrl && new Set(names).size < 3) problems.push('publicUrl, wopiUrl and editorUrl must be three different addresses')
  const listeners = Object.values(ports)
  const hosts = new Set(names.map((name) => new URL(name).host))
  if (new Set(listeners.filter(Boolean)).size < listeners.filter(Boolean).length && (hosts.size < 3 || !values.publicUrl))
    problems.push(
      'portalPort, wopiPort and editorPort may only be the same where publicUrl, wopiUrl and editorUrl have different host names',
    )
  if (values.publicUrl && listeners.includes(0)) problems.push('with publicUrl the ports must be given: 0 would change them at every start')
  if (Math.max(...listeners) > 65535) problems.push('the ports after portalPort do not exist: give wopiPort and editorPort too')
  const { mobileClientId: clientId, mobileClientSecret: clientSecret, mobileRedirectUris: redirectUris } = values
  if (Boolean(clientId) !== Boolean(clientSecret)) problems.push('mobileClientId and mobileClientSecret belong together: give both')
  if (values.accelRedirect && !values.trustedProxies?.length)
    problems.push('accelRedirect is for requests of the proxies in trustedProxies: give the address of nginx there')
  const { smtpUrl, mailFrom } = values
  if (Boolean(smtpUrl) !== Boolean(mailFrom)) problems.push('smtpUrl and mailFrom belong together: give both')
  const { microsoftClientId, microsoftClientSecret } = values
  if (Boolean(microsoftClientId) !== Boolean(microsoftClientSecret))
    problems.push('microsoftClientId and microsoftClientSecret belong together: give both')
  const orders = values.editors ?? []
  for (const editor of orders)
    if (editor.wopiOrigin && [portalOrigin, editorOrigin].includes(editor.wopiOrigin))
      problems.push(`editors: wopiOrigin of ${editor.id} must be an address of its own or the one of WOPI`)
  const wopiTestOrigin = values.wopiTestUrl ?? wopiTestOriginOf(wopiOrigin, url, [portalOrigin, editorOrigin])
  if ([portalOrigin, editorOrigin].includes(wopiTestOrigin))
    problems.push('wopiTestUrl must not be the address of the portal or the editor')
  const microsoft365 = microsoft365Of(values, given, problems)
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze<Config>({
    dataFolder,
    demo,
    testClient: values.testClient || demo,
    testClientDiscovery: values.testClientDiscovery,
    validatorCases: values.validatorCases,
    libreOffice: values.libreOffice ?? 'auto',
    portalOrigin,
    wopiOrigin,
    wopiTestOrigin,
    editorOrigin,
    ports: Object.freeze(ports),
    portsGiven: [values.publicUrl, values.portalPort, values.wopiPort, values.editorPort].some((value) => value !== undefined),
    listenAddress: values.listenAddress ?? (values.publicUrl && url.hostname !== 'localhost' && !demo ? '0.0.0.0' : 'localhost'),
    trustedProxies: values.trustedProxies ?? [],
    accelRedirect: values.accelRedirect,
    editors: orders,
    microsoft365,
    mobile: clientId && clientSecret ? { clientId, clientSecret, redirectUris: redirectUris ?? [] } : undefined,
    mail: smtpUrl && mailFrom ? { smtpUrl, from: mailFrom } : undefined,
    microsoftGraph:
      microsoftClientId && microsoftClientSecret
        ? {
            clientId: microsoftClientId,
            clientSecret: microsoftClientSecret,
            authority: withoutSlash(values.microsoftAuthority as string),
            graphUrl: withoutSlash(values.microsoftGraphUrl as string),
          }
        : undefined,
    maxFileSize: values.maxFileSize as number,
    wopiRequestsPerGrant: values.wopiRequestsPerGrant as number,
    wopiRequestsPerOrganization: values.wopiRequestsPerOrganization as number,
    quota: values.quota ?? null,
    sessionDays: values.sessionDays as number,
    activityDays: values.activityDays as number,
    editingSessionDays: values.editingSessionDays as number,
    rescueRevisions: values.rescueRevisions !== false,
    logLevel: values.logLevel ?? (demo ? 'warn' : 'info'),
    demoPassword: values.demoPassword,
    metricsToken: values.metricsToken,
  })
}

/** The settings once the ports are known: on localhost the addresses follow them. */
export function withPorts(config: Config, ports: Ports): Config {
  const follow = (origin: string, before: number, port: number) => {
    const host = ['http://localhost', 'http://127.0.0.1'].find((name) =>
      [`${name}:${before || 8080}`, `${name}:${before}`].includes(origin),
    )
    return host ? `${host}:${port}` : origin
  }
  return Object.freeze<Config>({
    ...config,
    ports: Object.freeze({ ...ports }),
    portalOrigin: follow(config.portalOrigin, config.ports.portal, ports.portal),
    wopiOrigin: follow(config.wopiOrigin, config.ports.wopi, ports.wopi),
    wopiTestOrigin: follow(config.wopiTestOrigin, config.ports.wopi, ports.wopi),
    editorOrigin: follow(config.editorOrigin, config.ports.editor, ports.editor),
  })
}
