const MICROSOFT_HOSTS = /(^|\.)officeapps\.live\.com$/

/** The editor's frame and the form that is posted into it may go there and nowhere else. */
function frameSources(frameOrigin: string): string {
  // Office moves between hosts of its own while it starts
  return MICROSOFT_HOSTS.test(new URL(frameOrigin).hostname) ? 'https://*.officeapps.live.com' : frameOrigin
}

/** The content security policy of a page around an editor; `images`: an origin more that they may come from. */
export function hostPagePolicy(frameOrigin: string | undefined, images = ''): string {
  const frames = frameOrigin === undefined ? "'none'" : frameSources(frameOrigin)
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${images}`.trim(),
    "connect-src 'self'",
    `frame-src ${frames}`,
    `form-action ${frames}`,
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}
