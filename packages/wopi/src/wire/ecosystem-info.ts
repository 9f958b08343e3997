import { writeJson } from './json.ts'

/** CheckEcosystem's answer. */
export interface CheckEcosystem {
  /** promises every operation on containers, wherever the user gets by starting from the root */
  SupportsContainers?: boolean
}

export const serializeEcosystemInfo = (info: CheckEcosystem): string => writeJson(info)
