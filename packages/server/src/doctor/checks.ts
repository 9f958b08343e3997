import type { CheckDefinition } from './check.ts'
import { addressChecks } from './checks/addresses.ts'
import { editorChecks } from './checks/editors.ts'

/** THE TABLE of what the doctor looks at, in the order in which it is shown. */
export const CHECKS: readonly CheckDefinition[] = [...addressChecks, ...editorChecks]
