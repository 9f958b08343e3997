import { defaultTheme } from '@univerjs/themes'

/** The grid in the colours of the rest of the editor: Fluent's blue. */
export const theme: typeof defaultTheme = {
  ...defaultTheme,
  primary: {
    50: '#ebf3fc',
    100: '#cfe4fa',
    200: '#b4d6fa',
    300: '#77b7f7',
    400: '#479ef5',
    500: '#2886de',
    600: '#0f6cbd',
    700: '#115ea3',
    800: '#0f548c',
    900: '#0c3b5e',
  },
}
