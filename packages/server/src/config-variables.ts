import type { Config, EditorConfig } from './config.ts'
import {
  address,
  choice,
  editors,
  flag,
  location,
  longSecret,
  mailServer,
  networks,
  origin,
  type Parse,
  program,
  redirects,
  size,
  sizeOrNone,
  text,
  whole,
} from './config-values.ts'

export interface Variable<T> {
  parse: Parse<T>
  /** undefined: derived or absent */
  fallback: T | undefined
  /** how the default reads in the documentation */
  shown: string
  /** never printed; may be mounted: the environment name with _FILE names the file that holds it */
  secret?: boolean
  /** names that mean the same in the settings file */
  aliases?: readonly string[]
  /** the part of the settings that it ends up in, where a running server takes a new value up; absent: only a start does */
  live?: keyof Config
  sentence: string
}

const row = <T>(
  parse: Parse<T>,
  fallback: T | undefined,
  shown: string,
  sentence: string,
  more: Pick<Variable<T>, 'secret' | 'aliases' | 'live'> = {},
): Variable<T> => ({
  parse,
  fallback,
  shown,
  sentence,
  ...more,
})

/** PROTOCOL of the Cloud Storage Partner Program: public, but only for host names that Microsoft has admitted. */
export const MICROSOFT_TEST_URL = 'https://ffc-onenote.officeapps.live.com/hosting/discovery'
export const MICROSOFT_PRODUCTION_URL = 'https://onenote.officeapps.live.com/hosting/discovery'

