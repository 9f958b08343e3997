import type { Item, Rollout } from '@moorage/api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FakeEditor } from '../packages/server/box/wopi-editor.ts'
import { eventually } from '../packages/server/box/wopi-requests.ts'
import { violations } from './axe.ts'
import { makeText, PHONE, Portal } from './portal-browser.ts'

// Administration → Roll-out by nothing but what is on the screen: the built-in editor comes to people in stages, and
// its brake gives them the former one back.
type Window = Awaited<ReturnType<Portal['open']>>
/** of the brake: its job looks every ten seconds */
const WITHIN_A_MINUTE = { timeout: 60_000 }
let former: FakeEditor
let portal: Portal
let admin: Window
let desk: Page
let anna: Window
let ben: Window
let annas: { item: Item; type(words: string): Promise<void> }

beforeAll(async () => {
  former = await FakeEditor.start()
  former.ownPages = true
  portal = await Portal.start({ environment: { MOORAGE_EDITORS: former.entry() } })
  await eventually(() => former.fetched > 0, 'discovery is read at start')
  admin = await portal.open('admin@demo.test')
  desk = admin.page
  anna = await portal.open('anna@demo.test')
  ben = await portal.open('ben@demo.test')
})
afterAll(async () => {
  await portal?.stop()
  await former?.stop()
})

const dialog = () => desk.getByRole('dialog')
const rollout = async () => {
  const { rollouts } = await admin.visitor.get<{ rollouts: Rollout[] }>('/api/admin/rollouts')
  return rollouts[0] as Rollout
}
const content = async ({ id }: Item) => (await anna.visitor.fetch(`/api/items/${id}/download`)).text()

/** Opens a file by its address; answers the tab. */
async function opens({ context }: Window, { id }: Item) {
  const tab = await context.newPage()
  await tab.goto(`/open/${id}`)
  return tab
}

/** An empty text open in the editor of whoever opens it, with the keyboard in it. */
async function typing(who: Window, name: string) {
  const item = await makeText(who.visitor, who.me.myFiles.id, name)
  const tab = await opens(who, item)
  expect(await tab.title()).toBe(`${item.name} - Moorage`)
  const editor = tab.frameLocator('#office_frame')
  const type = async (words: string) => {
    await editor.locator('.cm-content').click()
    await tab.keyboard.press('Control+End')
    await tab.keyboard.type(words)
  }
  return { item, type }
}

test('a plan is made, tried out, kept and started', async () => {
  await desk.goto('/admin/roll-out?editor=built-in')
  await desk.getByRole('button', { name: 'Begin with an empty plan' }).click()
  await desk.getByRole('button', { name: 'Add a stage' }).click()
  await dialog().getByRole('button', { name: 'Keep it in the plan' }).click()
  await dialog().getByText('Give the stage a name.').waitFor()
  await dialog().getByRole('textbox', { name: 'Name' }).fill('Pilots')
  await dialog().getByRole('combobox', { name: 'Add a person' }).click()
  await desk.keyboard.type('anna')
  await desk.getByRole('option', { name: /Anna Berg/ }).click()
  await dialog().getByRole('button', { name: 'Keep it in the plan' }).click()
  await desk.getByText('People: Anna Berg').waitFor()
  await desk.getByRole('button', { name: 'Add a stage' }).click()
  await dialog().getByRole('textbox', { name: 'Name' }).fill('Everybody else')
  await dialog().getByRole('radio', { name: 'A share, drawn' }).check()
  await dialog().getByRole('radio', { name: 'People, each alone' }).check()
  await dialog()
    .getByText(/^Drawing people splits teams/)
    .waitFor()
  await dialog().getByRole('radio', { name: 'Everybody', exact: true }).check()
  await dialog().getByRole('button', { name: 'Keep it in the plan' }).click()
  await desk.getByRole('button', { name: 'Change the brake' }).click()
  await dialog().getByRole('spinbutton', { name: 'Opened documents needed' }).fill('3')
  await dialog().getByRole('button', { name: 'Keep it in the plan' }).click()
  await desk.getByRole('button', { name: 'Try it out' }).click()
  await desk.getByRole('row', { name: /^Pilots 1 1 of 8 1 1$/ }).waitFor()
  await desk
    .getByRole('row', { name: /^Anna Berg/ })
    .getByText('Pilots', { exact: true })
    .waitFor()
  await desk.getByRole('region', { name: /^Requests per second/ }).waitFor()
  await desk.getByRole('button', { name: 'Save the plan' }).click()
  await desk.getByRole('heading', { name: 'Now: Not started' }).waitFor()
  await desk.getByRole('button', { name: 'Start', exact: true }).click()
  await dialog().getByRole('button', { name: 'Start', exact: true }).click()
  await desk.getByRole('heading', { name: 'Now: “Pilots” is in force, stage 1 of 2' }).waitFor()
})

