/** Chance that comes the same way again from the same seed: a fault that was found can be looked for again. */
export interface Chance {
  /** from 0 up to, and not, `below` */
  below(below: number): number
  of<T>(all: readonly T[]): T
  /** once in so many */
  oneIn(many: number): boolean
}

/** mulberry32 */
export function chanceFrom(seed: number): Chance {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number) => Math.floor(next() * most)
  return { below, of: (all) => all[below(all.length)] as never, oneIn: (many) => below(many) === 0 }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
const STRANGE = [
  ...['', ' ', '.', '..', '../../etc/passwd', 'a/b', 'a\\b', 'CON', 'x'.repeat(300), ' '.repeat(5000), '. '.repeat(4000), '-1', '1e309'],
  ...[
    'null',
    'undefined',
    '__proto__',
    'constructor',
    'true',
    '0',
    '9007199254740993',
    '2026-11-27',
    '%00',
    '\u0000',
    '\u202e.txt',
    '\ud800',
  ],
  ...[
    'äöü 漢字 😀',
    '<script>alert(1)</script>',
    "' or 1=1 --",
    '%{7*7}',
    '{{7*7}}',
    '+AF8-',
    '=cmd|x',
    '\r\nx-evil: 1',
    'http://127.0.0.1:1/',
  ],
  ...[
    'anna@demo.test',
    'a@b.c',
    '\ufeff',
    'İ',
    'ß'.repeat(200),
    '()'.repeat(400),
    '{"a":'.repeat(200),
    'data:text/html,x',
    'file:///etc/passwd',
  ],
]

/** Halves of surrogate pairs cannot be escaped. */
export const wellFormed = (text: string) => text.replace(/\p{Cs}/gu, '?')

export const inAddress = (text: string) => encodeURIComponent(wellFormed(text))

/** An id as ours look, of nothing. */
export const idOfNothing = (chance: Chance) => Array.from({ length: 26 }, () => chance.of([...LETTERS])).join('')

export const strangeText = (chance: Chance): string =>
  chance.oneIn(3) ? Array.from({ length: chance.below(40) }, () => String.fromCharCode(chance.below(0x300))).join('') : chance.of(STRANGE)

const SIMPLE: readonly unknown[] = [null, true, false, 0, -1, 1.5, 2 ** 53, 1e308, [], {}, [[]], { __proto__: 1 }, { length: -1 }]

export const strangeValue = (chance: Chance): unknown => (chance.oneIn(2) ? strangeText(chance) : chance.of(SIMPLE))

interface Schema {
  type?: string
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}

/** A value that mostly fits a JSON schema, and is spoiled in a place or two; `ids` that exist are put where ids belong. */
export function nearly(schema: Schema | undefined, chance: Chance, ids: readonly string[]): unknown {
  if (!schema || chance.oneIn(12)) return strangeValue(chance)
  if ('const' in schema) return schema.const
  if (schema.anyOf) return nearly(chance.of(schema.anyOf), chance, ids)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries([
        ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
          chance.oneIn(schema.required?.includes(name) ? 30 : 2) ? [] : [[name, nearly(inner, chance, ids)]],
        ),
        ...(chance.oneIn(20) ? [[strangeText(chance), strangeValue(chance)]] : []),
      ])
    case 'array':
      return Array.from({ length: chance.below(4) }, () => nearly(schema.items, chance, ids))
    case 'integer':
    case 'number':
      return (
        (schema.minimum ?? 0) +
        chance.below(Math.min(1000, (schema.maximum ?? 1000) - (schema.minimum ?? 0) + 2)) -
        (chance.oneIn(9) ? 1 : 0)
      )
    case 'boolean':
      return chance.oneIn(2)
    case 'string':
      if (schema.pattern?.includes('{26}'))
        return chance.oneIn(4) ? idOfNothing(chance) : (ids[chance.below(ids.length)] ?? idOfNothing(chance))
      return chance.oneIn(3)
        ? strangeText(chance)
        : `${chance.of(['Plan', 'Letter', 'a@b.c', 'edit', 'x'])}${'y'.repeat(schema.minLength ?? 0)}${chance.below(1000)}`
    default:
      return strangeValue(chance)
  }
}