/** THE TABLE of settings: parser, settings file, environment and docs/configuration.md are derived from it. */
export const VARIABLES = {
  dataFolder: row(text, undefined, 'moorage-data', 'The folder that holds everything: database, file contents, this settings file.'),
  publicUrl: row(
    origin,
    undefined,
    'http://localhost:8080',
    'The address that people type. A host name puts WOPI and the editor on names of their own below it; localhost or an IP address puts them on the next two ports.',
  ),
  wopiUrl: row(origin, undefined, 'wopi.<public host>', 'The address that editors such as Microsoft 365 reach this server at.'),
  wopiTestUrl: row(
    origin,
    undefined,
    'wopi-test.<public host>; on localhost 127.0.0.1 with the port of WOPI',
    'The address that “Microsoft 365 (test)” reaches this server at. Microsoft wants it to differ from wopiUrl.',
  ),
  editorUrl: row(origin, undefined, 'editor.<public host>', 'The address of the built-in editor; it must not be the portal’s.'),
  listenAddress: row(
    text,
    undefined,
    'localhost, or 0.0.0.0 with a public address',
    'The network address to listen on; localhost is this machine only.',
  ),
  portalPort: row(whole(0, 65535), undefined, '8080', 'The port to listen on for the portal. 0 takes a free one.'),
  wopiPort: row(
    whole(0, 65535),
    undefined,
    '8081; with host names, the portal’s',
    'The port to listen on for WOPI; it may be the same as the portal’s.',
  ),
  editorPort: row(
    whole(0, 65535),
    undefined,
    '8082; with host names, the portal’s',
    'The port to listen on for the built-in editor; it may be the same as the portal’s.',
  ),
  trustedProxies: row(
    networks,
    [],
    'none',
    'Addresses or ranges (10.0.0.0/8) of the reverse proxies whose X-Forwarded-For is believed. They must pass Host on as they got it.',
  ),
  accelRedirect: row(
    location,
    undefined,
    'none: Moorage sends contents itself',
    'An internal location of nginx, such as /moorage-contents/, that is an alias of the folder blobs in the data folder: to requests that come by a proxy of trustedProxies, GetFile then answers X-Accel-Redirect, and nginx sends the bytes from the disk.',
  ),
  editors: row<EditorConfig[]>(
    editors,
    [],
    'none',
    'WOPI clients beside the built-in editor: a list of id, name, discoveryUrl, proof (required, if-present, off), profile (microsoft, collabora, onlyoffice), wopiOrigin, order.',
    { live: 'editors' },
  ),
  WOPI_ENABLED: row(
    flag,
    undefined,
    'what the portal says; at first false',
    'Whether Microsoft 365 is on. False is Off; true is Testing or Production, as WOPI_TESTING says. Given here, the portal cannot change it.',
    { live: 'microsoft365' },
  ),
  WOPI_TESTING: row(
    flag,
    undefined,
    'what the portal says',
    'True with WOPI_ENABLED: Testing, only testers get Microsoft 365. False: Production.',
    { live: 'microsoft365' },
  ),
  WOPI_TEST_URL: row(
    address,
    undefined,
    `what the portal says; at first ${MICROSOFT_TEST_URL}`,
    'The discovery address of “Microsoft 365 (test)”. The built-in editor’s own address with /hosting/discovery makes it a rehearsal.',
    { aliases: ['TEST_URL'], live: 'microsoft365' },
  ),
  WOPI_PRODUCTION_URL: row(
    address,
    undefined,
    `what the portal says; at first ${MICROSOFT_PRODUCTION_URL}`,
    'The discovery address of “Microsoft 365”.',
    { aliases: ['PRODUCTION_URL'], live: 'microsoft365' },
  ),
  testClient: row(
    flag,
    false,
    'false; true with --demo',
    'Whether the client “test” exists, for which `moorage session` makes tokens so that a validator can be pointed at this server.',
  ),
  testClientDiscovery: row(
    address,
    undefined,
    'the built-in editor’s',
    'Where the client “test” shows the keys that it signs with, so that a validator’s proofs can be checked. Its proofs are checked where it sends any.',
  ),
  validatorCases: row(
    text,
    undefined,
    '../shared/wopi/validator beside the installation, if it is there',
    'The folder with Microsoft’s TestCases.xml, JsonSchemas and Resources, for the WOPI Validation application.',
  ),
  libreOffice: row(
    program,
    'auto',
    'auto: where it is found',
    'LibreOffice, which turns .doc, .xls, .ppt, .odt, .ods and .odp files into ones that can be shown and edited: auto, off, or the full path of its program soffice.',
  ),
  mobileClientId: row(
    text,
    undefined,
    'none: no app can sign in',
    'The OAuth 2.0 client id of Office on phones and tablets, as registered with Microsoft. With it and its secret, /wopibootstrapper answers.',
  ),
  mobileClientSecret: row(text, undefined, 'none', 'The OAuth 2.0 client secret that belongs to mobileClientId.', { secret: true }),
  mobileRedirectUris: row(
    redirects,
    ['https://localhost'],
    'https://localhost',
    'The addresses that Office on phones and tablets may be answered at after signing in.',
  ),
  microsoftClientId: row(
    text,
    undefined,
    'none: no licence can be checked',
    'The application id of this server in Microsoft Entra. With it and its secret, people of organizations with a commercial subscription sign in to Microsoft once, so that their licence can be read.',
    { live: 'microsoftGraph' },
  ),
  microsoftClientSecret: row(text, undefined, 'none', 'The client secret that belongs to microsoftClientId.', {
    secret: true,
    live: 'microsoftGraph',
  }),
  microsoftAuthority: row(
    address,
    'https://login.microsoftonline.com/organizations',
    'https://login.microsoftonline.com/organizations',
    'Where people sign in to Microsoft; /oauth2/v2.0/authorize and /oauth2/v2.0/token follow.',
    { live: 'microsoftGraph' },
  ),
  microsoftGraphUrl: row(address, 'https://graph.microsoft.com', 'https://graph.microsoft.com', 'Microsoft Graph, asked for licences.', {
    live: 'microsoftGraph',
  }),
  smtpUrl: row(
    mailServer,
    undefined,
    'none: mails wait in Administration → Mail',
    'The mail server for invitations and new passwords: smtp://user:password@mail.example.com:587, or smtps:// for TLS from the start.',
    { secret: true, live: 'mail' },
  ),
  mailFrom: row(text, undefined, 'none', 'The sender of mails, such as Moorage <files@example.com>; it belongs to smtpUrl.', {
    live: 'mail',
  }),
  maxFileSize: row(size, 25 * 2 ** 30, '25 GB', 'The largest file that can be uploaded or saved.', { live: 'maxFileSize' }),
  wopiRequestsPerGrant: row(
    whole(1, 10_000),
    64,
    '64',
    'WOPI requests at once for one person in one opened document; one more is told to come back in two seconds (503).',
    { live: 'wopiRequestsPerGrant' },
  ),
  wopiRequestsPerOrganization: row(
    whole(1, 100_000),
    1000,
    '1000',
    'The same for all people of one organization together. There is no limit by address: Microsoft calls for everybody from a few.',
    { live: 'wopiRequestsPerOrganization' },
  ),
  quota: row(sizeOrNone, null, 'none', 'The space of an organization that is created from now on, all revisions counted.', {
    live: 'quota',
  }),
  sessionDays: row(whole(1, 365), 14, '14', 'Days without a visit after which people must sign in again.', { live: 'sessionDays' }),
  activityDays: row(whole(1, 3650), 400, '400', 'Days that Administration → Activity keeps an entry; older ones go every day.', {
    live: 'activityDays',
  }),
  editingSessionDays: row(whole(1, 365), 30, '30', 'Days that the timeline of an editing session and what was measured are kept.', {
    live: 'editingSessionDays',
  }),
  rescueRevisions: row(flag, true, 'true', 'Whether a save that had to be refused is kept for its user under “Unsaved work”.', {
    live: 'rescueRevisions',
  }),
  logLevel: row(
    choice('debug', 'info', 'warn', 'error'),
    undefined,
    'info; warn with --demo',
    'What is written to the log, as JSON lines on standard error.',
    { live: 'logLevel' },
  ),
  metricsToken: row(
    longSecret(16),
    undefined,
    'none: there are no metrics',
    'What Prometheus must send as its bearer token to read /metrics on the portal’s port; at least 16 characters.',
    { secret: true, live: 'metricsToken' },
  ),
  demoPassword: row(text, undefined, 'generated', 'The password of the demo accounts.', { secret: true }),
} satisfies Record<string, Variable<never> | Variable<unknown>>

