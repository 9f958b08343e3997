import { LexerTreeBuilder } from '@univerjs/engine-formula'

interface Lookup {
  unitId: string | undefined | null
  getValueByName(unit: string, name: string): { name: string } | null | undefined
  getDirtyDefinedNameMap(): Record<string, Record<string, string> | undefined>
}
interface Replaced {
  sequenceString: string
  hasDefinedName: boolean
  definedNames: string[]
}
interface Lexer {
  _handleDefinedName(sequence: unknown, lookup: Lookup): Replaced
  _simpleCheckDefinedName(formula: string, lookup: Lookup): boolean
}

let done = false

/**
 * The library puts what a name stands for into a formula and forgets that it was a name (0.25.1): once rows come or go, the
 * name stands for other cells, and the formula goes on with the old ones. Here formulas keep their names, in whatever case.
 */
export function keepNamesInFormulas(): void {
  if (done) return
  done = true
  const lexer = LexerTreeBuilder.prototype as unknown as Lexer
  const replace = lexer._handleDefinedName
  lexer._handleDefinedName = function (sequence, lookup) {
    const names = new Set<string>()
    const told = replace.call(this, sequence, {
      ...lookup,
      getValueByName(unit, name) {
        const found = lookup.getValueByName(unit, name)
        if (found) names.add(found.name)
        return found
      },
    })
    return { ...told, definedNames: [...new Set([...told.definedNames, ...names])] }
  }
  lexer._simpleCheckDefinedName = (formula, { unitId, getDirtyDefinedNameMap }) => {
    const changed = Object.keys(getDirtyDefinedNameMap()[unitId ?? ''] ?? {})
    const lower = changed.length > 0 ? formula.toLowerCase() : ''
    return changed.some((name) => lower.includes(name.toLowerCase()))
  }
}
