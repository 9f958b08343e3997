import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Item, Me } from '@moorage/api'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { type BoxServer, type StartOptions, startServer, type Visitor } from '../packages/server/box/server.ts'
import { startBrowser } from './browser.ts'

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const

/** A demo server and a browser that looks at its portal. */
export class Portal {
  readonly server: BoxServer
  readonly browser: Browser

  private constructor(server: BoxServer, browser: Browser) {
    this.server = server
    this.browser = browser
  }

  static async start(options: StartOptions = {}): Promise<Portal> {
    const server = await startServer(options)
    return new Portal(server, await startBrowser())
  }

  async stop() {
    await this.browser.close()
    await this.server.stop()
  }

  /** A window of its own, signed in without the sign-in page; `visitor` is the same session by plain HTTP. */
  async open(
    email?: string,
    options: BrowserContextOptions = {},
  ): Promise<{ context: BrowserContext; page: Page; visitor: Visitor; me: Me }> {
    const context = await this.browser.newContext({
      baseURL: this.server.portal,
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    })
    const visitor = await this.server.signIn(email)
    const [name, value] = (visitor.cookie ?? '').split('=') as [string, string]
    await context.addCookies([{ name, value, url: this.server.portal }])
    return { context, page: await context.newPage(), visitor, me: await visitor.get<Me>('/api/me') }
  }
}

/** A row of the list, by the name in it. */
export const row = (page: Page, name: string) => page.locator('[role=row][data-id]').filter({ has: page.getByText(name, { exact: true }) })

/** Clicks beside the name, which selects. */
export const select = (page: Page, name: string) => row(page, name).getByRole('gridcell').nth(3).click()

export const names = (page: Page) => page.locator('[role=row][data-id] a').allTextContents()

export async function makeFolder(visitor: Visitor, parentId: string, name: string): Promise<Item> {
  const answer = await visitor.post(`/api/folders/${parentId}/folders`, { name })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as Item
}

export async function makeText(visitor: Visitor, parentId: string, name: string): Promise<Item> {
  const answer = await visitor.post(`/api/folders/${parentId}/files`, { name, type: 'text' })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as Item
}

interface Statement {
  all(...values: unknown[]): Record<string, unknown>[]
  run(...values: unknown[]): unknown
}
interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

/**
 * Fills a folder with `count` files in one transaction on the server's database, as ten thousand calls would take
 * longer than all other tests: each is a copy of the row of `template`, called "File 00000.txt" and so on.
 */
export function fillFolder(server: BoxServer, template: Item, count: number) {
  const file = readdirSync(server.data).find((name) => name.endsWith('.db'))
  const Libsql = createRequire(new URL('../packages/server/package.json', import.meta.url))('libsql') as new (path: string) => Database
  const db = new Libsql(join(server.data, file ?? ''))
  db.exec('pragma busy_timeout = 10000')
  const own = ['id', 'name', 'name_key', 'name_sort']
  const others = db
    .prepare('pragma table_info(node)')
    .all()
    .map((column) => String(column.name))
    .filter((name) => !own.includes(name))
  const insert = db.prepare(
    `insert into node (${[...own, ...others].join(', ')}) select ?, ?, ?, ?, ${others.join(', ')} from node where id = '${template.id}'`,
  )
  db.exec('begin immediate')
  for (let number = 0; number < count; number++) {
    const digits = String(number).padStart(5, '0')
    // twenty letters and the number in base 26: unique, and of the form of an id
    const id = `x`.repeat(20) + [...digits, 'z'].map((digit) => 'abcdefghijz'[digit === 'z' ? 10 : Number(digit)]).join('')
    insert.run(id, `File ${digits}.txt`, `file ${digits}.txt`, `file ${digits}.txt`)
  }
  db.prepare('update node set child_count = child_count + ?, child_count_all = child_count_all + ? where id = ?').run(
    count,
    count,
    template.parentId,
  )
  db.exec('commit')
  db.close()
}
