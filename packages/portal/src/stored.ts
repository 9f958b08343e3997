import { useState } from 'react'

/** A choice that this browser remembers; `allowed` are its possible values, the first the default. */
export function useStored<T extends string>(key: string, allowed: readonly [T, ...T[]]): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = localStorage.getItem(key)
      return allowed.find((one) => one === kept) ?? allowed[0]
    } catch {
      return allowed[0]
    }
  })
  return [
    value,
    (next) => {
      setValue(next)
      try {
        localStorage.setItem(key, next)
      } catch {
        // without storage it lasts as long as the page
      }
    },
  ]
}
