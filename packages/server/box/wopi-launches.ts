import type { Launch, LaunchFailure } from '@moorage/api'
import type { Visitor } from './server.ts'
import type { Held } from './wopi-requests.ts'

/** The host page as a browser gets it, and the launch in it. */
export async function openPage(visitor: Visitor, itemId: string, query = '', headers: Record<string, string> = {}) {
  const answer = await visitor.fetch(`/open/${itemId}${query}`, { headers: { 'accept-language': 'en-GB,en;q=0.5', ...headers } })
  const html = await answer.text()
  const json = /<script type="application\/json" id="launch">(.*?)<\/script>/s.exec(html)?.[1]
  return { status: answer.status, headers: answer.headers, html, launch: json ? (JSON.parse(json) as Launch | LaunchFailure) : undefined }
}

/** Opens a file in an editor and answers what that editor then holds. */
export async function launched(visitor: Visitor, itemId: string, query = ''): Promise<Launch & Held> {
  const { launch, status } = await openPage(visitor, itemId, query)
  if (!launch || !('actionUrl' in launch)) throw new Error(`/open was answered ${status} ${JSON.stringify(launch)}`)
  const source = /[?&]WOPISrc=([^&]*)/i.exec(launch.actionUrl)?.[1]
  if (!source) throw new Error('the action URL has no WOPISrc')
  return { ...launch, wopiSrc: decodeURIComponent(source) }
}

export const idOf = ({ wopiSrc }: Held) => wopiSrc.split('/').at(-1) ?? ''
