import { readFile } from 'node:fs/promises'
import type { LaunchFinding } from '@moorage/api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { png } from '../packages/server/box/pictures.ts'
import type { Visitor } from '../packages/server/box/server.ts'
import { violations } from './axe.ts'
import { PHONE, Portal } from './portal-browser.ts'

// Administration → Launch kit → Findings, and the pictures of the manual flows, by nothing but what is on the screen.
const FINDINGS = '/api/admin/microsoft-365/findings'
const PICTURE = { name: 'Tab without icon.png', mimeType: 'image/png', buffer: Buffer.from(png(900, 500)) }

let portal: Portal
let desk: Page
let other: Visitor
beforeAll(async () => {
  portal = await Portal.start()
  desk = (await portal.open('admin@demo.test')).page
  desk.setDefaultTimeout(10_000)
  other = await portal.server.signIn('admin@demo.test')
  await desk.goto('/admin')
  await desk.getByRole('link', { name: 'Launch kit' }).click()
  await desk.getByRole('tab', { name: 'Findings' }).click()
})
afterAll(() => portal?.stop())

const dialog = () => desk.getByRole('dialog')
const column = (state: string) => desk.getByRole('region', { name: new RegExp(`^${state}`) })
const card = (title: string, page = desk) => page.getByRole('article', { name: new RegExp(title) })
const gone = () => dialog().waitFor({ state: 'detached' })
const all = async () => (await other.get<{ findings: LaunchFinding[] }>(FINDINGS)).findings

/** As the browser does it when somebody pastes a picture that was copied elsewhere. */
const paste = (page: Page, bytes: Buffer, type = 'image/png') =>
  page.evaluate(
    ({ base64, type }) => {
      const data = new DataTransfer()
      const file = new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'image.png', { type })
      data.items.add(file)
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    },
    { base64: bytes.toString('base64'), type },
  )

/** Every picture that is on the screen has been read and drawn. */
const drawn = (page: Page) =>
  expect
    .poll(() => page.locator('img').evaluateAll((images) => (images as HTMLImageElement[]).map((image) => image.naturalWidth > 0)))
    .not.toContain(false)

test('an empty board says what it is for', async () => {
  await desk.getByText('Nothing yet. When Microsoft answers a verification pass').waitFor()
  expect(await violations(desk)).toEqual([])
})

test('a finding is added with a picture that was pasted, and what it is about', async () => {
  await desk.getByRole('button', { name: 'Add a finding' }).click()
  await dialog().getByRole('button', { name: 'Add', exact: true }).click()
  await dialog().getByText('Give it a title.').waitFor()
  await dialog().getByRole('textbox', { name: 'Title' }).fill('The tab has no icon')
  await dialog().getByRole('combobox', { name: 'Manual flow' }).selectOption('How it looks')
  await dialog().getByRole('combobox', { name: 'Validator case or group' }).pressSequentially('hostframe')
  await desk.getByRole('option', { name: 'HostFrameIntegration' }).click()
  await dialog().getByRole('textbox', { name: 'What Microsoft wrote' }).fill('Seen in Edge.\nSee the picture.')
  await paste(desk, PICTURE.buffer)
  await dialog().getByRole('button', { name: 'Show image.png' }).waitFor()
  await drawn(desk)
  expect(await violations(desk)).toEqual([])
  await dialog().getByRole('button', { name: 'Add', exact: true }).click()
  await gone()
  await column('New').getByRole('article', { name: '1. The tab has no icon' }).getByRole('img', { name: '1 screenshot' }).waitFor()
  const [finding] = await all()
  expect(finding).toMatchObject({ text: 'Seen in Edge.\nSee the picture.', flow: 'appearance', test: 'HostFrameIntegration', pass: 1 })
  expect(finding?.screenshots).toMatchObject([{ type: 'image/png', size: PICTURE.buffer.length }])
})

