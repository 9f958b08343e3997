import type { EditorProfile, Trial } from '@moorage/api'
import { DiscoveryError, type DiscoveryZone, parseDiscovery } from '@moorage/wopi'
import type { App } from '../app.ts'
import { downloadDiscovery } from './discovery-download.ts'
import { extensionsOf, summaryOf } from './discovery-summary.ts'
import { type EditorKeys, editorKeys } from './proof-keys.ts'
import { notPublic } from './public-names.ts'
import { editorById, zoneOf } from './registry.ts'

const MICROSOFT_HOSTS = /(^|\.)officeapps\.live\.com$/
const LINE_MAX = 200
const OFFICE = ['docx', 'xlsx', 'pptx']

type Handles = Pick<App, 'config' | 'db' | 'fetch'>

/** The line that holds the character with that number, which is where a parser gave up. */
function lineAt(document: string, at: number): NonNullable<Trial['line']> {
  const number = document.slice(0, at).split('\n').length
  const text = document.split('\n')[number - 1] ?? ''
  return { number, text: text.trim().slice(0, LINE_MAX) }
}

/** Where the first of these stands; the beginning where none does. */
const firstOf = (document: string, ...marks: (string | RegExp)[]) =>
  Math.max(0, marks.map((mark) => document.search(mark)).find((at) => at >= 0) ?? 0)

/** What is wrong with it, in words, and where. */
function faultOf(document: string, error: unknown): { problem: string; line: NonNullable<Trial['line']> } {
  if (!(error instanceof DiscoveryError))
    return { problem: 'The proof key in it cannot be read.', line: lineAt(document, firstOf(document, /<proof-key\b/)) }
  const cause = error.cause instanceof Error ? error.cause.message : ''
  const at = /^(.*) at character (\d+)$/.exec(cause)
  if (at) return { problem: `${error.message}: ${at[1]}.`, line: lineAt(document, Number(at[2])) }
  return { problem: `${error.message}.`, line: lineAt(document, firstOf(document, /<[A-Za-z]/)) }
}

function profileOf(app: Handles, url: URL, zone: DiscoveryZone): EditorProfile {
  if (url.origin === app.config.editorOrigin) return 'built-in'
  const sources = zone.apps.flatMap(({ actions }) => actions.map(({ urlsrc }) => urlsrc))
  // Collabora names its apps by MIME type, or serves cool.html
  if (zone.apps.some(({ name }) => name.includes('/')) || sources.some((source) => /\/(cool|loleaflet|lool)[./]/.test(source)))
    return 'collabora'
  if (sources.some((source) => source.includes('/hosting/wopi/'))) return 'onlyoffice'
  return 'microsoft'
}

function warningsOf(app: Handles, url: URL, zone: DiscoveryZone, keys: EditorKeys | undefined): string[] {
  const warnings: string[] = []
  const unreachable = notPublic(app.config)
  if (MICROSOFT_HOSTS.test(url.hostname) && unreachable) warnings.push(unreachable)
  const sources = zone.apps.flatMap(({ actions }) => actions.map(({ urlsrc }) => urlsrc))
  if (app.config.portalOrigin.startsWith('https:') && sources.some((source) => source.startsWith('http:')))
    warnings.push(
      'It gives unencrypted addresses, which browsers refuse to show on an https page: switch on https there (Collabora: ssl.termination=true in coolwsd.xml).',
    )
  if (!keys) warnings.push('It publishes no proof keys: its calls cannot be checked, so the proof policy must be Off or If present.')
  const edits = new Set(zone.apps.flatMap(({ actions }) => actions.flatMap(({ name, ext }) => (name === 'edit' ? [ext] : []))))
  const missing = OFFICE.filter((extension) => !edits.has(extension))
  if (missing.length > 0) warnings.push(`It cannot edit ${missing.map((extension) => `.${extension}`).join(', ')}.`)
  return warnings
}

function differenceFrom(
  app: Handles,
  editorId: string | undefined,
  zone: DiscoveryZone,
  keys: EditorKeys | undefined,
): Trial['difference'] {
  const present = editorId === undefined ? undefined : editorById(app, editorId)
  if (!present?.zone) return undefined
  const [before, after] = [extensionsOf(present.zone), extensionsOf(zone)]
  const exported = (of: EditorKeys | undefined) => of?.current.export({ format: 'jwk' }).n
  return {
    addedExtensions: after.filter((extension) => !before.includes(extension)),
    removedExtensions: before.filter((extension) => !after.includes(extension)),
    keysChanged: exported(present.keys) !== exported(keys),
  }
}

export interface Tried {
  trial: Trial
  /** what was read, where it is usable */
  document?: string
}

/**
 * Reads a discovery address once and says what it offers, compared with what the editor uses now. Nothing is changed
 * and nothing is thrown: what cannot be used says why, with the line of the document that failed.
 */
export async function tryDiscovery(app: Handles, address: string, editorId?: string): Promise<Tried> {
  const refused = (problem: string, more: Partial<Trial> = {}): Tried => ({
    trial: { url: address, usable: false, problem, warnings: [], ...more },
  })
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username)
    return refused('This is not an http or https address; a discovery address ends in /hosting/discovery.')
  let document: string
  try {
    document = await downloadDiscovery(app, url.href)
  } catch (error) {
    return refused(`The address ${(error as Error).message}.`)
  }
  try {
    const discovery = parseDiscovery(document)
    const zone = zoneOf(app, discovery)
    if (!zone) {
      const line = lineAt(document, firstOf(document, /<net-zone\b/, /<wopi-discovery\b/))
      return refused('The document has no zone with an application that could be opened.', { line })
    }
    const keys = editorKeys(discovery)
    const difference = differenceFrom(app, editorId, zone, keys)
    const trial: Trial = {
      url: url.href,
      usable: true,
      summary: summaryOf(zone, keys, Buffer.byteLength(document)),
      ...(difference ? { difference } : {}),
      profile: profileOf(app, url, zone),
      warnings: warningsOf(app, url, zone, keys),
    }
    return { trial, document }
  } catch (error) {
    const { problem, line } = faultOf(document, error)
    return refused(problem, { line })
  }
}
