import { type Abilities, NEW_FILES, type NewFileType } from '@moorage/api'
import type { App } from '../app.ts'
import type { Entitlement } from './entitlement.ts'
import { type Openable, waysOf } from './opening.ts'

const EVERYTHING: Abilities = { read: true, download: true, write: true, rename: true, move: true, delete: true, restore: false }

/** A file that has just been made: nobody has it open. */
const fresh = (extension: string): Openable => ({
  extension,
  size: 1,
  lock_id: null,
  lock_kind: null,
  lock_account: null,
  lock_client: null,
  lock_grant: null,
  lock_since: null,
  lock_expires_at: null,
})

/** Every editor here writes these, so that they need not wait until an editor has answered. */
const ALWAYS: ReadonlySet<NewFileType> = new Set<NewFileType>(['document', 'text'])

/** What New offers somebody: nobody is handed an empty file that no editor of theirs can fill. */
export function newFilesFor(app: Pick<App, 'config' | 'db' | 'now'>, entitlement: Entitlement): NewFileType[] {
  const types = Object.keys(NEW_FILES) as NewFileType[]
  const isEdited = (type: NewFileType) =>
    waysOf(app, entitlement, fresh(NEW_FILES[type]), EVERYTHING).some(({ action }) => action === 'edit')
  return types.filter((type) => ALWAYS.has(type) || isEdited(type))
}
