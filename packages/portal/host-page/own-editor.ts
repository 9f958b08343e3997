import type { Launch } from '@moorage/api'

/** Whether the frame shows our own editor: as itself, or in Microsoft 365's place. Only it knows messages that WOPI does not have. */
export const isOwnEditor = ({ actionUrl, profile }: Pick<Launch, 'actionUrl' | 'profile'>): boolean =>
  profile === 'built-in' || new URL(actionUrl).searchParams.get('rehearsal') === '1'
