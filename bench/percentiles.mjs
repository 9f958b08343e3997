const rounded = (value) => Number(value.toPrecision(4))

/** Of milliseconds, in no order; undefined where there are none. */
export function percentiles(values) {
  if (values.length === 0) return undefined
  const sorted = Float64Array.from(values).sort()
  const at = (part) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))])
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: rounded(sorted.at(-1)) }
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
