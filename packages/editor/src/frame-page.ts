import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What the page is started with, for web/launch.ts. */
export interface FrameLaunch {
  wopiSrc: string
  accessToken: string
  /** absolute, epoch milliseconds; 0 = unknown */
  accessTokenTtl: number
  action: 'edit' | 'view'
  /** a BCP 47 tag, '' when the host gave none */
  locale: string
  /** given back to the host as X-WOPI-SessionContext */
  sessionContext: string
  /** the host has put us in Microsoft 365's place, to try itself out: the bar says so */
  rehearsal: boolean
  /** which cases the validator is to run; '' = all. Only on its page */
  testCategory?: string
  /** as which client the host is asked to see the validator. Only on its page */
  profile?: string
}

/** Nothing from elsewhere, no inline script, framed by the portal only. Inline styles are what the editing libraries use. */
const contentSecurityPolicy = (frameAncestors: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${frameAncestors.join(' ') || "'none'"}`,
  ].join('; ')

export const pageHeaders = (frameAncestors: readonly string[]) => ({
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': contentSecurityPolicy(frameAncestors),
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
})

/** JSON that cannot end its script element, nor be read as markup. */
const embeddedJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** What a person chose in the host's own pages; undefined: what their device says. */
export type FrameTheme = 'light' | 'dark' | undefined

/** The built page with the theme at its root, before anything is drawn, and the launch data in its head; read again when a new build lies there. */
export function framePage(webFolder: string): (launch: FrameLaunch, theme: FrameTheme) => Promise<string> {
  const file = join(webFolder, 'index.html')
  let cached: { stamp: number; html: string } | undefined
  return async (launch, theme) => {
    const { mtimeMs } = await stat(file)
    if (cached?.stamp !== mtimeMs) cached = { stamp: mtimeMs, html: await readFile(file, 'utf8') }
    const page = theme ? cached.html.replace('<html', `<html data-theme="${theme}"`) : cached.html
    return page.replace('</head>', () => `<script type="application/json" id="launch">${embeddedJson(launch)}</script></head>`)
  }
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** A page for people who came here without a document. */
export const noticePage = (heading: string, text: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(heading)}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 'Segoe UI', system-ui, sans-serif }
body { display: grid; place-content: center; min-height: 100vh; margin: 0; padding: 0 24px; text-align: center }
h1 { font-size: 22px; font-weight: 600; margin: 0 0 8px } p { margin: 0; max-width: 34em }
</style></head>
<body><main><h1>${escapeHtml(heading)}</h1><p>${escapeHtml(text)}</p></main></body>
</html>
`
