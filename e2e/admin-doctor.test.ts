import { chmod, readFile, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { DoctorReport } from '@moorage/api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { PHONE, Portal } from './portal-browser.ts'

// The WOPI address leads nowhere; the portal works all the same.
let portal: Portal
let desk: Page

beforeAll(async () => {
  const closed = createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const { port } = closed.address() as AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  portal = await Portal.start({ environment: { MOORAGE_WOPI_URL: `http://localhost:${port}` } })
  desk = (await portal.open('admin@demo.test')).page
})
afterAll(() => portal?.stop())

const problem = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^The WOPI address leads here/ }) })
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

test('an administrator has it look, and finds what fails with the line that mends it', async () => {
  await desk.goto('/admin')
  await desk.getByRole('link', { name: 'Doctor' }).click()
  await desk.getByRole('heading', { name: 'Doctor', level: 1 }).waitFor()
  await desk.getByRole('button', { name: /^Look (now|again)$/ }).click()
  await desk.getByText(/^Today, .* · took /).waitFor({ timeout: 80_000 })
  await problem(desk).getByText('nothing listens there').waitFor()
  await desk
    .getByText(/^\d+ ok, \d+ warnings?, \d+ failures?, \d+ not applicable$/)
    .first()
    .waitFor()
  const change = await problem(desk).locator('pre').innerText()
  expect(change).toContain('wopiUrl')
  await problem(desk)
    .getByRole('button', { name: /^Copy how to mend/ })
    .click()
  await desk.getByText('Copied', { exact: true }).first().waitFor()
  expect(await copied(desk)).toBe(change)
})

test('what is well is folded, opens, and the filter leaves what is to mend', async () => {
  const fold = desk.getByRole('button', { name: /^Addresses: \d+ ok$/ })
  await fold.click()
  await desk.getByText('The portal’s address leads here').waitFor()
  await desk.getByRole('button', { name: /^To mend \d+$/ }).click()
  await fold.waitFor({ state: 'detached' })
  await problem(desk).waitFor()
  await desk.getByRole('button', { name: /^All \d+$/ }).click()
  await fold.waitFor()
})

test('the report is copied and downloaded as it is', async () => {
  await desk.getByRole('button', { name: 'Copy report' }).click()
  await desk.getByText('The report is copied').first().waitFor()
  const report = JSON.parse(await copied(desk)) as DoctorReport
  expect(report.checks.find(({ id }) => id === 'wopi-address')).toMatchObject({ status: 'failure' })
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: 'Download' }).click()])
  expect(download.suggestedFilename()).toMatch(/^moorage-doctor-\d{4}-\d\d-\d\d\.json$/)
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual(report)
})

test('while it looks the checks come in one by one, and it goes on once the server answers again', async () => {
  const whole = (await (await desk.request.get('/api/admin/doctor')).json()) as DoctorReport
  const { endedAt, ...begun } = whole
  let answer: 'part' | 'nothing' | 'whole' = 'part'
  await desk.route('**/api/admin/doctor', (route) => {
    if (answer === 'nothing') return route.abort()
    return route.fulfill({ json: answer === 'part' ? { ...begun, checks: whole.checks.slice(0, 1) } : whole })
  })
  await desk.reload()
  await desk.getByRole('progressbar', { name: 'Looking…' }).waitFor()
  await desk.getByText(`1 of ${whole.total}`).waitFor()
  answer = 'nothing'
  const again = desk.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  await desk.getByText(`1 of ${whole.total}`).waitFor()
  answer = 'whole'
  await again.click()
  await desk.getByText(/^Today, .* · took /).waitFor()
  await again.waitFor({ state: 'detached' })
  await desk.unroute('**/api/admin/doctor')
})

test('what can be mended safely is mended by one button, after it was said what', async () => {
  const { data } = portal.server
  await chmod(data, 0o755)
  await desk.getByRole('button', { name: 'Look again' }).click()
  // the look before is still there while this one goes on
  await problem(desk).getByText('nothing listens there').waitFor()
  const mend = desk.getByRole('button', { name: 'Look and mend' })
  await mend.waitFor({ timeout: 80_000 })
  await mend.click()
  const dialog = desk.getByRole('alertdialog')
  await expect.poll(() => dialog.getByRole('listitem').count()).toBe(1)
  await dialog.getByRole('button', { name: 'Look and mend' }).click()
  await desk.getByText('Mended', { exact: true }).waitFor({ timeout: 80_000 })
  expect((await stat(data)).mode & 0o777).toBe(0o700)
  await desk.getByText(/^Today, .* · took /).waitFor({ timeout: 80_000 })
  await mend.waitFor({ state: 'detached' })
})

test('the dashboard and the Validate step lead to it', async () => {
  await desk.goto('/admin')
  await desk.getByText(/^The doctor found .*\d+ failures?/).waitFor()
  await desk.getByRole('link', { name: 'See what to mend' }).click()
  await problem(desk).waitFor()
  await desk.goto('/admin/microsoft-365#validate')
  await desk.getByRole('region', { name: 'Validate' }).getByRole('link', { name: 'Doctor' }).click()
  await problem(desk).waitFor()
})

test('Anna gets nothing there', async () => {
  const { page, visitor } = await portal.open('anna@demo.test')
  await page.goto('/admin/doctor')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('heading', { name: 'Doctor' }).count()).toBe(0)
  expect((await visitor.fetch('/api/admin/doctor')).status).toBe(404)
})

test.each([
  ['on a desktop in light', { colorScheme: 'light' }],
  ['on a desktop in dark', { colorScheme: 'dark' }],
  ['on a phone in light', { ...PHONE, colorScheme: 'light' }],
  ['on a phone in dark', { ...PHONE, colorScheme: 'dark' }],
] as const)('axe finds nothing %s, and nothing is wider than the window', async (_, options) => {
  const { page, context } = await portal.open('admin@demo.test', options)
  await page.goto('/admin/doctor')
  await problem(page).waitFor()
  const folds = page.getByRole('button', { expanded: false, name: /: \d+ (ok|not applicable)$/ })
  while ((await folds.count()) > 0) await folds.first().click()
  expect(await violations(page)).toEqual([])
  const wider = await page.locator('[data-page]').evaluate((element) => element.scrollWidth - element.clientWidth)
  expect(wider).toBe(0)
  await context.close()
})
