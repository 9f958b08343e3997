import { useEffect, useState } from 'react'

const WARN_BEFORE_MS = 15 * 60_000
/** setTimeout's own limit */
const MAX_DELAY_MS = 2_147_483_647

/** `soon` from a quarter of an hour before the token ends, `over` after it. `ttl`: absolute epoch milliseconds, 0 = unknown. */
export function useTokenExpiry(ttl: number): 'fine' | 'soon' | 'over' {
  const [now, setNow] = useState(Date.now)
  const left = ttl === 0 ? Number.POSITIVE_INFINITY : ttl - now
  const expiry = left <= 0 ? 'over' : left <= WARN_BEFORE_MS ? 'soon' : 'fine'
  useEffect(() => {
    if (expiry === 'over' || left === Number.POSITIVE_INFINITY) return
    const next = expiry === 'fine' ? left - WARN_BEFORE_MS : left
    const timer = setTimeout(() => setNow(Date.now()), Math.min(next + 1, MAX_DELAY_MS))
    return () => clearTimeout(timer)
  }, [expiry, left])
  return expiry
}
