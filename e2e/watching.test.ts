import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newFile, wopi } from '../packages/server/box/wopi-requests.ts'
import { violations } from './axe.ts'
import { PHONE, Portal } from './portal-browser.ts'

interface Database {
  exec(sql: string): void
  close(): void
}
const Libsql = createRequire(new URL('../packages/server/package.json', import.meta.url))('libsql') as new (path: string) => Database

/** axe takes its time with seven charts */
const PATIENCE_MS = 240_000

let portal: Portal
let desk: Page
let hook: Server
const events: string[] = []

beforeAll(async () => {
  hook = createServer(async (request, response) => {
    events.push((JSON.parse(await text(request)) as { event: string }).event)
    response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await once(hook, 'listening')
  portal = await Portal.start({ environment: { MOORAGE_SMTP_URL: 'smtp://127.0.0.1:1', MOORAGE_MAIL_FROM: 'Moorage <files@example.com>' } })
  desk = (await portal.open('admin@demo.test')).page
})
afterAll(async () => {
  await portal?.stop()
  hook?.close()
})

/** What only time does. */
function arrange(script: string) {
  const database = new Libsql(join(portal.server.data, 'moorage.db'))
  database.exec('pragma busy_timeout = 10000')
  database.exec(script)
  database.close()
}
/** Once what was said for a moment is gone. */
async function axe(page: Page) {
  await expect.poll(() => page.locator('[aria-labelledby^="toast-title"]').count()).toBe(0)
  expect(await violations(page)).toEqual([])
}

test(
  'before anybody edited, nothing is measured; afterwards there are charts, with their figures as tables',
  async () => {
    await desk.goto('/admin/measurements')
    await desk.getByRole('heading', { name: 'Nothing measured yet' }).waitFor()
    await axe(desk)
    const beside = await portal.server.session('ben@demo.test', '/My Files/To do.txt')
    const held = await newFile(beside, 'content')
    await wopi.lock(held, 'A')
    for (let each = 0; each < 7; each++) await wopi.put(held, `content ${each}`, 'A')
    await desk.goto('/admin/measurements?span=3-hours')
    const saves = desk.getByRole('region', { name: 'Saves', exact: true })
    await saves.locator('svg path').first().waitFor()
    await saves.getByText('Show the figures').click()
    const figures = await saves.getByRole('table').getByRole('cell').allTextContents()
    expect(figures.map(Number).reduce((sum, each) => sum + (each || 0), 0)).toBe(7)
    await axe(desk)
    await desk.getByLabel('Lines', { exact: true }).selectOption('editor')
    await desk.getByRole('region', { name: 'How long 95 of 100 saves take at most', exact: true }).waitFor()
    expect(new URL(desk.url()).search).toContain('by=editor')
  },
  PATIENCE_MS,
)

test('mail that does not go out opens an alert, which stands on every page of the administration until it is over', async () => {
  await desk.goto('/admin/alerts')
  await desk.getByRole('button', { name: 'Look now' }).waitFor()
  arrange(`update alert set closed_at = opened_at where closed_at is null;
    insert into mail (organization_id, id, recipient, subject, text, created_at, tries, problem)
    select id, 'mailthatdoesnotgooutaaaaaa', 'jo@demo.test', 'Welcome', 'text', ${Date.now() - 3_600_000}, 6, 'The mail server cannot be reached.'
    from organization where parent_id is null`)
  await desk.getByRole('button', { name: 'Look now' }).press('Enter')
  const alert = desk.getByRole('region', { name: 'Mail does not go out' })
  await alert.getByText('1 mail could not be sent').waitFor()
  await desk.getByRole('img', { name: /open alerts?$/ }).waitFor()
  await axe(desk)
  await alert.getByRole('link', { name: 'Go to Mail' }).press('Enter')
  await desk.getByRole('heading', { name: 'Mail', level: 1 }).waitFor()
  await desk.goto('/admin')
  await desk.getByRole('link', { name: 'Show the alerts' }).click()
  arrange("update mail set sent_at = created_at, problem = null where id = 'mailthatdoesnotgooutaaaaaa'")
  await desk.getByRole('button', { name: 'Look now' }).click()
  await alert.waitFor({ state: 'detached' })
  await desk.getByRole('table', { name: 'What is over' }).getByText('Mail does not go out').waitFor()
  await axe(desk)
})

test('who is told is chosen with the keyboard, and the webhook is tried out', async () => {
  await desk.goto('/admin/alerts')
  await desk.getByRole('radio', { name: 'Only some of them' }).focus()
  await desk.keyboard.press('Space')
  await desk.getByRole('checkbox', { name: /admin@demo\.test/ }).press('Space')
  await desk.getByText('Saved.').first().waitFor()
  await desk.getByLabel('Address').fill(`http://127.0.0.1:${(hook.address() as { port: number }).port}/alerts`)
  await desk.keyboard.press('Enter')
  await desk.getByText('It is shown this once:').waitFor()
  await axe(desk)
  await desk.getByRole('button', { name: 'Test', exact: true }).click()
  await desk.getByText('It answered well.').first().waitFor()
  expect(events).toEqual(['test'])
  await desk.reload()
  await desk.getByRole('radio', { name: 'Only some of them' }).and(desk.locator(':checked')).waitFor()
  await desk.getByRole('button', { name: 'Remove' }).click()
  await desk.getByText('The webhook is removed.').first().waitFor()
  expect(await desk.getByLabel('Address').inputValue()).toBe('')
})

test(
  'both pages fit a phone',
  async () => {
    const { page } = await portal.open('admin@demo.test', PHONE)
    for (const path of ['/admin/alerts', '/admin/measurements']) {
      await page.goto(path)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
      await axe(page)
    }
  },
  PATIENCE_MS,
)
