import type { Me } from '@moorage/api'
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { type BoxServer, type StartOptions, startServer } from '../packages/server/box/server.ts'
import { startBrowser } from './browser.ts'

export interface OpenDocument {
  page: Page
  /** the inside of the editor */
  editor: FrameLocator
  itemId: string
}

export interface Person {
  context: BrowserContext
  /** requests that left our own server, refusals by a content policy, uncaught errors */
  complaints: string[]
  /** by name, in My Files or in the Team Share's top folder */
  find(name: string): Promise<string>
  open(itemId: string, query?: string): Promise<OpenDocument>
  /** the file's bytes as the server has them now */
  download(itemId: string): Promise<Buffer>
  /** beside a file that there is, in My Files if not told otherwise */
  newFile(name: string, content: Uint8Array | string, beside?: string): Promise<string>
}

export interface EditorPages {
  server: BoxServer
  signIn(email: string, options?: BrowserContextOptions): Promise<Person>
  close(): Promise<void>
}

async function person(browser: Browser, server: BoxServer, email: string, options: BrowserContextOptions): Promise<Person> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  const headers = { origin: server.portal }
  const signedIn = await context.request.post(`${server.portal}/api/sign-in/demo`, { data: { email }, headers })
  if (!signedIn.ok()) throw new Error(`signing in was answered ${signedIn.status()}`)
  const me = (await (await context.request.get(`${server.portal}/api/me`)).json()) as Me
  const complaints: string[] = []
  const ours = [server.portal, server.wopi, server.editor]
  context.on('request', (request) => {
    const url = request.url()
    if (/^(https?|wss?):/.test(url) && !ours.some((origin) => url.startsWith(`${origin}/`))) complaints.push(`request ${url}`)
  })
  context.on('weberror', (error) => complaints.push(`error ${error.error().message}`))
  context.on('console', (message) => {
    if (/Content Security Policy|Content-Security-Policy/i.test(message.text())) complaints.push(message.text())
  })
  const folders = [me.myFiles.id, ...me.teamShares.map(({ id }) => id)]

  async function find(name: string): Promise<string> {
    for (const folder of folders) {
      const answer = await context.request.get(`${server.portal}/api/folders/${folder}/items`)
      const { items } = (await answer.json()) as { items: { id: string; name: string }[] }
      const found = items.find((item) => item.name === name)
      if (found) return found.id
    }
    throw new Error(`there is no ${name}`)
  }

  return {
    context,
    complaints,
    find,
    async open(itemId, query = '') {
      const page = await context.newPage()
      await page.goto(`${server.portal}/open/${itemId}${query}`)
      return { page, editor: page.frameLocator('#office_frame'), itemId }
    },
    async download(itemId) {
      const answer = await context.request.get(`${server.portal}/api/items/${itemId}/download`)
      if (!answer.ok()) throw new Error(`the download was answered ${answer.status()}`)
      return answer.body()
    },
    async newFile(name, content, beside = 'To do.txt') {
      await copyAs(context, server, await find(beside), name, content)
      return find(name)
    },
  }
}

/** PutRelativeFile beside another file: how any editor would make one of that name and content. */
async function copyAs(context: BrowserContext, server: BoxServer, id: string, name: string, content: Uint8Array | string): Promise<void> {
  const html = await (await context.request.get(`${server.portal}/open/${id}?action=view&editor=built-in`)).text()
  const { accessToken } = JSON.parse(/id="launch">([^<]*)</.exec(html)?.[1] ?? '{}') as { accessToken: string }
  const headers = {
    origin: server.editor,
    authorization: `Bearer ${accessToken}`,
    'moorage-wopisrc': `${server.wopi}/wopi/files/${id}`,
    'moorage-name': encodeURIComponent(name),
    'content-type': 'application/octet-stream',
  }
  const made = await context.request.post(`${server.editor}/relay/copy`, { data: Buffer.from(content), headers })
  if (!made.ok()) throw new Error(`the new file was answered ${made.status()} ${await made.text()}`)
}

/** A demo server of its own and a browser. */
export async function serveEditorPages(options: StartOptions = {}): Promise<EditorPages> {
  const server = await startServer(options)
  const browser = await startBrowser()
  return {
    server,
    signIn: (email, options = {}) => person(browser, server, email, options),
    async close() {
      await browser.close()
      await server.stop()
    },
  }
}
