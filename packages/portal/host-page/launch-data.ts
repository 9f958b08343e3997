import type { Launch, LaunchFailure } from '@moorage/api'

export const isFailure = (subject: Launch | LaunchFailure): subject is LaunchFailure => 'heading' in subject

/**
 * What the server wrote into the page; undefined when it is not there. The element goes, so that the access token
 * does not stay in the document for every script and extension to read.
 */
export function takeLaunch(document: Document): Launch | LaunchFailure | undefined {
  const element = document.getElementById('launch')
  element?.remove()
  try {
    const value: unknown = JSON.parse(element?.textContent ?? '')
    return typeof value === 'object' && value !== null && 'itemId' in value ? (value as Launch | LaunchFailure) : undefined
  } catch {
    return undefined
  }
}
