import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { PHONE, Portal } from './portal-browser.ts'

// What is measured and kept of the launch kit, by nothing but what is on the screen.
let portal: Portal
let desk: Awaited<ReturnType<Portal['open']>>['page']
beforeAll(async () => {
  portal = await Portal.start()
  desk = (await portal.open('admin@demo.test')).page
  await desk.goto('/admin/launch-kit')
})
afterAll(() => portal?.stop())

const tab = (name: string) => desk.getByRole('tab', { name, exact: true }).click()

test('a step says what is missing of it, also to whoever ticks it all the same', async () => {
  const selfTest = desk.getByRole('row', { name: /Test it yourself/ })
  await selfTest.getByText(/things are missing/).click()
  await selfTest.getByText('The doctor has not gone through all its checks yet').waitFor()
  await desk.getByRole('button', { name: 'Change: Test it yourself' }).click()
  await desk.getByRole('radio', { name: 'Done' }).check()
  await desk.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await desk.getByText(/^“Test it yourself” is not done\. Still missing: The doctor has not/).waitFor()
  await desk.getByRole('button', { name: 'Cancel' }).click()
})

test('an answer that was sent shows before and now once a setting makes it another', async () => {
  await tab('Questionnaire')
  await desk.getByRole('button', { name: 'Mark as sent: Questionnaire' }).click()
  await desk.getByRole('textbox', { name: 'Note' }).fill('case 4711')
  await desk.getByRole('dialog').getByRole('button', { name: 'Mark as sent' }).click()
  await desk.getByText(/^Sent on .* by Administrator$/).waitFor()
  expect(await desk.getByText('Changed since it was sent.').count()).toBe(0)
  const { visitor } = await portal.open('admin@demo.test')
  const { organizations } = await visitor.get<{ organizations: { id: string; name: string }[] }>('/api/admin/organizations')
  const kestrel = organizations.find(({ name }) => name === 'Kestrel Architects')
  await visitor.patch(`/api/admin/organizations/${kestrel?.id}`, { subscription: 'commercial' })
  await desk.reload()
  const changed = desk.getByRole('group').filter({ hasText: 'Changed since it was sent.' })
  await changed.getByText('No', { exact: true }).waitFor()
  await changed.getByText(/^Yes\. Users without a subscription are sent to /).waitFor()
  await changed.getByText(/Send “Change of settings”.*four to five weeks/).waitFor()
  await tab('Sent')
  await desk.getByRole('listitem').filter({ hasText: 'case 4711' }).getByText('Is SHA256 sent?').waitFor()
})

test('stated traffic is an assumption on the page, region by region', async () => {
  await tab('Traffic')
  await desk.getByText('Assumption', { exact: true }).waitFor()
  await desk.getByRole('spinbutton', { name: 'People' }).fill('2000')
  await desk.getByRole('button', { name: 'Add a region' }).click()
  await desk.getByRole('textbox', { name: 'Region 1', exact: true }).fill('Europe')
  await desk.getByRole('spinbutton', { name: /Share of region 1/ }).fill('60')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk
    .getByRole('row', { name: /All together/ })
    .getByText('10,000')
    .waitFor()
  await desk
    .getByRole('row', { name: /^Europe/ })
    .getByText('6,000')
    .waitFor()
})

test('a run is begun, followed and read, once there are test accounts', async () => {
  await tab('Validation')
  await desk.getByRole('button', { name: 'Make the test accounts' }).click()
  await desk.getByRole('button', { name: 'Make the test accounts' }).click()
  await desk.getByRole('button', { name: 'Make them' }).click()
  await desk.getByRole('button', { name: 'Copy the sheet' }).waitFor()
  await tab('Validation')
  await desk.getByRole('button', { name: 'Run: Microsoft 365 for the web' }).click()
  await desk.getByText(/^Running/).waitFor()
  const web = desk.getByRole('row', { name: /Microsoft 365 for the web/ })
  await web.getByText('Green').waitFor({ timeout: 60_000 })
  const [download] = await Promise.all([desk.waitForEvent('download'), web.getByRole('button', { name: /^Report/ }).click()])
  expect(await readFile(await download.path(), 'utf8')).toContain('# Validation: Microsoft 365 for the web, passed')
})

test('one button downloads everything, and the Validation application and the kit lead to each other', async () => {
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: 'Download everything' }).click()])
  expect(Object.keys(unzipSync(await readFile(await download.path())))).toEqual(
    expect.arrayContaining(['README.md', 'reports/web.json', 'sent.md', 'traffic.md']),
  )
  await desk.getByRole('tabpanel').getByRole('link', { name: 'Microsoft 365' }).click()
  await desk.getByRole('heading', { name: 'Microsoft 365', level: 1 }).waitFor()
})

test('nothing of it keeps people out, on a desk or a phone', async () => {
  for (const options of [{}, PHONE]) {
    const { page } = await portal.open('admin@demo.test', options)
    for (const part of ['calendar', 'reports', 'questionnaire', 'traffic', 'sent']) {
      await page.goto(`/admin/launch-kit?part=${part}`)
      await page.getByRole('tabpanel').locator('table, ul, dl').first().waitFor()
      expect([part, await violations(page)]).toEqual([part, []])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    }
    await page.context().close()
  }
}, 240_000)
