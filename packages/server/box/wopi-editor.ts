import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { type DiscoveryAction, type DiscoveryApp, encodeProofKey, expectedProof, ticksAt, writeDiscovery } from '@moorage/wopi'
import { type Answer, address, type Held, type Part, send } from './wopi-requests.ts'

export interface Keys {
  privateKey: KeyObject
  discovery: { value: string; modulus: string; exponent: string }
}

export function newKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    privateKey: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    discovery: encodeProofKey(publicKey.export({ format: 'jwk' })),
  }
}

const FAR = 'http://localhost:1/browser/dist/cool.html?'
const EXTENSIONS = ['docx', 'odt', 'txt']

const actions = (): DiscoveryAction[] =>
  EXTENSIONS.flatMap((ext) => ['edit', 'view'].map((name) => ({ name, ext, urlsrc: FAR, requires: [], isDefault: name === 'edit' })))
const COLLABORA: DiscoveryApp[] = [{ name: 'writer', checkLicense: false, actions: actions() }]

/** An editor of the Collabora family as far as a host can see it: discovery on loopback, and signed requests. */
export class FakeEditor {
  readonly #server: Server
  readonly #apps: DiscoveryApp[]
  current: Keys
  old: Keys | undefined
  /** how often discovery was asked for */
  fetched = 0
  /** answers discovery with 503 while true */
  broken = false
  /** its discovery has no proof keys while true */
  keyless = false
  /** how far its clock is ahead, in milliseconds */
  ahead = 0
  /** undefined: its discovery has none */
  zone: 'external-http' | 'external-https' | undefined = 'external-http'
  /** its actions lead to its own /page instead of nowhere */
  ownPages = false
  /** its actions lead to its pages behind a proxy at this origin */
  behind: string | undefined
  /** headers of /page */
  pageHeaders: Record<string, string | string[]> = {}

  private constructor(server: Server, apps: DiscoveryApp[], keys: Keys) {
    this.#server = server
    this.#apps = apps
    this.current = keys
  }

  static async start(apps: DiscoveryApp[] = COLLABORA): Promise<FakeEditor> {
    const server = createServer()
    const editor = new FakeEditor(server, apps, newKeys())
    server.on('request', ({ url }, response) => {
      response.setHeader('date', new Date(Date.now() + editor.ahead).toUTCString())
      if (url?.startsWith('/page'))
        return response.writeHead(200, { 'content-type': 'text/html', ...editor.pageHeaders }).end('<p>An editor')
      // as coolwsd says to whoever comes there without asking for a websocket
      if (/^\/cool\/.*\/ws/.test(url ?? '')) return response.writeHead(400).end()
      editor.fetched++
      if (editor.broken) return response.writeHead(503).end()
      response.writeHead(200, { 'content-type': 'text/xml' }).end(editor.discovery)
    })
    server.on('upgrade', ({ headers }, socket) => {
      const accept = createHash('sha1').update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
      const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`]
      socket.on('error', () => {}).end(`${lines.join('\r\n')}\r\n\r\n`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return editor
  }

  get discovery() {
    const page = this.behind ? `${this.behind}/browser/dist/cool.html?` : `${new URL(this.discoveryUrl).origin}/page?`
    const own = (action: DiscoveryAction) => ({ ...action, urlsrc: page })
    const apps = this.ownPages || this.behind ? this.#apps.map((app) => ({ ...app, actions: app.actions.map(own) })) : this.#apps
    return writeDiscovery({
      zones: this.zone ? [{ name: this.zone, apps }] : [],
      ...(this.keyless ? {} : { proofKey: { current: this.current.discovery, ...(this.old ? { old: this.old.discovery } : {}) } }),
    })
  }

  get discoveryUrl() {
    const bound = this.#server.address()
    return `http://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}/hosting/discovery`
  }

  /** The setting `editors` of a server that knows this editor and no other. */
  entry(more: Record<string, unknown> = {}): string {
    return JSON.stringify([
      { id: 'collabora', name: 'Collabora Online', discoveryUrl: this.discoveryUrl, profile: 'collabora', order: 5, ...more },
    ])
  }

  rotate() {
    this.old = this.current
    this.current = newKeys()
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

/** The three headers over an address. Collabora sends its one signature twice. */
export function proof(
  url: string,
  {
    by,
    oldBy = by,
    at = Date.now(),
    token = new URL(url).searchParams.get('access_token') ?? '',
  }: { by: Keys; oldBy?: Keys; at?: number; token?: string },
): Record<string, string> {
  const ticks = ticksAt(at)
  const data = expectedProof({ accessToken: token, url, ticks })
  const signature = (keys: Keys) => sign('RSA-SHA256', data, keys.privateKey).toString('base64')
  return { 'X-WOPI-Proof': signature(by), 'X-WOPI-ProofOld': signature(oldBy), 'X-WOPI-TimeStamp': String(ticks) }
}

/** A request as that family sends it: token twice, its expiry, three proof headers, no kept-alive connection. */
export function signedSend(
  keys: Keys,
  method: string,
  held: Held,
  part: Part,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  const url = `${address(held, part)}&access_token_ttl=0`
  return send(
    method,
    url,
    { Authorization: `Bearer ${held.accessToken}`, Connection: 'close', ...proof(url, { by: keys }), ...headers },
    body,
  )
}
