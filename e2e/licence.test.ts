import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { APPLICATION, type Microsoft, OFFICE_FOR_THE_WEB, startMicrosoft } from '../packages/server/box/microsoft.ts'
import { makeText, Portal } from './portal-browser.ts'

// A commercial subscription: whoever has no licence views, is told in one sentence, and signs in to Microsoft once.
let microsoft: Microsoft
let portal: Portal

beforeAll(async () => {
  microsoft = await startMicrosoft()
  portal = await Portal.start({
    environment: {
      MOORAGE_MICROSOFT_CLIENT_ID: APPLICATION.id,
      MOORAGE_MICROSOFT_CLIENT_SECRET: APPLICATION.secret,
      MOORAGE_MICROSOFT_AUTHORITY: microsoft.address,
      MOORAGE_MICROSOFT_GRAPH_URL: microsoft.address,
    },
  })
  microsoft.admit(portal.server.portal)
})
afterAll(async () => {
  await portal?.stop()
  await microsoft?.stop()
})

/** Microsoft's own pages, as far as the library that stands for them has some. */
async function signInAtMicrosoft(page: Page, account: string) {
  await page.locator('input[name=login]').fill(account)
  await page.locator('input[name=password]').fill('anything')
  await page.getByRole('button').click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('a file opens to be viewed, the corner offers the sign-in, and it leads back to editing', async () => {
  const anna = await portal.open()
  const { visitor: administrator } = await portal.open('admin@demo.test')
  const { organization } = anna.me
  const changed = await administrator.patch(`/api/admin/organizations/${organization.id}`, { subscription: 'commercial' })
  expect(changed.status).toBe(200)
  expect((await administrator.post('/api/admin/microsoft-365/rehearsal', { testers: [anna.me.id] })).status).toBe(200)
  microsoft.licences.set('anna@contoso.example', [[OFFICE_FOR_THE_WEB]])

  const { page } = anna
  const file = await makeText(anna.visitor, anna.me.myFiles.id, 'Licensed.txt')
  // a click opens it where it can be edited now
  await page.goto(`/open/${file.id}`)
  await page.frameLocator('#office_frame').locator('[data-phase=editing]').waitFor()
  expect(await page.title()).toBe('Licensed.txt - Moorage')
  await page.getByText('Once you have signed in to Microsoft 365, this file opens in Microsoft 365 (rehearsal).').waitFor()
  await page.getByRole('link', { name: 'Sign in to Microsoft 365', exact: true }).waitFor()
  await page.goto(`/open/${file.id}?editor=m365test`)
  const editor = page.frameLocator('#office_frame')
  await editor.locator('[data-phase=viewing]').waitFor()
  await page.getByRole('link', { name: 'Sign in to Microsoft 365 to edit' }).click()
  await signInAtMicrosoft(page, 'anna@contoso.example')
  await editor.locator('[data-phase=editing]').waitFor()
  expect(await page.title()).toBe('Licensed.txt - Microsoft 365 (rehearsal)')
  expect(await page.getByRole('link', { name: 'Sign in to Microsoft 365 to edit' }).count()).toBe(0)
})
