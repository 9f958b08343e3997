import type { Organization } from '@moorage/api'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Portal } from './portal-browser.ts'

let portal: Portal
beforeAll(async () => {
  portal = await Portal.start()
})
afterAll(() => portal?.stop())

/** One of the choices behind a row's three dots. */
async function choose(page: Page, of: string, action: string) {
  await page.getByRole('button', { name: `More for ${of}` }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}
const dialog = (page: Page) => page.getByRole('dialog')
/** One that asks before something is lost. */
const question = (page: Page) => page.getByRole('alertdialog')

/** How signing in as Fay is answered. */
const signIn = async (password: string) =>
  (await portal.server.visitor().post('/api/sign-in', { email: 'fay@lighthouse.test', password })).status

describe.sequential('an administrator brings a new organization to life', () => {
  let page: Page
  let link: string
  beforeAll(async () => {
    ;({ page } = await portal.open('admin@demo.test'))
  })

  test('from the account menu into the administration, where an organization is created', async () => {
    await page.goto('/files')
    await page.getByRole('button', { name: 'Account of Administrator' }).click()
    await page.getByRole('menuitem', { name: 'Administration' }).click()
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
    await page.getByRole('link', { name: 'Organizations', exact: true }).click()
    await page.getByRole('button', { name: 'Create organization' }).click()
    await dialog(page).getByRole('button', { name: 'Create organization' }).click()
    await dialog(page).getByText('Enter a name.').waitFor()
    await dialog(page).getByRole('textbox', { name: 'Name', exact: true }).fill('Lighthouse Trust')
    await dialog(page).getByRole('textbox', { name: 'Space quota in GB' }).fill('20')
    await dialog(page).getByRole('button', { name: 'Create organization' }).click()
    await page.getByRole('row', { name: /Lighthouse Trust.*0 bytes of 20 GB/ }).waitFor()
    await choose(page, 'Lighthouse Trust', 'Create suborganization')
    await dialog(page).getByRole('textbox', { name: 'Name', exact: true }).fill('Lamp room')
    await page.keyboard.press('Enter')
    await page.getByRole('row', { name: /Lamp room below Lighthouse Trust/ }).waitFor()
    // closed without doing anything, it gives the focus back to where it came from
    const more = page.getByRole('button', { name: 'More for Lamp room' })
    await more.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Change', exact: true }).press('Enter')
    await dialog(page).waitFor()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    await expect.poll(() => more.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('somebody is invited; without a mail server the page says where the mail waits', async () => {
    await choose(page, 'Lighthouse Trust', 'Accounts')
    await page.getByText('Nobody is here yet').waitFor()
    await page.getByRole('button', { name: 'Create account' }).click()
    await dialog(page).getByRole('textbox', { name: 'Name', exact: true }).fill('Fay Keeper')
    await dialog(page).getByRole('textbox', { name: 'Email address' }).fill('fay@lighthouse.test')
    await dialog(page)
      .getByRole('radio', { name: /^Organization administrator/ })
      .check()
    await dialog(page).getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('row', { name: /Fay Keeper.*Organization administrator.*Invited/ }).waitFor()
    await page.getByRole('link', { name: 'Show it under Mail' }).click()
    await page.getByText('No mail server is set up.').waitFor()
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByText('Link copied').last().waitFor()
    link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toContain(`${portal.server.portal}/welcome#code=`)
  })

  test('the link says for whom it is, takes a password and signs in, once', async () => {
    const context = await portal.browser.newContext({ baseURL: portal.server.portal, locale: 'en-US', reducedMotion: 'reduce' })
    const invited = await context.newPage()
    await invited.goto(link)
    await invited.getByRole('heading', { name: 'Welcome, Fay Keeper' }).waitFor()
    await invited.getByText('fay@lighthouse.test').waitFor()
    await invited.getByRole('textbox', { name: 'New password' }).fill('short')
    await invited.getByRole('button', { name: 'Choose it and sign in' }).click()
    await invited.getByText('The password needs at least 10 characters.').waitFor()
    await invited.getByRole('textbox', { name: 'New password' }).fill('a lamp that never goes out')
    await invited.getByRole('button', { name: 'Choose it and sign in' }).click()
    await invited.waitForURL('**/files')

    // an organization administrator sees their own and nothing of anybody else
    await invited.goto('/admin/organizations')
    await invited.getByRole('row', { name: /What is below Lighthouse Trust/ }).waitFor()
    await invited.getByRole('row', { name: /Lamp room/ }).waitFor()
    // the heading and these two
    expect(await invited.getByRole('row').count()).toBe(3)
    expect(await invited.getByRole('navigation').getByText('Microsoft 365').count()).toBe(0)

    const again = await (await portal.browser.newContext({ baseURL: portal.server.portal, reducedMotion: 'reduce' })).newPage()
    await again.goto(link)
    await again.getByRole('heading', { name: 'This link no longer works' }).waitFor()
    await again.goto('/sign-in')
    await again.getByRole('textbox', { name: 'Email' }).fill('fay@lighthouse.test')
    await again.getByRole('textbox', { name: 'Password' }).fill('a lamp that never goes out')
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
    await again.waitForURL('**/files')
    await context.close()
    await again.context().close()
  })

  test('a new password link leaves the present password alone until it is used, and the one sent before is void', async () => {
    await page.goto('/admin/accounts')
    await page.getByRole('searchbox', { name: 'Search by name or email address' }).fill('fay')
    const links: string[] = []
    for (const _ of ['first', 'second']) {
      await choose(page, 'Fay Keeper', 'Send a new password link')
      await question(page).getByRole('button', { name: 'Send a new password link' }).click()
      await question(page).waitFor({ state: 'detached' })
      await page.getByRole('link', { name: 'Show it under Mail' }).click()
      await page.getByRole('button', { name: 'Copy link' }).click()
      await page.getByText('Link copied').last().waitFor()
      links.push(await page.evaluate(() => navigator.clipboard.readText()))
      await page.goto('/admin/accounts')
      await page.getByRole('searchbox', { name: 'Search by name or email address' }).fill('fay')
    }
    expect(links[0]).not.toBe(links[1])
    expect(await signIn('a lamp that never goes out')).toBe(200)
    const context = await portal.browser.newContext({ baseURL: portal.server.portal, locale: 'en-US', reducedMotion: 'reduce' })
    const hers = await context.newPage()
    await hers.goto(links[0] as string)
    await hers.getByRole('heading', { name: 'This link no longer works' }).waitFor()
    await hers.goto('about:blank')
    await hers.goto(links[1] as string)
    await hers.getByRole('textbox', { name: 'New password' }).fill('another lamp, just as bright')
    await hers.keyboard.press('Enter')
    await hers.waitForURL('**/files')
    expect(await signIn('a lamp that never goes out')).toBe(401)
    expect(await signIn('another lamp, just as bright')).toBe(200)
    await context.close()
  })

  test('a disabled account is out at once, and comes back', async () => {
    await page.goto('/admin/accounts')
    await page.getByRole('searchbox', { name: 'Search by name or email address' }).fill('fay')
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    await choose(page, 'Fay Keeper', 'Disable')
    await question(page).getByRole('button', { name: 'Disable' }).click()
    await page.getByRole('row', { name: /Fay Keeper.*Disabled/ }).waitFor()
    expect(await signIn('another lamp, just as bright')).toBe(401)
    await choose(page, 'Fay Keeper', 'Enable')
    await page.getByRole('row', { name: /Fay Keeper.*Active/ }).waitFor()
    expect(await signIn('another lamp, just as bright')).toBe(200)
  })

  test('disabling an organization says who is locked out first', async () => {
    await page.goto('/admin/organizations')
    await choose(page, 'Lighthouse Trust', 'Disable')
    await question(page).getByText('1 person in it and in 1 organization below it will be signed out').waitFor()
    await question(page).getByRole('button', { name: 'Disable' }).click()
    await page.getByRole('row', { name: /What is below Lighthouse Trust.*Disabled/ }).waitFor()
    const { organizations } = await (await portal.server.signIn('admin@demo.test')).get<{ organizations: Organization[] }>(
      '/api/admin/organizations',
    )
    expect(organizations.find(({ name }) => name === 'Lighthouse Trust')?.blocked).toBe(true)
    await choose(page, 'Lighthouse Trust', 'Enable')
    await page.getByRole('row', { name: /What is below Lighthouse Trust.*Active/ }).waitFor()
  })
})

test('for people who administer nothing there is no such page and no way to it', async () => {
  const { page, context } = await portal.open('ben@demo.test')
  await page.goto('/admin')
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await page.getByRole('button', { name: 'Account of Ben Okafor' }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).waitFor()
  expect(await page.getByRole('menuitem', { name: 'Administration' }).count()).toBe(0)
  await context.close()
})

test('whoever forgot their password gets the same answer, account or not', async () => {
  const context = await portal.browser.newContext({ baseURL: portal.server.portal, locale: 'en-US', reducedMotion: 'reduce' })
  const page = await context.newPage()
  for (const email of ['anna@demo.test', 'nobody@nowhere.test']) {
    await page.goto('/sign-in')
    await page.getByRole('textbox', { name: 'Email' }).fill(email)
    await page.getByRole('link', { name: 'Forgot password?' }).click()
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    await page.getByText(`If there is an account for ${email}, a link is on its way.`).waitFor()
  }
  const { mails } = await (await portal.server.signIn('admin@demo.test')).get<{ mails: { to: string }[] }>('/api/admin/mail')
  expect(mails.filter(({ to }) => to.endsWith('@demo.test')).map(({ to }) => to)).toEqual(['anna@demo.test'])
  await context.close()
})
