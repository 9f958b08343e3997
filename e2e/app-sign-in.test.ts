import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asking, discover, MOBILE, REDIRECT_URI } from '../packages/server/box/app-sign-in.ts'
import { type BoxServer, startServer } from '../packages/server/box/server.ts'
import { startBrowser } from './browser.ts'

let server: BoxServer
let browser: Browser
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer({ environment: MOBILE }), startBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('a browser that an app opened signs in to the portal, is asked once, and goes back with a code', async () => {
  const page = await browser.newPage()
  const { authorize, state } = await asking(await discover(server))
  await page.goto(authorize.href)
  await page.waitForURL(/\/sign-in\?next=/)
  await page.getByText('Anna').first().click()
  await page.getByRole('heading', { name: 'Let Office use your files?' }).waitFor()
  expect(await page.locator('body').innerText()).toContain('anna@demo.test')
  const back = page.waitForRequest((request) => request.url().startsWith(REDIRECT_URI))
  await page.getByRole('button', { name: 'Allow' }).click()
  const answer = new URL((await back).url())
  expect([answer.searchParams.get('state'), answer.searchParams.get('code')?.length]).toEqual([state, 43])
})
