import type { Token } from './tokens.ts'

/** Files call what a formula names itself, in LET and LAMBDA, by this and its name (MS-XLSX 2.2.2). */
const PREFIX = '_xlpm.'
const NAMING = /^(?:LET|LAMBDA)$/i

/** The texts of a formula's pieces, its own names as files have them. */
export function withParameters(all: readonly Token[]): string[] {
  const own = new Set<string>()
  for (const [at, token] of all.entries()) {
    if (token.kind !== 'function' || !NAMING.test(token.text)) continue
    const isLambda = token.text.toUpperCase() === 'LAMBDA'
    // the last one is what it comes to
    for (const [place, name] of argumentsOf(all, at + 1)
      .slice(0, -1)
      .entries())
      if (name !== undefined && (isLambda || place % 2 === 0)) own.add(name.toLowerCase())
  }
  const isOwn = ({ kind, text }: Token) => (kind === 'name' || kind === 'function') && own.has(text.toLowerCase())
  return all.map((token) => (isOwn(token) && !token.text.startsWith(PREFIX) ? PREFIX : '') + token.text)
}

/** The arguments behind the parenthesis at `open`, up to its other one: those that are but a name, the others undefined. */
function argumentsOf(all: readonly Token[], open: number): (string | undefined)[] {
  const found: (string | undefined)[] = []
  let [depth, argument]: [number, Token[]] = [1, []]
  const end = () => found.push(argument.length === 1 && argument[0]?.kind === 'name' ? argument[0].text : undefined)
  for (const token of all.slice(open + 1)) {
    const sign = token.kind === 'operator' ? token.text : undefined
    if (sign === '(' || sign === '{') depth++
    if ((sign === ')' || sign === '}') && --depth === 0) break
    if (depth === 1 && sign === ',') {
      end()
      argument = []
    } else if (token.kind !== 'space') argument.push(token)
  }
  end()
  return found
}
