const count = (number) => (number === undefined ? '' : number >= 100 ? Math.round(number).toLocaleString('en-US') : String(number))

/** One operation as a line: what it did a second, how long it took, and its ratios. */
export function sayOperation(name, { ratios = {}, ...targets }) {
  const [[, first], ...others] = Object.entries(targets)
  const beside = others.map(([other, { perSecond }]) => `${other} ${count(perSecond)}, ratio ${ratios[other]}`)
  console.log(
    `${name.padEnd(16)} ${count(first.perSecond).padStart(7)} a second, p50 ${first.p50} ms, p99 ${first.p99} ms${beside.map((text) => `; ${text}`).join('')}`,
  )
}

export function sayBars(bars) {
  for (const { name, wanted, got, met } of bars) console.log(`${met ? 'met    ' : 'NOT MET'} ${name}: ${got} (${wanted})`)
}
