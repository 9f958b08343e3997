/** Pairs (index in a, index in b) of equal numbers, both ascending: what a and b have in common, in order. */
export function align(a: readonly number[], b: readonly number[]): [number, number][] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return [
    ...Array.from({ length: head }, (_, i): [number, number] => [i, i]),
    ...middle.map(([i, j]): [number, number] => [i + head, j + head]),
    ...Array.from({ length: tail }, (_, i): [number, number] => [a.length - tail + i, b.length - tail + i]),
  ]
}

const EXACT_UP_TO = 4_000_000

/** Longest common subsequence where that is affordable, else each item of b with the next equal one of a. */
function between(a: readonly number[], b: readonly number[]): [number, number][] {
  if (!a.length || !b.length) return []
  if (a.length * b.length > EXACT_UP_TO) return greedy(a, b)
  const width = b.length + 1
  const longest = new Uint32Array((a.length + 1) * width)
  const cell = (i: number, j: number) => longest[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1))
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (cell(i + 1, j) >= cell(i, j + 1)) i++
    else j++
  }
  return pairs
}

function greedy(a: readonly number[], b: readonly number[]): [number, number][] {
  const places = new Map<number, number[]>()
  a.forEach((number, index) => {
    const known = places.get(number)
    if (known) known.push(index)
    else places.set(number, [index])
  })
  const pairs: [number, number][] = []
  let from = 0
  b.forEach((number, index) => {
    const place = places.get(number)?.find((candidate) => candidate >= from)
    if (place === undefined) return
    pairs.push([place, index])
    from = place + 1
  })
  return pairs
}
