import { escapeXmlAttribute, parseXml, type XmlElement } from './xml.ts'

export type ZoneName = 'internal-http' | 'internal-https' | 'external-http' | 'external-https'

/** One thing a client can do with one kind of file. */
export interface DiscoveryAction {
  /** view, edit, editnew, convert, mobileView, … */
  name: string
  /** lower case, without dot; '' where the client lists MIME types instead */
  ext: string
  /** a URL template, unescaped: see action-url.ts */
  urlsrc: string
  /** what the host must support, e.g. ['locks', 'update'] */
  requires: string[]
  /** the preferred action of its extension */
  isDefault: boolean
  /** the extension of what `editnew` creates (dotx makes docx) */
  newext?: string
  /** the extension of what `convert` makes (doc makes docx) */
  targetext?: string
  progid?: string
  useParent?: boolean
}

export interface DiscoveryApp {
  /** Word, Excel, …, or a MIME type (Collabora, ONLYOFFICE) */
  name: string
  favIconUrl?: string
  checkLicense: boolean
  bootstrapperUrl?: string
  applicationBaseUrl?: string
  staticResourceOrigin?: string
  actions: DiscoveryAction[]
}

export interface DiscoveryZone {
  name: string
  apps: DiscoveryApp[]
}

/** One public key, base64 as it travels: `value` is a CSP blob, the others big-endian integers. */
export interface DiscoveryKey {
  value: string
  modulus: string
  exponent: string
}

export interface Discovery {
  zones: DiscoveryZone[]
  /** absent when the client signs nothing; `old` absent when its attributes are empty or missing */
  proofKey?: { current: DiscoveryKey; old?: DiscoveryKey }
}

/** No known discovery file is a tenth of this. */
export const MAX_DISCOVERY_CHARACTERS = 8_000_000

export class DiscoveryError extends Error {
  constructor(message: string, options?: { cause: unknown }) {
    super(message, options)
    this.name = 'DiscoveryError'
  }
}

const list = (value: string | undefined) => (value ?? '').split(',').flatMap((item) => item.trim().toLowerCase() || [])
const optional = (value: string | undefined) => value?.trim() || undefined
const isTrue = (value: string | undefined) => value?.trim().toLowerCase() === 'true'
const named = (parent: XmlElement, name: string) => parent.children.filter((child) => child.name === name)

/** Leaves out keys without a value, so that a parsed file compares equal to one written by hand. */
const present = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T

function actionOf({ attributes }: XmlElement): DiscoveryAction[] {
  const name = optional(attributes.name)
  const urlsrc = optional(attributes.urlsrc)
  // a future kind of action that lacks either cannot be launched; the rest of the file is still good
  if (!name || !urlsrc) return []
  return [
    present({
      name,
      ext: (attributes.ext ?? '').trim().replace(/^\./, '').toLowerCase(),
      urlsrc,
      requires: list(attributes.requires),
      isDefault: isTrue(attributes.default),
      newext: optional(attributes.newext)?.toLowerCase(),
      targetext: optional(attributes.targetext)?.toLowerCase(),
      progid: optional(attributes.progid),
      useParent: isTrue(attributes.useParent) || undefined,
    }),
  ]
}

function appOf(element: XmlElement): DiscoveryApp {
  const { attributes } = element
  return present({
    name: attributes.name ?? '',
    favIconUrl: optional(attributes.favIconUrl),
    checkLicense: isTrue(attributes.checkLicense),
    bootstrapperUrl: optional(attributes.bootstrapperUrl),
    applicationBaseUrl: optional(attributes.applicationBaseUrl),
    staticResourceOrigin: optional(attributes.staticResourceOrigin),
    actions: named(element, 'action').flatMap(actionOf),
  })
}

function keyOf(attributes: Record<string, string>, prefix: '' | 'old'): DiscoveryKey | undefined {
  const [value = '', modulus = '', exponent = ''] = ['value', 'modulus', 'exponent'].map((name) => attributes[prefix + name]?.trim())
  return value || (modulus && exponent) ? { value, modulus, exponent } : undefined
}

/**
 * Reads a client's discovery file. Unknown elements and attributes are skipped, so are actions that cannot be
 * launched. Throws DiscoveryError when the text is not a discovery file at all.
 */
