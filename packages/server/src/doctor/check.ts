import type { Check, CheckGroup, CheckStatus } from '@moorage/api'
import type { App } from '../app.ts'
import type { Editor } from '../office/registry.ts'
import type { Ask } from './ask.ts'

/** What a check is given. */
export interface World {
  app: App
  /** sends a request out and in again through a public address */
  ask: Ask
  /** the editors whose checks were asked for: all, or the one that was named */
  editors: readonly Editor[]
  signal: AbortSignal
}

/** What one check found. `why` and `change` go with everything that is not ok. */
export interface Finding {
  status: CheckStatus
  seen: string
  why?: string
  change?: string
  /** mends it without risk; answers what it did */
  fix?: () => Promise<string>
}

interface Common {
  /** kebab-case */
  id: string
  group: CheckGroup
  /** what ought to be true, in a few words */
  title: string
  /** it is part of the short form at every start: quick, and it asks nobody else */
  short?: true
  /** it needs no running server */
  offline?: true
}

/** One check of the server. */
export interface ServerCheck extends Common {
  look(world: World): Promise<Finding>
}

/** One check that is made of each editor; its id gets the editor's, its title the editor's name. */
export interface EditorCheck extends Common {
  lookAt(world: World, editor: Editor): Promise<Finding>
}

/** What a check of the data folder is given. */
export type Folder = Pick<App, 'config' | 'now'>

/** One check of what lies in the data folder. It needs no open database, so it is made where that cannot be opened too. */
export interface FolderCheck extends Common {
  offline: true
  lookIn(folder: Folder): Promise<Finding>
}

export type CheckDefinition = ServerCheck | EditorCheck | FolderCheck
export type { Check }

export const ok = (seen: string): Finding => ({ status: 'ok', seen })
export const notApplicable = (seen: string): Finding => ({ status: 'not-applicable', seen })
type Mend = Pick<Finding, 'why' | 'change' | 'fix'>
export const warning = (seen: string, mend: Mend): Finding => ({ status: 'warning', seen, ...mend })
export const failure = (seen: string, mend: Mend): Finding => ({ status: 'failure', seen, ...mend })

/** For what only a public name can have. `missing`: what has to be there before Microsoft can reach it. */
export const fineForTrying = (missing: string): Finding => notApplicable(`Fine for trying; before Microsoft can reach you: ${missing}`)
