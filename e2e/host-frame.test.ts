import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Me } from '@moorage/api'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type BoxServer, startServer } from '../packages/server/box/server.ts'
import { startBrowser } from './browser.ts'

// Microsoft's hosted validator has a group of its own for the page around the frame. Its cases are not public; these
// are ours, asked by an editor that speaks as Office does.

interface Launched {
  url: URL
  form: URLSearchParams
}

/** An editor as Office looks to a host page: discovery with placeholders, and a frame that is posted to. */
class OfficeLikeEditor {
  readonly #server: Server
  launched: Launched[] = []

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<OfficeLikeEditor> {
    const server = createServer()
    const editor = new OfficeLikeEditor(server)
    server.on('request', async (request, response) => {
      if (request.url === '/hosting/discovery') return response.writeHead(200, { 'content-type': 'text/xml' }).end(editor.discovery)
      if (request.method !== 'POST') return response.writeHead(404).end()
      editor.launched.push({ url: new URL(request.url ?? '', editor.origin), form: new URLSearchParams(await bodyOf(request)) })
      response.writeHead(200, { 'content-type': 'text/html' }).end(FRAME)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return editor
  }

  get origin() {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get discovery() {
    const action = (name: string, extension: string) =>
      `<action name="${name}" ext="${extension}" requires="locks,update" urlsrc="${this.origin}/we/${name}?a=1&amp;&lt;ui=UI_LLCC&amp;&gt;&lt;rs=DC_LLCC&amp;&gt;&lt;dchat=DISABLE_CHAT&amp;&gt;&lt;hid=HOST_SESSION_ID&amp;&gt;&lt;sc=SESSION_CONTEXT&amp;&gt;&lt;wopisrc=WOPI_SOURCE&amp;&gt;&lt;IsLicensedUser=BUSINESS_USER&amp;&gt;&lt;new=NOT_YET_KNOWN&amp;&gt;"/>`
    const actions = ['view', 'edit', 'editnew', 'mobileView'].map((name) => action(name, 'docx')).join('')
    return `<wopi-discovery><net-zone name="external-http"><app name="Word" favIconUrl="${this.origin}/word.ico" checkLicense="true">${actions}<action name="convert" ext="doc" targetext="docx" urlsrc="${this.origin}/we/convert?&lt;wopisrc=WOPI_SOURCE&amp;&gt;"/></app></net-zone></wopi-discovery>`
  }

  stop = () => new Promise<void>((resolve) => this.#server.close(() => resolve()))
}

/** Keeps what it is told, and says nothing by itself: the tests speak for it. */
const FRAME = `<!doctype html><title>Frame</title><script>
  window.heard = []
  addEventListener('message', (event) => heard.push({ origin: event.origin, ...JSON.parse(event.data) }))
  window.say = (MessageId, Values = {}) => parent.postMessage(JSON.stringify({ MessageId, SendTime: Date.now(), Values }), '*')
</script>`

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

declare global {
  interface Window {
    heard: { MessageId: string; origin: string; Values: Record<string, unknown> }[]
    say(name: string, values?: Record<string, unknown>): void
  }
}

let editor: OfficeLikeEditor
let server: BoxServer
let browser: Browser
let context: BrowserContext
let page: Page
let me: Me

beforeAll(async () => {
  editor = await OfficeLikeEditor.start()
  const entry = {
    id: 'office',
    name: 'Word for the web',
    discoveryUrl: `${editor.origin}/hosting/discovery`,
    profile: 'microsoft',
    proof: 'off',
    order: 1,
  }
  server = await startServer({ environment: { MOORAGE_EDITORS: JSON.stringify([entry]) } })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await editor?.stop()
})
beforeEach(async () => {
  editor.launched = []
  context = await browser.newContext({ locale: 'en-GB' })
  await context.request.post(`${server.portal}/api/sign-in/demo`, { data: { email: 'anna@demo.test' }, headers: { origin: server.portal } })
  me = (await (await context.request.get(`${server.portal}/api/me`)).json()) as Me
  page = await context.newPage()
})
afterEach(() => context.close())

async function itemId(name: string): Promise<string> {
  const answer = await context.request.get(`${server.portal}/api/folders/${me.myFiles.id}/items`)
  const { items } = (await answer.json()) as { items: { id: string; name: string }[] }
  return items.find((item) => item.name === name)?.id ?? ''
}

/** Opens the document and answers what the editor was posted. */
async function launch(name = 'Start here.docx', query = ''): Promise<Launched & { id: string }> {
  const id = await itemId(name)
  await page.goto(`${server.portal}/open/${id}?editor=office${query}`)
  await expect.poll(() => editor.launched.length).toBe(1)
  return { ...(editor.launched[0] as Launched), id }
}

const frame = async () => {
  const handle = await page.locator('#office_frame').elementHandle()
  const inner = await handle?.contentFrame()
  if (!inner) throw new Error('the frame has no page')
  await inner.waitForFunction(() => typeof window.say === 'function')
  return inner
}
const say = async (name: string, values: Record<string, unknown> = {}) =>
  (await frame()).evaluate(([message, content]) => window.say(message as string, content as Record<string, unknown>), [
    name,
    values,
  ] as const)
const heard = async () => (await frame()).evaluate(() => window.heard.map(({ MessageId, origin }) => `${MessageId} ${origin}`))

describe('the page around the frame', () => {
  test('posts token, expiry, user and owner as a form, and puts no token into any address', async () => {
    const { form, url } = await launch()
    expect([...form.keys()].sort()).toEqual(['access_token', 'access_token_ttl', 'owner_id', 'user_id'])
    expect(form.get('access_token')).toMatch(/^[a-z2-7]{44}$/)
    const hours = (Number(form.get('access_token_ttl')) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(9)
    expect(hours).toBeLessThanOrEqual(10)
    expect(form.get('user_id')).toBe(me.id)
    expect(form.get('owner_id')).toBe(me.id)
    expect(`${url} ${page.url()}`).not.toContain(form.get('access_token'))
  })

  test('fills every placeholder that it knows, removes the others, and hands wd parameters on', async () => {
    const { url, id } = await launch('Start here.docx', '&wdOrigin=Other&wdPreviousSession=p1&wdPreviousCorrelation=c1')
    expect(url.pathname).toBe('/we/edit')
    const query = url.searchParams
    expect(query.get('wopisrc')).toBe(`${server.wopi}/wopi/files/${id}`)
    expect([query.get('a'), query.get('ui'), query.get('rs')]).toEqual(['1', 'en-GB', 'en-GB'])
    expect([query.get('wdOrigin'), query.get('wdPreviousSession'), query.get('wdPreviousCorrelation')]).toEqual(['Other', 'p1', 'c1'])
    expect(query.get('hid')).toMatch(/^[a-z2-7]+$/)
    expect(url.href).not.toMatch(/[<>]|UI_LLCC|NOT_YET_KNOWN|BUSINESS_USER/)
    await expect.poll(() => page.url()).not.toContain('wdPrevious')
    expect(page.url()).toContain('wdOrigin=Other')
  })

  test('gives the frame its name, title, sandbox and the whole window, and is never kept by the browser', async () => {
    const id = await itemId('Start here.docx')
    const answer = await context.request.get(`${server.portal}/open/${id}?editor=office`)
    expect(answer.headers()['cache-control']).toMatch(/no-cache.*no-store|no-store.*no-cache/)
    expect(answer.headers().pragma).toBe('no-cache')
    expect(answer.headers()['content-security-policy']).toContain(`frame-src ${editor.origin}`)
    expect(await answer.text()).toContain('user-scalable=no')
    await launch()
    const element = page.locator('#office_frame')
    expect(await element.getAttribute('name')).toBe('office_frame')
    expect(await element.getAttribute('title')).toContain('Start here.docx')
    for (const allowed of [
      'allow-scripts',
      'allow-same-origin',
      'allow-forms',
      'allow-popups',
      'allow-top-navigation',
      'allow-popups-to-escape-sandbox',
    ])
      expect((await element.getAttribute('sandbox'))?.split(' ')).toContain(allowed)
    expect(await element.boundingBox()).toEqual({ x: 0, y: 0, ...page.viewportSize() })
    expect(await page.title()).toContain('Start here.docx')
    expect(await page.locator('link[rel=icon]').getAttribute('href')).toBe(`${editor.origin}/word.ico`)
  })

  test('answers the editor’s first message with Host_PostmessageReady, to its origin alone', async () => {
    await launch()
    expect(await heard()).toEqual([])
    await say('App_LoadingStatus', { DocumentLoadedTime: 12 })
    await expect.poll(heard).toContain(`Host_PostmessageReady ${server.portal}`)
    await expect.poll(heard).toContain(`Host_PerfTiming ${server.portal}`)
  })

  test('believes no message from another origin or another frame', async () => {
    await launch()
    await page.evaluate(() => {
      window.postMessage(JSON.stringify({ MessageId: 'File_Rename', SendTime: 1, Values: { NewName: 'Forged' } }), '*')
    })
    await say('App_LoadingStatus')
    await expect.poll(heard).toContain(`Host_PostmessageReady ${server.portal}`)
    expect(await page.title()).not.toContain('Forged')
  })

  test('follows a rename in its title, and a view-only page goes to editing when asked to', async () => {
    const { id } = await launch('Start here.docx', '&action=view')
    expect(editor.launched[0]?.url.pathname).toBe('/we/view')
    await say('File_Rename', { NewName: 'Welcome aboard' })
    await expect.poll(() => page.title()).toContain('Welcome aboard.docx')
    await say('UI_Edit')
    await expect.poll(() => editor.launched.length).toBe(2)
    expect(editor.launched[1]?.url.pathname).toBe('/we/edit')
    expect(page.url()).toContain(id)
  })

  test('goes to the folder on UI_Close, with the file chosen', async () => {
    await launch()
    await say('UI_Close')
    await page.waitForURL(new RegExp(`${server.portal}/files`))
    await page.getByRole('grid').getByText('Start here.docx', { exact: true }).waitFor()
  })

  test('uses editnew for a file without bytes, and mobileView for looking at one on a phone', async () => {
    const made = await context.request.post(`${server.portal}/api/folders/${me.myFiles.id}/files`, {
      data: { name: 'Notes.txt', type: 'text' },
      headers: { origin: server.portal },
    })
    const { id } = (await made.json()) as { id: string }
    await context.request.patch(`${server.portal}/api/items/${id}`, { data: { name: 'Empty.docx' }, headers: { origin: server.portal } })
    await page.goto(`${server.portal}/open/${id}?editor=office`)
    await expect.poll(() => editor.launched.map(({ url }) => url.pathname)).toEqual(['/we/editnew'])

    const phone = await browser.newContext({
      viewport: { width: 390, height: 844 },
      isMobile: true,
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      storageState: await context.storageState(),
    })
    const small = await phone.newPage()
    await small.goto(`${server.portal}/open/${await itemId('Start here.docx')}?editor=office&action=view`)
    await expect.poll(() => editor.launched.at(-1)?.url.pathname).toBe('/we/mobileView')
    await phone.close()
  })
})
