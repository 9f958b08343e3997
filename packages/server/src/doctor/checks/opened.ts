import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Editor } from '../../office/registry.ts'
import { browserOf } from '../browser.ts'
import { type Heard, openCanary } from '../canary.ts'
import { type CheckDefinition, type Finding, failure, notApplicable, ok, type World } from '../check.ts'
import { setStage } from '../stage.ts'
import { pageOf, withPage } from './framing.ts'
import { allowList } from './told-address.ts'

const PATIENCE_MS = 15_000
const DOCUMENT = join(dirname(fileURLToPath(import.meta.resolve('@moorage/server/package.json'))), 'demo/verification/Word document.docx')
/** what a browser says when a page does not come into a frame */
const REFUSAL = /X-Frame-Options|frame-ancestors|frame-src|form-action|Mixed Content|net::ERR_(?!ABORTED)/i
const BLOCKED = 'net::ERR_BLOCKED_BY_RESPONSE'

/** What happened when a real browser opened a page that frames the editor around a document of the doctor's. */
interface Opened {
  /** why it could not be tried */
  untried?: string
  /** the browser got the page */
  asked: boolean
  /** what the browser refused, in its words */
  refused?: string
  /** calls of the editor that came in for the document */
  heard: Heard[]
  fetched: boolean
  /** the editor's page said something to the page around it */
  spoke: boolean
  ms: number
}

const tried = new WeakMap<World, Map<string, Promise<Opened>>>()

function openedBy(world: World, editor: Editor): Promise<Opened> {
  const known = tried.get(world) ?? new Map<string, Promise<Opened>>()
  tried.set(world, known)
  const before = known.get(editor.id)
  if (before) return before
  const opening = open(world, editor)
  known.set(editor.id, opening)
  return opening
}

const NOTHING = { asked: false, heard: [], fetched: false, spoke: false, ms: 0 }

async function open(world: World, editor: Editor): Promise<Opened> {
  const browser = await browserOf(world)
  if (!browser) return { ...NOTHING, untried: 'No Chromium that starts is installed on this server' }
  const draft = await pageOf(world, editor, '', ['docx', 'txt'])
  if (!draft) return { ...NOTHING, untried: 'It opens neither Word documents nor plain text' }
  const { extension } = draft
  const content = extension === 'docx' ? await readFile(DOCUMENT) : new TextEncoder().encode('A canary\n')
  const canary = openCanary(world.app, editor, `Canary.${extension}`, content)
  const { url } = (await pageOf(world, editor, canary.wopiSrc, [extension])) as { url: string }
  const started = world.app.now()
  const decided = new AbortController()
  const timer = setTimeout(() => decided.abort(), PATIENCE_MS)
  const stage = setStage(world.app, canary, url, () => {
    if (stage.said.some(({ kind }) => kind === 'violation')) decided.abort()
  })
  let refused: string | undefined
  try {
    const close = await browser.visit(world.app.config.portalOrigin + stage.path, (text) => {
      if (!REFUSAL.test(text)) return
      refused ??= text === BLOCKED ? `a header of its page forbids it (${BLOCKED})` : text.replaceAll(canary.accessToken, '…').slice(0, 300)
      decided.abort()
    })
    const fetched = await canary.waitFor('GetFile', decided.signal)
    close()
    const violation = stage.said.find(({ kind }) => kind === 'violation')
    return {
      asked: stage.asked,
      ...(refused || violation ? { refused: refused ?? `refused by ${violation?.text}` } : {}),
      heard: canary.heard,
      fetched,
      spoke: stage.said.some(({ kind }) => kind === 'message'),
      ms: world.app.now() - started,
    }
  } catch {
    return { ...NOTHING, untried: 'The Chromium of this server ended by itself' }
  } finally {
    clearTimeout(timer)
    stage.end()
    canary.end()
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** Why nothing can be said, the same for both. */
function unsaid(world: World, { untried, asked }: Opened): Finding | undefined {
  if (untried) return notApplicable(untried)
  return asked
    ? undefined
    : notApplicable(`The Chromium of this server could not open ${world.app.config.portalOrigin}: see Addresses and TLS`)
}

async function framedInBrowser(world: World, editor: Editor): Promise<Finding> {
  const found = await openedBy(world, editor)
  const nothing = unsaid(world, found)
  if (nothing) return nothing
  if (found.fetched || found.spoke) return ok(`Chromium showed it in a page of the portal’s after ${seconds(found.ms)}`)
  if (!found.refused) return notApplicable('Chromium refused nothing, but no document was opened either: see Editors')
  return failure(`Chromium does not show it in a page of the portal’s: ${found.refused}`, {
    why: `People see an empty frame instead of ${editor.name}.`,
    change: 'The checks of headers in this group say which header it is, and which line takes it away.',
  })
}

async function documentOpened(world: World, editor: Editor): Promise<Finding> {
  const found = await openedBy(world, editor)
  const nothing = unsaid(world, found)
  if (nothing) return nothing
  if (found.fetched) return ok(`It fetched a document of the doctor’s ${seconds(found.ms)} after its page was opened in Chromium`)
  if (found.refused) return notApplicable('Browsers do not show it in the portal: see Framing')
  const why = `No document opens in ${editor.name}.`
  const last = found.heard.at(-1)
  if (last?.verdict.outcome === 'refused')
    return failure(`It called, but its proof was refused (${last.verdict.reason})`, {
      why,
      change: `Look at the checks of its keys, its clock and of signed calls: what it signs must be ${editor.wopiOrigin}, byte for byte.`,
    })
  const lines = allowList(editor) ?? `Let ${editor.name} reach ${editor.wopiOrigin}.`
  return failure(
    last
      ? `It asked about the document, but did not fetch it within ${PATIENCE_MS / 1000} s`
      : `Its page was opened in Chromium, but no call for the document came within ${PATIENCE_MS / 1000} s`,
    { why, change: `${editor.name} must reach ${editor.wopiOrigin} and be told to trust it:\n${lines}` },
  )
}

export const openedChecks: CheckDefinition[] = [
  { id: 'document-opened', group: 'editors', title: 'it really opens a document', lookAt: withPage(documentOpened) },
  { id: 'framed-in-browser', group: 'framing', title: 'a browser really shows it in the portal', lookAt: withPage(framedInBrowser) },
]
