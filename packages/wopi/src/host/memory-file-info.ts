import type { CheckFileInfo } from '../wire/file-info.ts'
import { type MemoryActor, type MemoryFile, type MemoryWorld, timeText } from './memory-world.ts'
import { splitName } from './names.ts'

/** CheckFileInfo of a file for the holder of a token: exactly what the store does for that holder, no more. */
export function memoryFileInfo(world: MemoryWorld, actor: MemoryActor, file: MemoryFile): CheckFileInfo {
  const { offers } = world
  const { user } = actor
  return {
    BaseFileName: file.name,
    FileExtension: splitName(file.name).extension,
    OwnerId: 'owner',
    Size: file.content.byteLength,
    UserId: user.id,
    UserFriendlyName: user.name,
    UserInfo: world.userInfo.get(user.id),
    Version: String(file.version),
    LastModifiedTime: timeText(file.modifiedAt),
    HostViewUrl: world.pageFor('view', file.id),
    HostEditUrl: user.mayEdit ? world.pageFor('edit', file.id) : undefined,
    FileUrl: offers.contentUrl && `${offers.contentUrl}/${world.issueContentToken(file, actor)}`,
    SupportsUpdate: true,
    SupportsLocks: true,
    SupportsGetLock: true,
    SupportsExtendedLockLength: true,
    SupportsRename: true,
    SupportsDeleteFile: true,
    SupportsUserInfo: true,
    SupportsContainers: offers.containers,
    SupportsEcosystem: offers.ecosystem,
    SupportedShareUrlTypes: offers.shareUrls ? ['ReadOnly', 'ReadWrite'] : undefined,
    SupportsAddActivities: offers.activities,
    IsEduUser: false,
    LicenseCheckForEditIsEnabled: false,
    UserCanWrite: user.mayEdit,
    UserCanRename: user.mayEdit,
    UserCanNotWriteRelative: !user.mayEdit || offers.saveAs === false,
    ReadOnly: !user.mayEdit,
  }
}
