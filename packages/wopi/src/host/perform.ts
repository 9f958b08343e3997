import type { ParsedOperation } from '../wire/request.ts'
import { errorResponse, type WopiResponse } from '../wire/response.ts'
import { addActivities } from './add-activities.ts'
import { checkContainerInfo } from './check-container-info.ts'
import { checkFileInfo } from './check-file-info.ts'
import { createChildContainer } from './create-child-container.ts'
import { createChildFile } from './create-child-file.ts'
import { deleteContainer } from './delete-container.ts'
import { deleteFile } from './delete-file.ts'
import { checkEcosystem, getEcosystem, getRootContainer } from './ecosystem.ts'
import { enumerateAncestors, enumerateContainerAncestors } from './enumerate-ancestors.ts'
import { enumerateChildren } from './enumerate-children.ts'
import { getFile } from './get-file.ts'
import { getShareUrl } from './get-share-url.ts'
import { changeLock } from './locks.ts'
import { putFile } from './put-file.ts'
import { putRelativeFile } from './put-relative-file.ts'
import { putUserInfo } from './put-user-info.ts'
import { renameContainer } from './rename-container.ts'
import { renameFile } from './rename-file.ts'
import type { WopiStore } from './store.ts'

const UNSUPPORTED = errorResponse('UNSUPPORTED')

/** One line per operation that is built; the compiler asks for the rest. What the store does not carry is 501. */
export async function perform<Actor>(
  store: WopiStore<Actor>,
  actor: Actor,
  operation: ParsedOperation,
  body: AsyncIterable<Uint8Array>,
): Promise<WopiResponse> {
  const { containers, ecosystem } = store
  switch (operation.name) {
    case 'CheckFileInfo':
      return checkFileInfo(store, actor, operation)
    case 'GetFile':
      return getFile(store, actor, operation)
    case 'Lock':
    case 'RefreshLock':
    case 'Unlock':
    case 'UnlockAndRelock':
    case 'GetLock':
      return changeLock(store, actor, operation)
    case 'PutFile':
      return putFile(store, actor, operation, body)
    case 'PutRelativeFile':
      return putRelativeFile(store, actor, operation, body)
    case 'RenameFile':
      return renameFile(store, actor, operation)
    case 'DeleteFile':
      return deleteFile(store, actor, operation)
    case 'PutUserInfo':
      return putUserInfo(store, actor, operation, body)
    case 'EnumerateAncestors':
      return enumerateAncestors(store, actor, operation)
    case 'AddActivities':
      return addActivities(store, actor, operation, body)
    case 'GetShareUrl':
      return getShareUrl(store, actor, { kind: 'file', id: operation.id }, operation.urlType)
    case 'GetContainerShareUrl':
      return getShareUrl(store, actor, { kind: 'container', id: operation.id }, operation.urlType)
    case 'CheckContainerInfo':
      return containers ? checkContainerInfo(containers, actor, operation) : UNSUPPORTED
    case 'CreateChildContainer':
      return containers ? createChildContainer(containers, actor, operation) : UNSUPPORTED
    case 'CreateChildFile':
      return containers ? createChildFile(containers, actor, operation) : UNSUPPORTED
    case 'DeleteContainer':
      return containers ? deleteContainer(containers, actor, operation) : UNSUPPORTED
    case 'RenameContainer':
      return containers ? renameContainer(containers, actor, operation) : UNSUPPORTED
    case 'EnumerateChildren':
      return containers ? enumerateChildren(containers, actor, operation) : UNSUPPORTED
    case 'EnumerateContainerAncestors':
      return containers ? enumerateContainerAncestors(containers, actor, operation) : UNSUPPORTED
    case 'GetEcosystem':
      return ecosystem ? getEcosystem(ecosystem, actor, { kind: 'file', id: operation.id }) : UNSUPPORTED
    case 'GetContainerEcosystem':
      return ecosystem ? getEcosystem(ecosystem, actor, { kind: 'container', id: operation.id }) : UNSUPPORTED
    case 'CheckEcosystem':
      return ecosystem ? checkEcosystem(ecosystem, actor) : UNSUPPORTED
    case 'GetRootContainer':
      return ecosystem ? getRootContainer(ecosystem, actor) : UNSUPPORTED
  }
}
