import type { Leftover } from './run-state.ts'

/** The names of files that runs on one file left behind, in this browser. Names only: a token stays in memory. */
export interface Remembered {
  names(): string[]
  keep(names: readonly string[]): void
}

export const filesOf = (leftovers: readonly Leftover[]) => leftovers.filter(({ kind }) => kind === 'file').map(({ name }) => name)

export function rememberedOf(wopiSrc: string): Remembered {
  const key = `moorage-validation-left:${wopiSrc}`
  return {
    names() {
      try {
        return JSON.parse(localStorage.getItem(key) ?? '[]') as string[]
      } catch {
        return []
      }
    },
    keep(names) {
      try {
        if (names.length === 0) localStorage.removeItem(key)
        else localStorage.setItem(key, JSON.stringify([...new Set(names)].slice(-200)))
      } catch {
        // no storage: what a run leaves is offered at its end only, or found where folders are shown
      }
    },
  }
}
