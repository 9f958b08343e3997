import { readFile } from 'node:fs/promises'
import type { EditingSession, Item, SessionTimeline } from '@moorage/api'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leftBehind } from '../packages/server/box/left-behind.ts'
import { violations } from './axe.ts'
import { makeText, PHONE, Portal } from './portal-browser.ts'

// Who edits what, what happened in it, and the way out for a document whose editor is gone: by what is on the screen.
let portal: Portal
let admin: Awaited<ReturnType<Portal['open']>>
let anna: Awaited<ReturnType<Portal['open']>>
let file: Item
beforeAll(async () => {
  portal = await Portal.start()
  admin = await portal.open('admin@demo.test')
  anna = await portal.open()
  file = await makeText(anna.visitor, anna.me.teamShares[0]?.id ?? '', 'Lantern costs')
})
afterAll(() => portal?.stop())

const editor = () => anna.page.frameLocator('#office_frame')
const sessions = async () =>
  (await admin.visitor.get<{ sessions: EditingSession[] }>(`/api/admin/editing-sessions?file=${file.id}`)).sessions

test('whoever edits is on the live page, with the way to what happened in the session', async () => {
  await admin.page.goto('/admin/editing-now')
  await admin.page.getByText('Nobody is editing just now').waitFor()
  await anna.page.goto(`/open/${file.id}`)
  await editor().getByRole('textbox').first().waitFor()
  // the browser says it in batches
  await expect.poll(async () => (await sessions())[0]?.shownAt).toBeDefined()
  // the page keeps itself up to date
  const row = admin.page.getByRole('row').filter({ hasText: 'Lantern costs' })
  await row.getByText('Not yet').waitFor()
  await row.getByRole('link', { name: /^What happened in the session of Anna Berg/ }).click()
  await admin.page.getByRole('heading', { name: /^Editing session [a-z2-7]{20}$/ }).waitFor()
  const timeline = admin.page.getByRole('table', { name: 'What happened' })
  for (const what of ['The document is there', 'Lock', 'CheckFileInfo']) await timeline.getByText(what, { exact: true }).first().waitFor()
  await admin.page.getByText(/^after /).waitFor()
  expect(await violations(admin.page)).toEqual([])
})

