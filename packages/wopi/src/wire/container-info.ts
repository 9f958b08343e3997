import { writeJson } from './json.ts'

/** WOPI: what GetShareUrl can be asked for. A page for people, never a WOPI address. */
export type ShareUrlType = 'ReadOnly' | 'ReadWrite'

/** CheckContainerInfo's answer. Leave out what does not apply: absent means `false`, `""` or `[]`. */
export interface CheckContainerInfo {
  /** what the folder is called, without path */
  Name: string
  /** absolute address of the host's page for this folder */
  HostUrl?: string
  /** absolute address of a page on which to share it */
  SharingUrl?: string
  IsAnonymousUser?: boolean
  /** phones: must be there, and the same in the folder, in its children and in its files */
  IsEduUser?: boolean
  /** phones: as IsEduUser; business user */
  LicenseCheckForEditIsEnabled?: boolean
  SupportedShareUrlTypes?: ShareUrlType[]
  UserCanCreateChildContainer?: boolean
  UserCanCreateChildFile?: boolean
  UserCanDelete?: boolean
  UserCanRename?: boolean
}

export const serializeContainerInfo = (info: CheckContainerInfo): string => writeJson(info)
