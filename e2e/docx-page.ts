import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import type { Harness } from '../packages/editor/web/docx/harness/harness.ts'
import { startBrowser } from './browser.ts'

const HARNESS = fileURLToPath(new URL('../packages/editor/web/docx/harness/vite.config.ts', import.meta.url))
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' }
/** As strict as the editor's own origin. */
const POLICY =
  "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:"

export interface DocxPages {
  open(): Promise<DocxPage>
  close(): Promise<void>
}

export interface DocxPage {
  readonly page: Page
  /** addresses outside our own server, refusals by the content policy, uncaught errors */
  readonly complaints: string[]
  /** resolves to the reason for read-only, if there is one; rejects with the problem's sentence */
  show(bytes: Uint8Array, options?: Parameters<Harness['open']>[1]): Promise<string | undefined>
  type(text: string): Promise<void>
  save(): Promise<Uint8Array>
}

/** Builds the view's page into a temporary folder, serves it on loopback and starts a browser. */
export async function serveDocxPages(): Promise<DocxPages> {
  const folder = await mkdtemp(join(tmpdir(), 'moorage-docx-'))
  await build({ configFile: HARNESS, logLevel: 'error', build: { outDir: folder } })
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    try {
      const body = await readFile(join(folder, pathname === '/' ? 'index.html' : pathname))
      const type = TYPES[extname(pathname) || '.html'] ?? 'application/octet-stream'
      response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browser = await startBrowser()
  return {
    open: () => openPage(browser, origin),
    async close() {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function openPage(browser: Browser, origin: string): Promise<DocxPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const complaints: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) complaints.push(url)
  })
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('download', (download) => complaints.push(`download of ${download.suggestedFilename()}`))
  await page.goto(`${origin}/`)
  await page.waitForFunction(() => 'harness' in window)
  return {
    page,
    complaints,
    async show(bytes, options) {
      const base64 = Buffer.from(bytes).toString('base64')
      const reason = await page.evaluate(([content, more]) => window.harness.open(content, more), [base64, options] as const)
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      return reason
    },
    async type(text) {
      await page.evaluate(() => window.harness.view().focus())
      await page.keyboard.type(text)
      await page.waitForFunction((words) => document.querySelector('.moorage-docx-pages')?.textContent?.includes(words), text.trim())
    },
    save: async () => new Uint8Array(Buffer.from(await page.evaluate(() => window.harness.save()), 'base64')),
  }
}
