import { useEffect, useState } from 'react'

/** What a choice in a menu was made from: the menu itself is gone when the focus comes back. */
function origin(): HTMLElement | null {
  const focused = document.activeElement
  const menu = focused?.closest('[role=menu]')
  const button = menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
  return button ?? (focused instanceof HTMLElement ? focused : null)
}

/**
 * Gives the focus back to where it was before a dialog came, once that has gone, unless something else took it.
 * Fluent does so for a dialog with a trigger of its own; these are opened out of menus.
 */
export function useFocusBack() {
  const [before] = useState(origin)
  useEffect(
    () => () => {
      setTimeout(() => {
        const lost = document.activeElement === document.body || document.activeElement === null
        if (lost && before?.isConnected) before.focus()
      })
    },
    [before],
  )
}
