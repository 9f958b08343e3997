import { useEffect, useRef, useState } from 'react'

/** The library draws for the room that it is told of. */
export function useWidth() {
  const within = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!within.current) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    observer.observe(within.current)
    return () => observer.disconnect()
  }, [])
  return { within, width }
}
