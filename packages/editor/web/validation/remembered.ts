import { isRemembered } from '../../src/validation-names.ts'
import type { Leftover } from './run-state.ts'

/**
 * The names of files that runs on one file left behind, in this browser. Names only: a token stays in memory. And only
 * names that a later run may ask for again: a host that reads names wrongly can make others.
 */
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
        return (JSON.parse(localStorage.getItem(key) ?? '[]') as unknown[]).filter(isRemembered)
      } catch {
        return []
      }
    },
    keep(names) {
      const kept = [...new Set(names.filter(isRemembered))].slice(-200)
      try {
        if (kept.length === 0) localStorage.removeItem(key)
        else localStorage.setItem(key, JSON.stringify(kept))
      } catch {
        // no storage: what a run leaves is offered at its end only, or found where folders are shown
      }
    },
  }
}