export function parseDiscovery(text: string): Discovery {
  if (text.length > MAX_DISCOVERY_CHARACTERS) throw new DiscoveryError('The discovery file is too large')
  let root: XmlElement
  try {
    root = parseXml(text)
  } catch (cause) {
    throw new DiscoveryError('The discovery file is not well-formed XML', { cause })
  }
  if (root.name !== 'wopi-discovery') throw new DiscoveryError('The document is not a discovery file')
  const zones = named(root, 'net-zone').map((zone) => ({ name: zone.attributes.name ?? '', apps: named(zone, 'app').map(appOf) }))
  const attributes = named(root, 'proof-key')[0]?.attributes ?? {}
  const current = keyOf(attributes, '')
  return present({ zones, proofKey: current && present({ current, old: keyOf(attributes, 'old') }) })
}

/**
 * The zone for browsers outside the client's own network: external-https, then external-http, then internal ones;
 * `scheme` is how browsers reach the host, and an https page may not frame http.
 */
export function chooseZone({ zones }: Discovery, scheme: 'https' | 'http' = 'https'): DiscoveryZone | undefined {
  const order: ZoneName[] =
    scheme === 'https'
      ? ['external-https', 'external-http', 'internal-https', 'internal-http']
      : ['external-https', 'external-http', 'internal-http', 'internal-https']
  const useful = zones.filter(({ apps }) => apps.some(({ actions }) => actions.length > 0))
  return order.flatMap((name) => useful.filter((zone) => zone.name === name))[0] ?? useful[0]
}

/** Looks an action up by extension (any case, with or without dot) and name. */
export function findAction(zone: DiscoveryZone, ext: string, name: string): { app: DiscoveryApp; action: DiscoveryAction } | undefined {
  const wanted = ext.replace(/^\./, '').toLowerCase()
  // '' is how MIME-typed apps say "no extension": a file without one must not match them
  if (!wanted) return undefined
  for (const app of zone.apps) {
    const action = app.actions.find((candidate) => candidate.ext === wanted && candidate.name.toLowerCase() === name.toLowerCase())
    if (action) return { app, action }
  }
  return undefined
}

const attribute = (name: string, value: string | boolean | undefined) =>
  value === undefined || value === false ? '' : ` ${name}="${escapeXmlAttribute(String(value))}"`

const actionXml = (action: DiscoveryAction) =>
  `      <action${attribute('name', action.name)}${attribute('ext', action.ext)}${attribute('default', action.isDefault)}${attribute(
    'requires',
    action.requires.join(',') || undefined,
  )}${attribute('newext', action.newext)}${attribute('targetext', action.targetext)}${attribute('progid', action.progid)}${attribute(
    'useParent',
    action.useParent,
  )}${attribute('urlsrc', action.urlsrc)}/>`

const appXml = (app: DiscoveryApp) =>
  [
    `    <app${attribute('name', app.name)}${attribute('favIconUrl', app.favIconUrl)}${attribute('checkLicense', app.checkLicense)}${attribute(
      'bootstrapperUrl',
      app.bootstrapperUrl,
    )}${attribute('applicationBaseUrl', app.applicationBaseUrl)}${attribute('staticResourceOrigin', app.staticResourceOrigin)}>`,
    ...app.actions.map(actionXml),
    '    </app>',
  ].join('\n')

const keyXml = (prefix: '' | 'old', key: DiscoveryKey | undefined) =>
  ` ${prefix}value="${key?.value ?? ''}" ${prefix}modulus="${key?.modulus ?? ''}" ${prefix}exponent="${key?.exponent ?? ''}"`

/** A client's own discovery file. Empty `old*` attributes stand for "no older key", as Office's own files have it. */
export function writeDiscovery({ zones, proofKey }: Discovery): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<wopi-discovery>',
    ...zones.map((zone) => [`  <net-zone name="${escapeXmlAttribute(zone.name)}">`, ...zone.apps.map(appXml), '  </net-zone>'].join('\n')),
    ...(proofKey ? [`  <proof-key${keyXml('old', proofKey.old)}${keyXml('', proofKey.current)}/>`] : []),
    '</wopi-discovery>',
    '',
  ].join('\n')
}
