const bare = (name: string) =>
  name
    .replace(/^MOORAGE_/, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '')

/** How many letters must change, come or go to make one word of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (before[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(swap, (before[j] as number) + 1, (row[j - 1] as number) + 1))
    }
    before = row
  }
  return before[b.length] as number
}

/** "; did you mean sessionDays?" for a name that is nearly a known one, else nothing. */
export function meant(name: string, known: string[]): string {
  const [nearest] = known.map((other) => ({ other, far: distance(bare(name), bare(other)) })).sort((a, b) => a.far - b.far)
  return nearest && nearest.far <= 2 ? `; did you mean ${nearest.other}?` : ''
}
