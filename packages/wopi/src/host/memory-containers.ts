import type { CheckContainerInfo } from '../wire/container-info.ts'
import { hasExtension } from './extensions.ts'
import { createFile } from './memory-create.ts'
import { type MemoryActor, type MemoryFolder, type MemoryUser, type MemoryWorld, timeText } from './memory-world.ts'
import { freeName, legalName, nameProblem } from './names.ts'
import type { ContainerStore } from './store.ts'

/** CheckContainerInfo of a folder for a user, and so what the rest of this file lets that user do. */
export function containerInfo(world: MemoryWorld, { id, name, parent }: MemoryFolder, { mayEdit }: MemoryUser): CheckContainerInfo {
  return {
    Name: name,
    HostUrl: world.pageFor('folder', id),
    SharingUrl: world.pageFor('share', id),
    IsAnonymousUser: false,
    IsEduUser: false,
    LicenseCheckForEditIsEnabled: false,
    ...(world.offers.shareUrls ? { SupportedShareUrlTypes: ['ReadOnly', 'ReadWrite'] } : {}),
    UserCanCreateChildContainer: mayEdit,
    UserCanCreateChildFile: mayEdit,
    UserCanDelete: mayEdit && parent !== undefined,
    UserCanRename: mayEdit,
  }
}

export const memoryContainers = (world: MemoryWorld): ContainerStore<MemoryActor> => ({
  async checkContainerInfo(actor, id) {
    const folder = world.openFolder(actor, id, false)
    return 'outcome' in folder ? folder : containerInfo(world, folder, actor.user)
  },
  async createChildContainer(actor, id, target) {
    const folder = world.openFolder(actor, id, false)
    if ('outcome' in folder) return folder
    if (!actor.user.mayEdit) return { outcome: 'unsupported' }
    const taken = (name: string) => world.named(folder, name) !== undefined
    const name = target.mode === 'exact' ? target.name : freeName(legalName(target.name, 'Folder'), taken)
    const problem = nameProblem(name)
    if (problem) return { outcome: 'name-illegal', reason: problem }
    if (taken(name)) return { outcome: 'name-taken', suggestion: freeName(name, taken) }
    const child = world.addFolder(name, folder)
    return { outcome: 'ok', pointer: world.pointer(actor, child), info: containerInfo(world, child, actor.user) }
  },
  async createChildFile(actor, id, target) {
    const folder = world.openFolder(actor, id, false)
    if ('outcome' in folder) return folder
    if (!actor.user.mayEdit) return { outcome: 'unsupported' }
    return createFile(world, actor, folder, target, { sourceName: '', content: new Uint8Array(), action: 'editnew' })
  },
  async removeContainer(actor, id) {
    const folder = world.openFolder(actor, id, true)
    if ('outcome' in folder) return folder
    if (!folder.parent) return { outcome: 'unsupported' }
    if (world.filesIn(folder).length + world.foldersIn(folder).length > 0) return { outcome: 'container-not-empty' }
    world.folders.delete(id)
    return { outcome: 'ok' }
  },
  async renameContainer(actor, id, name) {
    const folder = world.openFolder(actor, id, true)
    if ('outcome' in folder) return folder
    const problem = nameProblem(name)
    if (problem) return { outcome: 'name-illegal', reason: problem }
    const present = folder.parent && world.named(folder.parent, name)
    if (present && present !== folder) return { outcome: 'name-taken' }
    folder.name = name
    return { outcome: 'ok', name }
  },
  async children(actor, id, { extensions }) {
    const folder = world.openFolder(actor, id, false)
    if ('outcome' in folder) return folder
    return {
      outcome: 'ok',
      containers: world.foldersIn(folder).map((child) => world.pointer(actor, child)),
      files: world
        .filesIn(folder)
        .filter(({ name }) => hasExtension(name, extensions))
        .map((file) => ({
          ...world.pointer(actor, file),
          version: String(file.version),
          size: file.content.byteLength,
          lastModifiedTime: timeText(file.modifiedAt),
        })),
    }
  },
  async containerAncestors(actor, id) {
    const folder = world.openFolder(actor, id, false)
    if ('outcome' in folder) return folder
    const above = folder.parent ? world.lineage(folder.parent) : []
    return { outcome: 'ok', ancestors: above.map((each) => world.pointer(actor, each)), incomplete: false }
  },
})
