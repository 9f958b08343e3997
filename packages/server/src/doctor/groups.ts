import type { CheckGroup } from '@moorage/api'

/** Names of the groups, in the order in which they are shown. */
export const GROUP_NAMES: Readonly<Record<CheckGroup, string>> = {
  addresses: 'Addresses',
  tls: 'TLS',
  proxy: 'Reverse proxy',
  editors: 'Editors',
  framing: 'Framing',
  storage: 'Storage',
  settings: 'Settings',
  conformance: 'WOPI',
}
