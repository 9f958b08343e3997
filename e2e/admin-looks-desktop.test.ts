import { afterAll, beforeAll } from 'vitest'
import { looksAt } from './admin-looks.ts'
import { Portal } from './portal-browser.ts'

let portal: Portal
beforeAll(async () => {
  portal = await Portal.start()
})
afterAll(() => portal?.stop())

looksAt(() => portal, { viewport: { width: 1440, height: 900 } })