test('the lock of an editor that lives is not released, and the page says why', async () => {
  await admin.page.goto('/admin/editing-now')
  await admin.page.getByRole('button', { name: 'Release the lock of Lantern costs.txt' }).click()
  const dialog = admin.page.getByRole('alertdialog')
  await dialog.getByText(/^Anna Berg would lose the lock held in Moorage/).waitFor()
  await dialog.getByRole('button', { name: 'Release the lock' }).click()
  await dialog.getByText(/^The editor is alive/).waitFor()
  expect(await violations(admin.page)).toEqual([])
  await admin.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('once its editor is gone it is, by keyboard alone, and it is in the activity', async () => {
  // it can neither unlock nor say that it leaves
  const tab = await anna.context.newCDPSession(anna.page)
  await Promise.race([anna.page.waitForEvent('crash'), tab.send('Page.crash').then(() => anna.page.waitForEvent('crash'))])
  await leftBehind(portal.server, admin.visitor, file.id)
  await admin.page.goto('/admin/editing-now')
  const button = admin.page.getByRole('button', { name: 'Release the lock of Lantern costs.txt' })
  await button.focus()
  await admin.page.keyboard.press('Enter')
  const release = admin.page.getByRole('alertdialog').getByRole('button', { name: 'Release the lock' })
  await expect.poll(() => release.evaluate((element) => element === document.activeElement)).toBe(true)
  await admin.page.keyboard.press('Enter')
  await admin.page.getByText('“Lantern costs.txt” is not locked any more.').first().waitFor()
  await admin.page.getByText('Nobody is editing just now').waitFor()
  await admin.page.goto('/admin/activity')
  await admin.page.getByRole('listitem').filter({ hasText: 'released the lock of Lantern costs.txt' }).waitFor()
})

test('a session is found by the number that somebody reads out, and goes to support without names', async () => {
  const [session] = await sessions()
  await admin.page.goto('/admin/editing-sessions')
  const typed = `${session?.number.slice(0, 10).toUpperCase()} ${session?.number.slice(10)}`
  await Promise.all([
    admin.page.waitForResponse((response) => response.url().includes('number=')),
    admin.page.getByRole('searchbox', { name: 'Session number' }).fill(typed),
  ])
  const table = admin.page.getByRole('table', { name: 'Editing sessions' })
  await expect.poll(() => table.getByRole('row').count()).toBe(2)
  // what is drawn faintly answers the question before
  await admin.page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
  expect(await violations(admin.page)).toEqual([])
  await table.getByRole('link').click()
  await admin.page.getByRole('table', { name: 'What happened' }).getByText('The lock was released').waitFor()
  await admin.page.getByRole('button', { name: 'Download for support' }).click()
  const dialog = admin.page.getByRole('alertdialog')
  const [download] = await Promise.all([
    admin.page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download', exact: true }).click(),
  ])
  const text = Buffer.from(unzipSync(await readFile(await download.path()))['session.txt'] ?? []).toString()
  expect(text).toContain(`Editing session ${session?.number}`)
  for (const name of ['Lantern', 'Anna', 'Berg', 'localhost']) expect(text).not.toContain(name)
})

test('where an editor cannot open the file, the page shows the number to copy', async () => {
  const { page } = await portal.open()
  // what a proxy in between does to an editor that it does not know
  await page.route(`${portal.server.editor}/**`, (route) => route.fulfill({ contentType: 'text/html', body: SAYS_FAILED }))
  // it fails once the page has seen it load
  await page.addInitScript(() => {
    const tell = ({ target }: Event) => target instanceof HTMLIFrameElement && target.contentWindow?.postMessage('loaded', '*')
    document.addEventListener('load', tell, true)
  })
  await page.goto(`/open/${file.id}`)
  await page.getByRole('heading', { name: 'Moorage could not open this file' }).waitFor()
  const number = (await page.locator('.number code').textContent()) ?? ''
  // WOPI asks for a page that cannot be zoomed
  expect((await violations(page)).filter((rule) => !rule.startsWith('meta-viewport'))).toEqual([])
  await page.getByRole('button', { name: 'Copy' }).click()
  await page.getByText('Copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number)
  await expect.poll(async () => (await sessions()).find((session) => session.number === number)?.failures).toBe(1)
  await page.goto('about:blank')
  const left = async () =>
    (await admin.visitor.get<SessionTimeline>(`/api/admin/editing-sessions/${number}`)).events.map(({ name }) => name)
  await expect.poll(left).toEqual(expect.arrayContaining(['frame-loaded', 'refused', 'leaving']))
  await admin.page.goto('/admin/editing-sessions')
  await admin.page.getByRole('switch', { name: 'Only with trouble' }).click()
  await admin.page.getByRole('row').filter({ hasText: number }).getByText('1 failure').waitFor()
})
const SAYS_FAILED = `<script>
  const say = (MessageId, Values) => parent.postMessage(JSON.stringify({ MessageId, SendTime: Date.now(), Values }), '*')
  addEventListener('message', () => say('App_LoadingStatus', { Status: 'Failed' }), { once: true })
</script>`

test.each([
  ['on a phone', PHONE],
  ['in the dark', { colorScheme: 'dark' as const }],
])('all three pages are readable and fit %s', async (_, options) => {
  const { page } = await portal.open('admin@demo.test', options)
  const [session] = await sessions()
  for (const [path, there] of [
    ['editing-now', 'Nobody is editing just now'],
    ['editing-sessions', session?.number],
    [`editing-sessions/${session?.number}`, 'What happened'],
  ]) {
    await page.goto(`/admin/${path}`)
    await page
      .getByText(there ?? '')
      .first()
      .waitFor()
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
})
