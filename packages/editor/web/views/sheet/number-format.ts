/** What Excel calls its formats by number alone (ECMA-376 part 1, 18.8.30). */
const BUILT_IN: Record<number, string> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'd/m/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'd/m/yyyy h:mm',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
}
export const builtInFormat = (id: number): string => BUILT_IN[id] ?? 'General'

const TOKENS = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM\/PM|A\/P|y+|m+|d+|h+|s+|\.0+|E[+-]0+|[#0?][#0?,.]*|General|@|%|./gi
const DAY_MS = 86_400_000
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const DAYS_1904 = 1462

export interface FormatOptions {
  /** BCP 47 */
  locale: string
  date1904: boolean
}

/** Outside of quotes, a semicolon begins the format for the next kind of value. */
const sections = (code: string) =>
  code
    .match(/(?:"[^"]*"|\\.|[^;])*;?/g)
    ?.map((part) => part.replace(/;$/, ''))
    .slice(0, -1) ?? [code]
const tokensOf = (section: string) => section.match(TOKENS) ?? []
const isElapsed = (token: string) => /^\[[hms]+\]$/i.test(token)
const isDatePart = (token: string) => /^(y+|m+|d+|h+|s+|AM\/PM|A\/P)$/i.test(token) || isElapsed(token)

function literal(token: string): string | undefined {
  if (token.startsWith('"')) return token.slice(1, -1)
  if (token.startsWith('\\')) return token.slice(1)
  if (token.startsWith('_')) return ' '
  if (token.startsWith('*')) return ''
  if (token.startsWith('[')) return /^\[\$([^-\]]*)/.exec(token)?.[1] ?? ''
  return undefined
}

/** Making one costs a hundred times more than using it. */
const formatters = new Map<string, Intl.NumberFormat>()
function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${Object.values(options).join(' ')}`
  const made = formatters.get(key) ?? new Intl.NumberFormat(locale, options)
  formatters.set(key, made)
  return made
}

const GENERAL = { useGrouping: false, maximumSignificantDigits: 11 }

function general(value: number, locale: string): string {
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e15 || size < 1e-9)) return value.toExponential(5).replace('e', 'E')
  return formatter(locale, GENERAL).format(value)
}

function digits(value: number, pattern: string, locale: string): string {
  const scaled = value / 1000 ** (/,+$/.exec(pattern)?.[0].length ?? 0)
  const [whole = '', fraction = ''] = pattern.replace(/,+$/, '').split('.')
  return formatter(locale, {
    useGrouping: whole.includes(','),
    minimumIntegerDigits: Math.min(21, Math.max(1, whole.replace(/[^0]/g, '').length)),
    minimumFractionDigits: Math.min(20, fraction.replace(/[^0?]/g, '').length),
    maximumFractionDigits: Math.min(20, fraction.replace(/[^0#?]/g, '').length),
  }).format(scaled)
}

function numberText(value: number, tokens: string[], locale: string): string {
  const scale = 100 ** tokens.filter((token) => token === '%').length
  const exponent = tokens.find((token) => /^E[+-]/i.test(token))
  let drawn = false
  return tokens
    .map((token) => {
      const fixed = literal(token)
      if (fixed !== undefined) return fixed
      if (token === 'General') return general(value, locale)
      if (token === exponent) return ''
      if (!/^[#0?]/.test(token)) return token
      if (drawn) return ''
      drawn = true
      if (!exponent) return digits(value * scale, token, locale)
      const [mantissa, power] = value.toExponential(token.split('.')[1]?.length ?? 0).split('e')
      return `${mantissa}E${Number(power) < 0 ? '-' : '+'}${String(Math.abs(Number(power))).padStart(exponent.length - 2, '0')}`
    })
    .join('')
}

function dateText(serial: number, tokens: string[], { locale, date1904 }: FormatOptions): string {
  const precise = tokens.some((token) => /^\.0+$/.test(token))
  const ms = (serial + (date1904 ? DAYS_1904 : 0)) * DAY_MS
  const date = new Date(EPOCH_1900 + (precise ? Math.round(ms) : Math.round(ms / 1000) * 1000))
  const half = tokens.some((token) => /^A(M\/PM|\/P)$/i.test(token))
  const pad = (value: number, token: string) => String(value).padStart(Math.min(2, token.length), '0')
  const name = (part: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...part, timeZone: 'UTC' }).format(date)
  const isMinutes = (index: number) => {
    const before = tokens.slice(0, index).findLast(isDatePart)
    const after = tokens.slice(index + 1).find(isDatePart)
    return /^\[?h/i.test(before ?? '') || /^\[?s/i.test(after ?? '')
  }
  const part = (token: string, index: number): string => {
    if (isElapsed(token)) {
      const unit = { h: 3600, m: 60, s: 1 }[token.charAt(1).toLowerCase()] ?? 1
      return String(Math.floor((serial * 86_400 + 1e-6) / unit)).padStart(token.length - 2, '0')
    }
    if (/^\.0+$/.test(token))
      return `.${String(date.getUTCMilliseconds())
        .padStart(3, '0')
        .slice(0, token.length - 1)}`
    if (!isDatePart(token)) return literal(token) ?? token
    switch (token.charAt(0).toLowerCase()) {
      case 'y':
        return token.length > 2 ? String(date.getUTCFullYear()) : String(date.getUTCFullYear() % 100).padStart(2, '0')
      case 'm':
        if (token.length <= 2) return pad(isMinutes(index) ? date.getUTCMinutes() : date.getUTCMonth() + 1, token)
        return name({ month: token.length === 3 ? 'short' : token.length === 5 ? 'narrow' : 'long' })
      case 'd':
        return token.length <= 2 ? pad(date.getUTCDate(), token) : name({ weekday: token.length === 3 ? 'short' : 'long' })
      case 'h':
        return pad(half ? date.getUTCHours() % 12 || 12 : date.getUTCHours(), token)
      case 's':
        return pad(date.getUTCSeconds(), token)
      default:
        return date.getUTCHours() < 12 ? 'AM' : 'PM'
    }
  }
  return tokens.map(part).join('')
}

/** A number as its cell shows it. Fractions are shown as decimals, colours and conditions of a format are left out. */
export function formatNumber(value: number, code: string, options: FormatOptions): string {
  const parts = sections(code)
  const chosen = value < 0 && parts.length > 1 ? 1 : value === 0 && parts.length > 2 ? 2 : 0
  const section = parts[chosen] ?? 'General'
  if (section === '' || section === '@') return section === '@' ? general(value, options.locale) : ''
  if (/[#0?]\s*[#0?]*\/[#0?\d]/.test(section)) return general(value, options.locale)
  const tokens = tokensOf(section)
  if (tokens.some(isDatePart)) return value < 0 || value > 2_958_465 ? '########' : dateText(value, tokens, options)
  return numberText(chosen === 1 ? -value : value, tokens, options.locale)
}
