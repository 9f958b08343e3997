import type { Workbook } from '@univerjs/core'
import type { Edit } from '../edit.ts'
import type { Mutation } from './mutations.ts'
import { normalize } from './normalize.ts'
import { refusal } from './refusals.ts'

/** What a kind of file can keep of what the grid does. */
export interface FormatRules {
  /** cells hold nothing but text: no formulas, no looks, one sheet */
  textOnly: boolean
  /** why a command is not carried out; undefined when it is */
  refusal(id: string, params: object | undefined): string | undefined
  /** why a mutation could not be saved, the file's own limits apart */
  limit(mutation: Mutation): string | undefined
  /** makes of a mutation what the file can keep */
  normalize(mutation: Mutation, workbook: Workbook): void
  /** whether the file is told; everything else is only for the eye */
  keeps(edit: Edit): boolean
}

export const WORKBOOK_RULES: FormatRules = { textOnly: false, refusal, limit: () => undefined, normalize, keeps: () => true }
