import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type DiscoveryApp, writeDiscovery } from '@moorage/wopi'
import { newKeys, signedSend } from '../packages/server/box/wopi-editor.ts'
import type { Held } from '../packages/server/box/wopi-requests.ts'

const SAVE_MS = 600
const KINDS = { docx: 'Word', pptx: 'PowerPoint', xlsx: 'Excel' }

/** Fills its frame, as every editor has to, and shares what is typed with everybody who has the file open. */
const page = (held: Held) => `<!doctype html><meta charset="utf-8"><title>Editor</title>
<style>body{margin:0;font:20px sans-serif;background:linear-gradient(#cde,#fff)}textarea{box-sizing:border-box;width:100%;height:calc(100vh - 60px);border:12px solid #246;padding:20px;font:22px/1.5 sans-serif}header{height:60px;line-height:60px;padding:0 20px;background:#246;color:#fff}</style>
<header>Writing editor</header><textarea>Together</textarea>
<script>
const text = document.querySelector('textarea')
const ask = async (path, body) => (await fetch(path, { method: 'POST', body: JSON.stringify({ ...${JSON.stringify(held)}, ...body }) })).text()
let typed = 0
text.addEventListener('input', () => { typed = Date.now(); ask('/typed', { text: text.value }) })
setInterval(async () => { const now = await ask('/text'); if (now && Date.now() - typed > 1500 && now !== text.value) text.value = now }, 300)
parent.postMessage(JSON.stringify({ MessageId: 'App_LoadingStatus', SendTime: Date.now(), Values: { DocumentLoadedTime: Date.now() } }), '*')
</script>`

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += piece
  return text
}

/** An editor for the three kinds in which several people write at once: signed WOPI calls, one lock per file. */
export class WritingEditor {
  readonly #server: Server
  readonly #keys = newKeys()
  readonly #texts = new Map<string, string>()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  /** statuses of its saves */
  readonly saves: number[] = []
  /** what is typed stays unsaved while true */
  lazy = false

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<WritingEditor> {
    const server = createServer()
    const editor = new WritingEditor(server)
    server.on('request', async (request, response) => {
      const url = new URL(request.url ?? '/', editor.origin)
      if (url.pathname === '/hosting/discovery') return response.writeHead(200, { 'content-type': 'text/xml' }).end(editor.#discovery())
      const body = await bodyOf(request)
      if (url.pathname === '/page') {
        const held = { wopiSrc: url.searchParams.get('WOPISrc') ?? '', accessToken: new URLSearchParams(body).get('access_token') ?? '' }
        return response.writeHead(200, { 'content-type': 'text/html' }).end(page(held))
      }
      const { text, ...held } = JSON.parse(body) as Held & { text?: string }
      if (url.pathname === '/typed') editor.#typed(held, text ?? '')
      response.end(editor.#texts.get(held.wopiSrc) ?? '')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return editor
  }

  get origin() {
    const bound = this.#server.address()
    return `http://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}`
  }

  /** The setting `editors` of a server that has it come first. */
  entry(): string {
    const discoveryUrl = `${this.origin}/hosting/discovery`
    return JSON.stringify([{ id: 'writing', name: 'Writing editor', discoveryUrl, profile: 'collabora', order: 0 }])
  }

  stop(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    return new Promise((resolve) => this.#server.close(() => resolve()).closeAllConnections())
  }

  #typed(held: Held, text: string) {
    this.#texts.set(held.wopiSrc, text)
    clearTimeout(this.#timers.get(held.wopiSrc))
    if (!this.lazy)
      this.#timers.set(
        held.wopiSrc,
        setTimeout(() => void this.#save(held), SAVE_MS),
      )
  }

  async #save(held: Held) {
    const call = (part: '' | '/contents', override: string, body?: string) =>
      signedSend(this.#keys, 'POST', held, part, { 'X-WOPI-Override': override, 'X-WOPI-Lock': 'together' }, body)
    await call('', 'LOCK')
    const { status } = await call('/contents', 'PUT', this.#texts.get(held.wopiSrc))
    this.saves.push(status)
  }

  #discovery() {
    const urlsrc = `${this.origin}/page?`
    const apps = Object.entries(KINDS).map(([ext, name]): DiscoveryApp => {
      const actions = ['edit', 'view'].map((action) => ({ name: action, ext, urlsrc, requires: [], isDefault: action === 'edit' }))
      return { name, checkLicense: false, actions }
    })
    return writeDiscovery({ zones: [{ name: 'external-http', apps }], proofKey: { current: this.#keys.discovery } })
  }
}
