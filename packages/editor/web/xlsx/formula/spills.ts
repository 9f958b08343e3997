import { type Token, tokens } from './tokens.ts'

/** Functions whose results fill more than one cell, or work cell by cell on what they are given. */
const MANY = new Set(
  'ANCHORARRAY BYCOL BYROW CHOOSECOLS CHOOSEROWS DROP EXPAND FILTER FREQUENCY HSTACK LAMBDA LET MAKEARRAY MAP MMULT MUNIT RANDARRAY REDUCE SCAN SEQUENCE SORT SORTBY TAKE TEXTSPLIT TOCOL TOROW TRANSPOSE UNIQUE VSTACK WRAPCOLS WRAPROWS XLOOKUP'.split(
    ' ',
  ),
)
const WORKS_ON_ONE = /^[-+*/^&=<>%]$/

/**
 * Whether a formula works with many cells where Excel of before 2019 took one: it must be written as a dynamic array, or
 * Excel puts an `@` into it and comes to another result. Sees ranges beside operators and functions made for many cells.
 */
export function isDynamicArray(formula: string): boolean {
  const all = tokens(formula).filter(({ kind }) => kind !== 'space')
  return all.some((token, index) => {
    if (token.kind === 'function') return MANY.has(token.text.replace(/^_xlfn\.(_xlws\.)?/i, '').toUpperCase())
    if (!isMany(token)) return false
    const first = all[index - 1]?.kind === 'sheet' ? index - 1 : index
    const [before, after] = [all[first - 1], all[index + 1]]
    return (!before && !after) || [before, after].some((each) => each?.kind === 'operator' && WORKS_ON_ONE.test(each.text))
  })
}

const isMany = (token: Token) =>
  token.kind === 'structured' ? !/\[#This Row\]/i.test(token.text) : token.kind === 'reference' && token.reference.to !== undefined