test('the pilot has it, everybody else keeps the former editor; the next stage brings them in', async () => {
  annas = await typing(anna, 'Open all the while')
  await annas.type('before')
  await expect.poll(() => content(annas.item)).toBe('before')
  const item = await makeText(ben.visitor, ben.me.myFiles.id, 'Mine')
  expect(await (await opens(ben, item)).title()).toBe(`${item.name} - Collabora Online`)
  await desk.getByRole('button', { name: 'Next stage' }).click()
  await dialog().getByRole('button', { name: 'Next stage' }).click()
  await desk.getByRole('heading', { name: 'Now: “Everybody else” is in force, stage 2 of 2' }).waitFor()
  expect(await (await opens(ben, item)).title()).toBe(`${item.name} - Moorage`)
})

test('documents that do not open trip the brake; the next opener has the former editor, and what is open goes on', async () => {
  // the editor's page comes, and says that it cannot show the document
  const failed = JSON.stringify({ MessageId: 'App_LoadingStatus', SendTime: 0, Values: { Status: 'Failed' } })
  const page = `<!doctype html><script>parent.postMessage(${JSON.stringify(failed)}, '*')</script>`
  await ben.context.route(`${portal.server.editor}/**`, (route) => route.fulfill({ contentType: 'text/html', body: page }))
  for (let n = 0; n < 3; n++) await opens(ben, await makeText(ben.visitor, ben.me.myFiles.id, `Unlucky ${n}`))
  await expect.poll(async () => (await rollout()).state, WITHIN_A_MINUTE).toBe('held')
  await ben.context.unroute(`${portal.server.editor}/**`)
  const next = await makeText(ben.visitor, ben.me.myFiles.id, 'Next')
  expect(await (await opens(ben, next)).title()).toBe(`${next.name} - Collabora Online`)
  await annas.type(' and after')
  await expect.poll(() => content(annas.item)).toBe('before and after')
  await desk.getByRole('heading', { name: 'Now: Held at “Pilots”, stage 1 of 2' }).waitFor()
  await desk
    .getByText(/documents did not open \(\d of \d\); the limit is 5 %/)
    .first()
    .waitFor()
  await desk.getByRole('row', { name: /Stepped back: “Pilots” in force The brake/ }).waitFor()
}, 150_000)

test('Why leads from the person to the roll-out', async () => {
  await desk.goto(`/admin/why?account=${ben.me.id}`)
  await desk
    .getByText(/Ben is in the stage “Everybody else”; the roll-out is held\./)
    .first()
    .waitFor()
  await desk.getByRole('link', { name: 'Look at its roll-out' }).click()
  await desk.getByRole('heading', { name: 'Now: Held at “Pilots”, stage 1 of 2' }).waitFor()
})

test('above a ceiling people keep the former editor and are told; the ceiling of the stage in force can be changed', async () => {
  await desk.getByRole('button', { name: 'Change Pilots' }).click()
  await dialog().getByRole('spinbutton', { name: 'Files being edited at once' }).fill('1')
  await dialog().getByRole('button', { name: 'Keep it in the plan' }).click()
  await desk.getByRole('button', { name: 'Save the plan' }).click()
  await desk.getByText('at most 1 file being edited').waitFor()
  const another = await makeText(anna.visitor, anna.me.myFiles.id, 'One too many')
  const tab = await opens(anna, another)
  expect(await tab.title()).toBe(`${another.name} - Collabora Online`)
  await tab.getByText('Moorage takes no more people just now. This file is open in Collabora Online instead.').waitFor()
  // the one that is open goes on
  await annas.type(', above the ceiling')
  await expect.poll(() => content(annas.item)).toBe('before and after, above the ceiling')
})

test('all of it works by keyboard: a reason has to be given, and the focus comes back', async () => {
  const back = desk.getByRole('button', { name: 'Step back' })
  await back.focus()
  await desk.keyboard.press('Enter')
  await dialog().getByRole('textbox', { name: 'Reason' }).waitFor()
  await dialog().getByRole('button', { name: 'Step back' }).focus()
  await desk.keyboard.press('Enter')
  await dialog().getByText('Say why in a few words.').waitFor()
  await desk.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  expect(await back.evaluate((button) => button === document.activeElement)).toBe(true)
})

test('nothing of it keeps people out, on a desk or a phone, light or dark', async () => {
  for (const options of [{}, { colorScheme: 'dark' as const }, { ...PHONE, colorScheme: 'dark' as const }]) {
    const { page, context } = await portal.open('admin@demo.test', options)
    await page.goto('/admin/roll-out?editor=built-in')
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('region', { name: /^Requests per second/ }).waitFor()
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    for (const button of ['Change Everybody else', 'Change the brake', 'Step back']) {
      await page.getByRole('button', { name: button, exact: true }).click()
      await page.getByRole('dialog').waitFor()
      expect([button, await violations(page)]).toEqual([button, []])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await context.close()
  }
}, 240_000)
