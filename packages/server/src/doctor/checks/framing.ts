import { clientParameters, expandActionUrl } from '@moorage/wopi'
import { addressOf, type Editor } from '../../office/registry.ts'
import { portalOrigins } from '../../organizations/hostnames.ts'
import { connectionProblem } from '../ask.ts'
import { openCanary } from '../canary.ts'
import { type CheckDefinition, type EditorCheck, type Finding, failure, notApplicable, ok, type World, warning } from '../check.ts'
import { discoveryNow, silentEditor } from '../editor-discovery.ts'
import { allowed, framingProblem, policiesOf } from '../frame-policy.ts'
import { setStage } from '../stage.ts'

const TIMEOUT_MS = 10_000
/** what is tried first: what most people open */
const PREFERRED = ['docx', 'odt', 'xlsx', 'txt']

/** The address that a document is opened at, without a token. Undefined where the editor opens nothing. */
export async function pageOf(
  world: World,
  editor: Editor,
  wopiSrc: string,
  extensions = PREFERRED,
): Promise<{ url: string; extension: string } | undefined> {
  const { zone } = await discoveryNow(world, addressOf(editor) as string)
  const actions = zone?.apps.flatMap((app) => app.actions).filter(({ name }) => name === 'edit' || name === 'view') ?? []
  const action =
    extensions.flatMap((extension) => actions.filter(({ ext }) => ext === extension)).at(0) ??
    (extensions === PREFERRED ? actions.at(0) : undefined)
  if (!action) return undefined
  const values = { wopiSrc, uiLanguage: 'en-US', dataLanguage: 'en-US', extra: clientParameters([]) }
  const { url } = expandActionUrl(action.urlsrc, values)
  return URL.canParse(url) ? { url, extension: action.ext } : undefined
}

/** For editors that are on and have pages. */
export const withPage =
  (look: (world: World, editor: Editor, url: string) => Promise<Finding>): EditorCheck['lookAt'] =>
  async (world, editor) => {
    const silent = editor.profile === 'test' ? notApplicable(`${editor.name} has no pages of its own`) : silentEditor(editor)
    if (silent) return silent
    const page = await pageOf(world, editor, `${editor.wopiOrigin}/wopi/files/doctor`)
    return page ? look(world, editor, page.url) : notApplicable('Its discovery gives no page to open: see there')
  }

const ANCESTOR_LINES: Partial<Record<Editor['profile'], (origins: string) => string>> = {
  'built-in': () => 'The built-in editor says it right by itself: what is wrong was added on the way.',
  collabora: (origins) =>
    `Collabora, coolwsd.xml: <net><content_security_policy>frame-ancestors ${origins};</content_security_policy></net>`,
}

const PROXY_LINES = (origins: string) =>
  [
    'nginx, in the server of the editor: proxy_hide_header X-Frame-Options; and no add_header X-Frame-Options or Content-Security-Policy',
    'Apache: Header always unset X-Frame-Options',
    'Caddy: header -X-Frame-Options',
    `Where a policy has to be: Content-Security-Policy: frame-ancestors ${origins}`,
  ].join('\n')

async function framed(world: World, editor: Editor, url: string): Promise<Finding> {
  const { origin } = new URL(url)
  const origins = portalOrigins(world.app)
  let answer: Response
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    answer = await world.app.fetch(url, { signal, headers: { accept: 'text/html', referer: `${world.app.config.portalOrigin}/` } })
    await answer.body?.cancel()
  } catch (error) {
    const cause = (error as Error).cause ?? error
    return failure(`Its page at ${origin} could not be read: ${connectionProblem(cause)}`, {
      why: `People see an empty frame instead of ${editor.name}.`,
      change: `Look at the addresses (urlsrc) in its discovery: browsers, and this machine, must reach ${origin}.`,
    })
  }
  const problems = origins.flatMap((each) => {
    const said = framingProblem(answer.headers, answer.url || url, each)
    return said ? [{ origin: each, said }] : []
  })
  const first = problems[0]
  if (!first)
    return ok(
      `Its page at ${origin} may be framed by ${origins.length === 1 ? origins[0] : `all ${origins.length} addresses of the portal`}`,
    )
  const wanted = origins.join(' ')
  return failure(
    `Its page at ${origin} says “${first.said}”: browsers do not show it in ${first.origin}${problems.length > 1 ? ` and ${problems.length - 1} more` : ''}`,
    {
      why: `People see an empty frame instead of ${editor.name}.`,
      change: [ANCESTOR_LINES[editor.profile]?.(wanted), PROXY_LINES(wanted)].filter(Boolean).join('\n'),
    },
  )
}

async function hostPage(world: World, editor: Editor, url: string): Promise<Finding> {
  const { portalOrigin } = world.app.config
  const { origin } = new URL(url)
  const canary = openCanary(world.app, editor, 'Canary.txt', new Uint8Array())
  const stage = setStage(world.app, canary, url)
  const why = `Browsers do not show ${editor.name} in the portal’s page, or not the document.`
  const change = [
    'Moorage sends the policy of its pages itself; the proxy of the portal must add none and take none away.',
    'nginx: no add_header Content-Security-Policy and no add_header X-Frame-Options in this server',
    'Apache: no Header set Content-Security-Policy, no Header set X-Frame-Options',
    'Caddy: no header Content-Security-Policy, no header X-Frame-Options',
  ].join('\n')
  try {
    const { status, rawHeaders } = await world.ask(portalOrigin, stage.path)
    if (!stage.asked || status !== 200)
      return failure(`The page around ${editor.name} at ${portalOrigin} was answered by something else (status ${status})`, { why, change })
    const headers = new Headers(
      rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as [string, string]] : [])),
    )
    const policies = policiesOf(headers.get('content-security-policy'))
    for (const policy of policies)
      for (const [name, sources] of [
        ['frame-src', policy.get('frame-src') ?? policy.get('child-src') ?? policy.get('default-src')],
        ['form-action', policy.get('form-action')],
      ] as const)
        if (sources && !allowed(sources, origin, portalOrigin))
          return failure(`The page around it arrives with a policy whose ${name} is ${sources.join(' ') || 'empty'}, without ${origin}`, {
            why,
            change,
          })
    const added = headers.get('x-frame-options')
    if (added)
      return warning(`The page around it arrives with X-Frame-Options: ${added}, which this server did not send`, {
        why: 'Whoever adds it here adds it to editors too, which must be framed.',
        change,
      })
    if (policies.length !== 1)
      return warning(`The page around it arrives with ${policies.length} policies, where this server sent one`, {
        why: 'Another editor, or the next version, may be refused by what was added.',
        change,
      })
    return ok(`The page around it arrives as it was sent: it may frame ${origin} and post to it`)
  } catch (error) {
    return failure(`The page around it at ${portalOrigin}: ${connectionProblem(error)}`, {
      why,
      change: `Let ${new URL(portalOrigin).host} lead to this server.`,
    })
  } finally {
    stage.end()
    canary.end()
  }
}

export const framingChecks: CheckDefinition[] = [
  { id: 'editor-framing', group: 'framing', title: 'its pages may be framed by the portal', lookAt: withPage(framed) },
  { id: 'host-page', group: 'framing', title: 'the portal’s page may frame it', lookAt: withPage(hostPage) },
]
