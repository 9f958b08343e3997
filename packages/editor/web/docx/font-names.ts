/** The families we serve ourselves; each has the widths of one of Word's. */
export type Served = 'Arimo' | 'Caladea' | 'Carlito' | 'Cousine' | 'Tinos'

const EXACT: Record<string, Served> = {
  calibri: 'Carlito',
  'calibri light': 'Carlito',
  aptos: 'Carlito',
  'aptos display': 'Carlito',
  carlito: 'Carlito',
  cambria: 'Caladea',
  caladea: 'Caladea',
  arial: 'Arimo',
  arimo: 'Arimo',
  helvetica: 'Arimo',
  'liberation sans': 'Arimo',
  'times new roman': 'Tinos',
  times: 'Tinos',
  tinos: 'Tinos',
  'liberation serif': 'Tinos',
  'courier new': 'Cousine',
  courier: 'Cousine',
  cousine: 'Cousine',
  'liberation mono': 'Cousine',
  consolas: 'Cousine',
}

const SERIF = /serif(?<!sans.?serif)|roman|garamond|georgia|palatino|bookman|century|minion|book antiqua|baskerville|caslon|didot/i
const MONO = /mono|courier|console|consolas|typewriter|fixed/i
/** Their code points mean pictures, or letters that our fonts lack: a Latin stand-in would show boxes. */
const NO_STAND_IN =
  /symbol|wingdings|webdings|dingbats|emoji|icons?$|mt extra|math|[^\p{ASCII}]|gothic|mincho|song|sun$|hei$|kai$|cjk|batang|gulim|meiryo/iu

/**
 * What we draw a document's font family with: a family of the same widths where there is one, else the nearest kind.
 * undefined leaves the choice to the platform.
 */
export function standIn(family: string): Served | undefined {
  const exact = EXACT[family.trim().toLowerCase()]
  if (exact) return exact
  if (/^(century|franklin|league|letter) gothic/i.test(family)) return 'Arimo'
  if (NO_STAND_IN.test(family)) return undefined
  if (MONO.test(family)) return 'Cousine'
  return SERIF.test(family) ? 'Tinos' : 'Carlito'
}
