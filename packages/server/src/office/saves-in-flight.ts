import type { App } from '../app.ts'

/** Saves whose bytes are on their way in, by file. In memory: a server that ends answers none of them. */
const inFlight = new WeakMap<App['db'], Map<string, number>>()

function filesOf({ db }: Pick<App, 'db'>): Map<string, number> {
  const known = inFlight.get(db) ?? new Map<string, number>()
  inFlight.set(db, known)
  return known
}

/** Until `save` is over, nobody's lock of this file is released. */
export async function whileSaving<T>(app: Pick<App, 'db'>, fileId: string, save: () => Promise<T>): Promise<T> {
  const files = filesOf(app)
  files.set(fileId, (files.get(fileId) ?? 0) + 1)
  try {
    return await save()
  } finally {
    const left = (files.get(fileId) ?? 1) - 1
    if (left > 0) files.set(fileId, left)
    else files.delete(fileId)
  }
}

export const isSaving = (app: Pick<App, 'db'>, fileId: string): boolean => filesOf(app).has(fileId)
