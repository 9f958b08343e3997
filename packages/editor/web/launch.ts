/** What the frame page was started with; the server writes it into the page (src/frame-page.ts). */
export interface Launch {
  wopiSrc: string
  accessToken: string
  /** absolute, epoch milliseconds; 0 = unknown */
  accessTokenTtl: number
  action: 'edit' | 'view'
  /** BCP 47 */
  locale: string
  sessionContext: string
  /** in Microsoft 365's place, for the host to try itself out */
  rehearsal: boolean
}

/** Takes the launch data out of the page, so that the token is in memory only. */
export function takeLaunch(): Launch | undefined {
  const element = document.getElementById('launch')
  element?.remove()
  const launch = element?.textContent ? (JSON.parse(element.textContent) as Launch) : undefined
  return launch && { ...launch, locale: launch.locale || navigator.language || 'en' }
}
