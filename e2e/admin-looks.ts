import type { Organization } from '@moorage/api'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { violations } from './axe.ts'
import type { Portal } from './portal-browser.ts'

/** Path below /admin, the heading, whether only system administrators have it. */
const PAGES = [
  ['', 'Dashboard'],
  ['/organizations', 'Organizations'],
  ['/accounts', 'Accounts'],
  ['/team-shares', 'Team Shares'],
  ['/policies', 'Policies'],
  ['/microsoft-365', 'Microsoft 365', true],
  ['/roll-out', 'Roll-out', true],
  ['/launch-kit', 'Launch kit', true],
  ['/editors', 'Editors'],
  ['/why', 'Who gets which editor, and why'],
  ['/editing-now', 'Editing now'],
  ['/editing-sessions', 'Editing sessions'],
  ['/alerts', 'Alerts', true],
  ['/measurements', 'Measurements', true],
  ['/activity', 'Activity'],
  ['/mail', 'Mail'],
  ['/doctor', 'Doctor', true],
] as const

/** An administrator of one organization of the demo and of nothing above it. */
const KEEPER = 'keeper@demo.test'
const PASSWORD = 'a-password-of-the-keeper'

/** Complaints of the page itself; a request that fails on purpose is not one. */
function listen(page: Page): string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) heard.push(message.text())
  })
  return heard
}

async function there(page: Page, heading: string) {
  await page.getByRole('heading', { name: heading, level: 1, exact: true }).waitFor()
  await expect.poll(() => page.locator('[data-page] [aria-busy=true]').count()).toBe(0)
}

/** By how many pixels something is wider than the window, or than the page that scrolls in it. */
const tooWide = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('[data-page]')].map((element) => element.scrollWidth - element.clientWidth),
  )

async function makeKeeper(portal: Portal) {
  const { visitor, context } = await portal.open('admin@demo.test')
  const { organizations } = await visitor.get<{ organizations: Organization[] }>('/api/admin/organizations')
  const organization = organizations.find(({ parentId }) => parentId !== undefined) as Organization
  const body = { email: KEEPER, name: 'Kim Keeper', kind: 'organization-administrator', password: PASSWORD }
  const made = await visitor.post(`/api/admin/organizations/${organization.id}/accounts`, body)
  expect(made.status).toBe(200)
  await context.close()
  return organization
}

const PATIENCE_MS = 150_000

/** Every page of the administration in one kind of window: its look, its failure, and what an organization's administrator has of it. */
export function looksAt(portal: () => Portal, options: BrowserContextOptions) {
  for (const colorScheme of ['light', 'dark'] as const)
    test(
      `axe finds nothing on any page in ${colorScheme}, nothing is wider than the window, and nothing complains`,
      async () => {
        const { page, context } = await portal().open('admin@demo.test', { ...options, colorScheme })
        const heard = listen(page)
        const found: unknown[] = []
        for (const [path, heading] of PAGES) {
          await page.goto(`/admin${path}`)
          await there(page, heading)
          for (const violation of await violations(page)) found.push(`${heading}: ${violation}`)
          for (const pixels of await tooWide(page)) if (pixels > 0) found.push(`${heading} is ${pixels} pixels too wide`)
        }
        expect([...found, ...heard]).toEqual([])
        await context.close()
      },
      PATIENCE_MS,
    )

  test(
    'every page that cannot be read says so, and Try again reads it',
    async () => {
      const { page, context, me } = await portal().open('admin@demo.test', { ...options, colorScheme: 'dark' })
      const heard = listen(page)
      const found: string[] = []
      for (const [path, heading] of PAGES) {
        await page.route('**/api/admin/**', (route) => route.abort())
        // Why? reads nothing before it is about somebody
        await page.goto(`/admin${path}${path === '/why' ? `?account=${me.id}` : ''}`)
        const again = page.getByRole('button', { name: 'Try again' }).first()
        await again.waitFor()
        for (const violation of await violations(page)) found.push(`${heading}: ${violation}`)
        await page.unroute('**/api/admin/**')
        await expect
          .poll(async () => {
            // a page that asks again by itself may be quicker
            await again.click({ timeout: 2000 }).catch(() => undefined)
            return again.count()
          })
          .toBe(0)
        await there(page, heading)
      }
      expect([...found, ...heard]).toEqual([])
      await context.close()
    },
    PATIENCE_MS,
  )

  test(
    'an organization’s administrator has its own pages and no others',
    async () => {
      const organization = await makeKeeper(portal())
      const context = await portal().browser.newContext({
        baseURL: portal().server.portal,
        locale: 'en-US',
        reducedMotion: 'reduce',
        ...options,
      })
      const page = await context.newPage()
      const heard = listen(page)
      await page.goto('/sign-in?next=/admin')
      await page.getByRole('textbox', { name: 'Email' }).fill(KEEPER)
      await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await there(page, 'Dashboard')
      const found: string[] = []
      for (const [path, heading, everything] of PAGES) {
        await page.goto(`/admin${path}`)
        if (everything) {
          await page.getByRole('alert').waitFor()
          continue
        }
        await there(page, heading)
        for (const violation of await violations(page)) found.push(`${heading}: ${violation}`)
        for (const pixels of await tooWide(page)) if (pixels > 0) found.push(`${heading} is ${pixels} pixels too wide`)
      }
      expect([...found, ...heard]).toEqual([])
      await page.goto('/admin/organizations')
      await there(page, 'Organizations')
      await page.getByText(organization.name, { exact: true }).first().waitFor()
      const { organizations } = (await (await page.request.get('/api/admin/organizations')).json()) as { organizations: Organization[] }
      const within = new Set([organization.id])
      for (const { id, parentId } of organizations) if (parentId && within.has(parentId)) within.add(id)
      expect(organizations.map(({ id }) => id).toSorted()).toEqual([...within].toSorted())
      await context.close()
    },
    PATIENCE_MS,
  )
}
