import type { Body, ROUTES } from '@moorage/api'

/** Everybody at once, and no brake. */
export const ROLLOUT: Body<(typeof ROUTES)['planRollout']> = {
  stages: [{ name: 'Everybody', audience: { kind: 'everybody' }, ceilings: {} }],
  brake: { does: 'nothing', minutes: 10, minOpens: 20 },
}