export type VariableName = keyof typeof VARIABLES
export type Values = { [K in VariableName]: (typeof VARIABLES)[K] extends Variable<infer T> ? T | undefined : never }

/** maxFileSize → MOORAGE_MAX_FILE_SIZE; WOPI_ENABLED, which is such a name already, stays */
export const environmentName = (name: string) =>
  /[a-z]/.test(name) ? `MOORAGE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}` : name

/** Every name that a setting goes by in the settings file. */
export const FILE_NAMES: ReadonlyMap<string, VariableName> = new Map(
  (Object.entries(VARIABLES) as [VariableName, Variable<unknown>][]).flatMap(([name, { aliases = [] }]) =>
    [name, ...aliases].map((alias): [string, VariableName] => [alias, name]),
  ),
)

/** Every name that a setting goes by in the environment. */
export const ENVIRONMENT_NAMES: ReadonlyMap<string, VariableName> = new Map(
  (Object.keys(VARIABLES) as VariableName[]).map((name) => [environmentName(name), name]),
)

/** The settings file of a first start: every setting as a comment with its sentence and its default. */
export function settingsTemplate(): string {
  const rows = Object.entries(VARIABLES)
    .filter(([name]) => name !== 'dataFolder')
    .map(([name, { sentence, shown }]) => `# ${sentence}\n# Default: ${shown}. Environment: ${environmentName(name)}\n# ${name}:\n`)
  return `# Settings of this Moorage. Take the # away in front of a name to set it; restart to apply, or run\n# “moorage reload”, which says what it took up.\n\n${rows.join('\n')}`
}

export function configurationMarkdown(): string {
  const rows = Object.entries(VARIABLES).map(([name, { sentence, shown, secret, aliases = [], live }]: [string, Variable<unknown>]) => {
    const environment = environmentName(name)
    const names = [name, ...aliases].map((alias) => `\`${alias}\``).join(', ')
    return `| ${names} | \`${environment}\`${secret ? `, \`${environment}_FILE\`` : ''} | ${shown.replaceAll('<', '&lt;')} | ${live ? 'reload' : 'restart'} | ${sentence} |`
  })
  return `# Configuration

Settings are read from \`moorage.yaml\` in the data folder (made with comments on the first start) or from the file
given with \`--config\`. An environment variable wins over the file, and an option of the command line over both.
Names that do not exist and values that make no sense stop the start; all of them are listed at once.

\`moorage reload\` has the running server read the settings file again. It checks the file first: where anything is wrong,
every problem is listed and nothing changes. What the last but one column calls "reload" is in force at once, the rest
after a restart; it says which. Nobody who is editing is interrupted. The environment is the one that the server was
started with.

Any environment variable may be given as \`…_FILE\` instead: the path of a file, such as a mounted secret, that holds the value.

| In the file | Environment | Default | Taken up by | What it is |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
