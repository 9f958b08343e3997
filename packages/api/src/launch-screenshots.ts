import { type Static, Type } from 'typebox'
import { Id, Time } from './items.ts'

export const SCREENSHOT_MAX_BYTES = 10 * 1024 * 1024
export const SCREENSHOT_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const

/** A picture of a finding, or of a manual flow. */
export const Screenshot = Type.Object({
  id: Id,
  name: Type.String(),
  type: Type.Unsafe<(typeof SCREENSHOT_TYPES)[number]>(Type.String()),
  /** bytes */
  size: Type.Integer(),
  addedAt: Time,
  addedBy: Type.String(),
})
export type Screenshot = Static<typeof Screenshot>
