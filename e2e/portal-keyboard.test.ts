import type { Item } from '@moorage/api'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { fillFolder, makeFolder, makeText, Portal, row, select } from './portal-browser.ts'

const COUNT = 10_000
/** of COUNT files and the one that they are copies of */
const TOTAL = COUNT + 1
const MOST_ROWS = 120

let portal: Portal
let context: BrowserContext
let page: Page
let large: Item
let small: Item

beforeAll(async () => {
  portal = await Portal.start()
  const { visitor, me, context: first } = await portal.open()
  large = await makeFolder(visitor, me.myFiles.id, 'Large')
  fillFolder(portal.server, await makeText(visitor, large.id, 'Last of all.txt'), COUNT)
  small = await makeFolder(visitor, me.myFiles.id, 'Small')
  for (const name of ['Alpha.txt', 'Beta.txt', 'Bravo.txt', 'Charlie.txt']) await makeText(visitor, small.id, name)
  await makeFolder(visitor, small.id, 'Box')
  await first.close()
})
afterAll(() => portal?.stop())

beforeEach(async () => {
  ;({ context, page } = await portal.open())
})
afterEach(() => context.close())

const rowCount = () => page.locator('[role=row][data-index]').count()
const focused = () => page.evaluate(() => document.activeElement?.closest('[role=row]')?.querySelector('a')?.textContent ?? '')
const selected = () => page.locator('[role=row][aria-selected=true] a').allTextContents()

test('ten thousand files are at most 120 rows in the page, read 200 at a time; End shows the last', async () => {
  const pages: URLSearchParams[] = []
  page.on('request', (request) => {
    if (/\/api\/folders\/.*\/items/.test(request.url())) pages.push(new URL(request.url()).searchParams)
  })
  await page.goto(`/files/${large.id}`)
  await row(page, 'File 00000.txt').waitFor()
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(TOTAL + 1))
  expect(await rowCount()).toBeLessThanOrEqual(MOST_ROWS)
  await select(page, 'File 00000.txt')
  await page.keyboard.press('End')
  await row(page, 'Last of all.txt').waitFor()
  await expect.poll(focused).toBe('Last of all.txt')
  expect(await row(page, 'Last of all.txt').getAttribute('aria-rowindex')).toBe(String(TOTAL + 1))
  expect(await rowCount()).toBeLessThanOrEqual(MOST_ROWS)
  await page.keyboard.press('Home')
  await expect.poll(focused).toBe('File 00000.txt')
  for (const asked of pages) expect(Number(asked.get('limit'))).toBe(200)
  expect(pages.length).toBeLessThan(8)
})

test('a dialog that came out of a menu or a row gives the focus back to where it came from', async () => {
  await page.goto(`/files/${small.id}`)
  await row(page, 'Alpha.txt').waitFor()
  const button = page.getByRole('button', { name: 'New', exact: true })
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Folder' }).press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true)
  await select(page, 'Alpha.txt')
  const share = page.getByRole('button', { name: 'Share', exact: true })
  await share.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => share.evaluate((element) => element === document.activeElement)).toBe(true)
})

test('Page Down walks on, the scrolled list never holds more rows than a screen and some', async () => {
  await page.goto(`/files/${large.id}`)
  await select(page, 'File 00000.txt')
  for (let press = 0; press < 20; press++) await page.keyboard.press('PageDown')
  await expect.poll(focused).not.toBe('File 00000.txt')
  await expect.poll(focused).not.toBe('')
  expect(Number((await focused()).slice(5, 10))).toBeGreaterThan(150)
  await page.mouse.move(700, 500)
  await page.mouse.wheel(0, 200_000)
  await page.locator('[role=row][data-id]').first().waitFor()
  expect(await rowCount()).toBeLessThanOrEqual(MOST_ROWS)
})

test('Ctrl+A selects all ten thousand', async () => {
  await page.goto(`/files/${large.id}`)
  await select(page, 'File 00000.txt')
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: '10,001 selected' }).waitFor({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'New' }).waitFor()
})

test('one row is in the tab order, arrows move it, and with Shift it grows', async () => {
  await page.goto(`/files/${small.id}`)
  await row(page, 'Alpha.txt').waitFor()
  expect(await page.locator('[role=row][tabindex="0"]').count()).toBe(1)
  await select(page, 'Box')
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused).toBe('Alpha.txt')
  expect(await selected()).toEqual(['Alpha.txt'])
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(selected).toEqual(['Alpha.txt', 'Beta.txt', 'Bravo.txt'])
  await page.keyboard.press('Control+ArrowDown')
  await page.keyboard.press('Space')
  await expect.poll(selected).toEqual(['Alpha.txt', 'Beta.txt', 'Bravo.txt', 'Charlie.txt'])
  await page.keyboard.press('Escape')
  await expect.poll(selected).toEqual([])
})

test('letters jump to names, and the same letters go on from there', async () => {
  await page.goto(`/files/${small.id}`)
  await select(page, 'Box')
  await page.keyboard.type('br')
  await expect.poll(focused).toBe('Bravo.txt')
})

test('Enter opens folders here and files in their tab', async () => {
  await page.goto(`/files/${small.id}`)
  await select(page, 'Alpha.txt')
  const opened = context.waitForEvent('page')
  await page.keyboard.press('Enter')
  await (await opened).waitForURL(/\/open\//)
  await page.bringToFront()
  await select(page, 'Box')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Box' }).waitFor()
})

test('the mouse selects as everywhere: click, Ctrl, Shift, and the circle', async () => {
  await page.goto(`/files/${small.id}`)
  await select(page, 'Alpha.txt')
  await row(page, 'Bravo.txt')
    .getByRole('gridcell')
    .nth(3)
    .click({ modifiers: ['Shift'] })
  await expect.poll(selected).toEqual(['Alpha.txt', 'Beta.txt', 'Bravo.txt'])
  await row(page, 'Beta.txt')
    .getByRole('gridcell')
    .nth(3)
    .click({ modifiers: ['Control'] })
  await expect.poll(selected).toEqual(['Alpha.txt', 'Bravo.txt'])
  await row(page, 'Charlie.txt').getByRole('gridcell').first().click()
  await expect.poll(selected).toEqual(['Alpha.txt', 'Bravo.txt', 'Charlie.txt'])
})

test('after the menu closes the keys go on where they were', async () => {
  await page.goto(`/files/${small.id}`)
  await select(page, 'Alpha.txt')
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Open', exact: true }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem')
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('Alpha.txt')
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused).toBe('Beta.txt')
})
