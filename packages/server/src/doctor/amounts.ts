const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** 26843545600 → "25 GB" */
export function inUnits(bytes: number): string {
  let amount = bytes
  let unit = 0
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024
    unit++
  }
  return `${amount >= 10 || unit === 0 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[unit]}`
}

export const inPercent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(part / whole < 0.1 ? 1 : 0)} %`

/** (1, 'file') → "1 file"; (3, 'piece', 'pieces of work') → "3 pieces of work" */
export const counted = (count: number, one: string, several = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : several}`
