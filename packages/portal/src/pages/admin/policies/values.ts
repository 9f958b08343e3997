import { adminWords } from '../../../words-admin.ts'

/** A policy's value in words; one that this portal does not know yet as it is called. */
export const valueName = (value: string): string => adminWords.policies.values[value] ?? value
