/** WOPI: absent properties mean their default, and null is never sent: clients reject it for booleans and numbers. */
const kept = (_name: string, value: unknown) =>
  value === null || (typeof value === 'number' && !Number.isFinite(value)) ? undefined : value

/** JSON text without a null in any object. Lists must hold none to begin with. */
export const writeJson = (value: object): string => JSON.stringify(value, kept)
