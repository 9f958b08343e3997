interface Key {
  key: string
  code: string
  windowsVirtualKeyCode: number
  text?: string
}

const NAMED = {
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
  Escape: { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 27 },
  End: { key: 'End', code: 'End', windowsVirtualKeyCode: 35 },
  ArrowDown: { key: 'ArrowDown', code: 'ArrowDown', windowsVirtualKeyCode: 40 },
} satisfies Record<string, Key>
export type NamedKey = keyof typeof NAMED

/** As the DevTools protocol wants it. Signs other than letters, digits and the space have no key of their own everywhere, and need none. */
export function keyOf(sign: string): Key {
  if (sign in NAMED) return NAMED[sign as NamedKey]
  const upper = sign.toUpperCase()
  if (/^[A-Z]$/.test(upper)) return { key: sign, code: `Key${upper}`, windowsVirtualKeyCode: upper.charCodeAt(0), text: sign }
  if (/^\d$/.test(sign)) return { key: sign, code: `Digit${sign}`, windowsVirtualKeyCode: sign.charCodeAt(0), text: sign }
  if (sign === ' ') return { key: ' ', code: 'Space', windowsVirtualKeyCode: 32, text: ' ' }
  return { key: sign, code: '', windowsVirtualKeyCode: 0, text: sign }
}
