import type { LookChange } from '../edit.ts'

/** The attributes of `alignment` that a change of looks sets; undefined takes one away. Empty when it is about other things. */
export function alignmentChanges({ horizontal, vertical, wrap, rotation, indent }: LookChange): Record<string, string | undefined> {
  return {
    ...(horizontal === undefined ? {} : { horizontal: horizontal ?? undefined }),
    ...(vertical === undefined ? {} : { vertical: vertical ?? undefined }),
    ...(wrap === undefined ? {} : { wrapText: wrap ? '1' : undefined }),
    ...(rotation === undefined ? {} : { textRotation: rotationText(rotation) }),
    ...(indent === undefined ? {} : { indent: indent > 0 ? String(Math.min(250, Math.round(indent))) : undefined }),
  }
}

/** Downwards counts on from 90 (18.8.1); 255 is one letter below the other. */
function rotationText(rotation: number | 'stacked' | null): string | undefined {
  if (rotation === 'stacked') return '255'
  const degrees = Math.round(rotation ?? 0)
  if (!degrees) return undefined
  return String(degrees > 0 ? Math.min(90, degrees) : 90 + Math.min(90, -degrees))
}