test('a finding goes through the four states by keyboard alone, and the focus goes along', async () => {
  await desk.getByRole('button', { name: 'More for 1. The tab has no icon' }).focus()
  for (const state of ['Fixing', 'Ready for retest', 'Closed']) {
    await desk.keyboard.press('Enter')
    await desk.getByRole('menuitem', { name: `Move to ${state}` }).waitFor()
    while ((await desk.evaluate(() => document.activeElement?.textContent)) !== `Move to ${state}`) await desk.keyboard.press('ArrowDown')
    await desk.keyboard.press('Enter')
    await column(state).getByRole('article', { name: '1. The tab has no icon' }).waitFor()
    await expect.poll(() => desk.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('More for 1. The tab has no icon')
  }
  await desk.getByText('1 finding, 0 open').waitFor()
})

test('who changed what and when stands in the history, with the answer as it was before', async () => {
  await card('The tab has no icon')
    .getByRole('button', { name: /^1\. The tab/ })
    .click()
  await dialog().getByRole('textbox', { name: 'Our answer' }).fill('Mended in 1.1.')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await gone()
  await card('The tab has no icon')
    .getByRole('button', { name: /^1\. The tab/ })
    .click()
  await dialog().getByRole('textbox', { name: 'Our answer' }).fill('Mended in 1.2.')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await gone()
  await card('The tab has no icon')
    .getByRole('button', { name: /^1\. The tab/ })
    .click()
  await dialog()
    .getByText(/^History \(\d+\)$/)
    .click()
  for (const line of ['State: New → Fixing', 'State: Ready for retest → Closed', 'Screenshot added: image.png', 'Entered as New'])
    await dialog().getByText(line).waitFor()
  await dialog().getByText('How it was before').click()
  await dialog().getByText('Mended in 1.1.', { exact: true }).waitFor()
})

test('a picture opens large, another takes its place, and deleting one asks first', async () => {
  await dialog().getByRole('button', { name: 'Show image.png' }).click()
  const large = desk.getByRole('dialog', { name: 'image.png' })
  expect(await large.getByRole('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(900)
  await desk.keyboard.press('Escape')
  await large.waitFor({ state: 'detached' })
  await dialog().getByRole('button', { name: 'More for image.png' }).click()
  const choosing = desk.waitForEvent('filechooser')
  await desk.getByRole('menuitem', { name: 'Replace' }).click()
  await (await choosing).setFiles(PICTURE)
  await dialog().getByRole('button', { name: 'Show Tab without icon.png' }).waitFor()
  await dialog().getByRole('button', { name: 'More for Tab without icon.png' }).click()
  await desk.getByRole('menuitem', { name: 'Delete' }).click()
  await desk.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog().getByRole('button', { name: 'Show Tab without icon.png' }).waitFor({ state: 'detached' })
  // the question hides the picture behind it already before the server has answered
  await expect.poll(async () => (await all())[0]?.screenshots).toEqual([])
})

test('what is no picture is refused in words, and nothing is added', async () => {
  const choosing = desk.waitForEvent('filechooser')
  await dialog().getByRole('button', { name: 'Add screenshots' }).click()
  await (await choosing).setFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await desk.getByText('“notes.txt” is no PNG, JPEG or WebP picture.').first().waitFor()
  await dialog().getByRole('textbox', { name: 'Title' }).focus()
  await paste(desk, Buffer.from('<html>'))
  await desk.getByText('This is no whole PNG, JPEG or WebP picture.').first().waitFor()
  expect((await all())[0]?.screenshots).toEqual([])
  await dialog().getByRole('button', { name: 'Cancel' }).click()
  await gone()
})

test('who saves second sees what the first one saved, and nothing is lost', async () => {
  await card('The tab has no icon')
    .getByRole('button', { name: /^1\. The tab/ })
    .click()
  const [{ id, version }] = (await all()) as [LaunchFinding]
  const theirs = { version, state: 'fixing', answer: 'Theirs.', pass: 3 }
  expect((await other.patch(`${FINDINGS}/${id}`, theirs)).status).toBe(200)
  await dialog().getByRole('textbox', { name: 'Our answer' }).fill('Mine.')
  await dialog().getByRole('textbox', { name: 'Title' }).fill('No icon in the tab')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await dialog().getByText('Nothing of yours was saved.').waitFor()
  await dialog()
    .getByText(/: Theirs\.$/)
    .waitFor()
  expect(await dialog().getByRole('spinbutton', { name: 'Verification pass' }).inputValue()).toBe('3')
  expect(await dialog().getByRole('combobox', { name: 'State' }).inputValue()).toBe('fixing')
  expect(await violations(desk)).toEqual([])
  await dialog().getByRole('button', { name: 'Save' }).click()
  await gone()
  expect((await all())[0]).toMatchObject({ title: 'No icon in the tab', answer: 'Mine.', state: 'fixing', pass: 3, version: version + 2 })
})

describe('with many', () => {
  beforeAll(async () => {
    const states = ['new', 'fixing', 'ready-for-retest', 'closed']
    for (let number = 0; number < 200; number++) {
      const body = {
        title: `Point ${number} of the answer`,
        pass: 1 + (number % 2),
        state: states[number % 4],
        text: number === 7 ? 'Donaudampfschiff '.repeat(200) : '',
      }
      expect((await other.post(FINDINGS, body)).status).toBe(200)
    }
    await desk.reload()
  })

  test('pass and words narrow the board, and the counts follow', async () => {
    await desk.getByText('201 findings, 151 open').waitFor()
    await desk.getByRole('combobox', { name: 'Pass' }).selectOption('Pass 2')
    await desk.getByText('201 findings, 151 open · 100 of 201 shown').waitFor()
    await desk.getByRole('searchbox', { name: 'Find in the findings' }).fill('donau POINT')
    await desk.getByText('1 of 201 shown').waitFor()
    expect(await column('Closed').getByRole('article').count()).toBe(1)
    expect(await column('New').getByRole('article').count()).toBe(0)
    await desk.getByRole('searchbox', { name: 'Find in the findings' }).fill('nowhere')
    await desk.getByText('No finding is of this pass and has these words.').waitFor()
    await desk.getByRole('searchbox', { name: 'Find in the findings' }).fill('')
    expect(await violations(desk)).toEqual([])
  })

  test('both exports have all of them', async () => {
    for (const [button, ending] of [
      ['Export CSV', 'csv'],
      ['Export Markdown', 'md'],
    ] as const) {
      const downloading = desk.waitForEvent('download')
      await desk.getByRole('button', { name: button }).click()
      const download = await downloading
      expect(download.suggestedFilename()).toMatch(new RegExp(`^Findings \\d{4}-\\d\\d-\\d\\d\\.${ending}$`))
      const text = await readFile(await download.path(), 'utf8')
      expect(text).toContain('No icon in the tab')
      expect(text).toContain('Point 199 of the answer')
    }
  })

  test('deleting one asks first', async () => {
    await desk.getByRole('combobox', { name: 'Pass' }).selectOption('All passes')
    await desk.getByRole('searchbox', { name: 'Find in the findings' }).fill('no icon')
    await desk.getByRole('button', { name: 'More for 1. No icon in the tab' }).click()
    await desk.getByRole('menuitem', { name: 'Delete' }).click()
    await desk.getByText('Its screenshots and its history go too').waitFor()
    await desk.getByRole('button', { name: 'Delete', exact: true }).click()
    await desk.getByText('200 findings, 150 open').waitFor()
    expect((await all()).some(({ number }) => number === 1)).toBe(false)
  })

  test('on a phone it is a list that never scrolls sideways', async () => {
    const { page } = await portal.open('admin@demo.test', PHONE)
    await page.goto('/admin/launch-kit?part=findings')
    await page.getByRole('combobox', { name: 'State' }).selectOption('Fixing: 50')
    await page.getByRole('list', { name: 'Findings', exact: true }).waitFor()
    expect(await page.getByRole('article').count()).toBe(50)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'More for 3. Point 1 of the answer' }).tap()
    await page.getByRole('menuitem', { name: 'Move to Closed' }).tap()
    await expect.poll(() => page.getByRole('article').count()).toBe(49)
    await page.context().close()
  })
})

test('a manual flow is followed step by step, with a picture of what was seen', async () => {
  await desk.getByRole('tab', { name: 'By hand' }).click()
  const flow = desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: /Save As in Excel/ }) })
  await flow.getByText('0 of 2 steps done').waitFor()
  await flow.getByRole('checkbox', { name: /^1\. Open a workbook/ }).check()
  await flow.getByText('1 of 2 steps done').waitFor()
  await flow.getByText(/, today, /).waitFor()
  await flow.getByRole('textbox', { name: 'What was seen: Save As in Excel' }).focus()
  await paste(desk, PICTURE.buffer)
  await flow.getByRole('button', { name: 'Show image.png' }).waitFor()
  await drawn(desk)
  await desk.reload()
  await flow.getByRole('checkbox', { name: /^1\. Open a workbook/, checked: true }).waitFor()
  await flow.getByRole('button', { name: 'Show image.png' }).waitFor()
  expect(await violations(desk)).toEqual([])
  await flow.getByRole('checkbox', { name: /^1\. Open a workbook/ }).uncheck()
  await flow.getByText('0 of 2 steps done').waitFor()
})

test('the days of the allow lists are kept with the calendar', async () => {
  await desk.getByRole('tab', { name: 'Calendar' }).click()
  await desk.getByLabel('Test domains on the allow list since').fill('2026-10-12')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('Saved', { exact: true }).first().waitFor()
  await desk.reload()
  expect(await desk.getByLabel('Test domains on the allow list since').inputValue()).toBe('2026-10-12')
  expect(await violations(desk)).toEqual([])
})
