import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useMedia } from './media.ts'

export type ThemeChoice = 'light' | 'dark' | 'system'
const KEY = 'moorage.theme'

const ThemeContext = createContext<{ choice: ThemeChoice; dark: boolean; choose(choice: ThemeChoice): void }>({
  choice: 'system',
  dark: false,
  choose() {},
})
export const useTheme = () => useContext(ThemeContext)

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY)
    return value === 'light' || value === 'dark' ? value : 'system'
  } catch {
    return 'system'
  }
}

/** Fluent's light or dark theme, as chosen in the account menu or on the device; the choice stays in this browser. */
export function Themed({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(stored)
  const deviceIsDark = useMedia('(prefers-color-scheme: dark)')
  const dark = choice === 'dark' || (choice === 'system' && deviceIsDark)

  useEffect(() => {
    if (choice === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = choice
  }, [choice])

  const choose = (next: ThemeChoice) => {
    setChoice(next)
    try {
      if (next === 'system') localStorage.removeItem(KEY)
      else localStorage.setItem(KEY, next)
    } catch {
      // private mode without storage: the choice lasts until the tab is closed
    }
  }
  return (
    <ThemeContext.Provider value={{ choice, dark, choose }}>
      <FluentProvider theme={dark ? webDarkTheme : webLightTheme}>{children}</FluentProvider>
    </ThemeContext.Provider>
  )
}
