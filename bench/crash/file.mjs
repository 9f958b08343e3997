/**
 * A file as its clients know it. `now`: what was acknowledged last; `maybe`: what was asked and not answered, which may
 * have come true. `sent`: the hashes of all bodies ever sent for it, for readers; `byVersion`: those acknowledged.
 */
export const newFile = (held, name, { version, sha256 }) => ({
  ...held,
  sent: new Set([sha256]),
  byVersion: new Map([[version, sha256]]),
  now: { version, sha256, lock: '', name },
  maybe: { sha256: new Set(), lock: new Set(), name: new Set() },
})

/** Once it has been looked at, whatever is there now is what counts. */
export function settle(file, found) {
  file.now = found
  file.maybe = { sha256: new Set(), lock: new Set(), name: new Set() }
}
