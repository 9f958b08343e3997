import { type Browser, chromium } from 'playwright-core'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser that scripts/test.mjs found, or Debian's Chromium. It reaches nothing outside this machine by itself. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.MOORAGE_TEST_BROWSER ?? '/usr/bin/chromium', args: ARGUMENTS })
