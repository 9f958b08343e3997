import arimo from '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf?url'
import arimoItalic from '@expo-google-fonts/arimo/400Regular_Italic/Arimo_400Regular_Italic.ttf?url'
import arimoBold from '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf?url'
import arimoBoldItalic from '@expo-google-fonts/arimo/700Bold_Italic/Arimo_700Bold_Italic.ttf?url'
import caladea from '@expo-google-fonts/caladea/400Regular/Caladea_400Regular.ttf?url'
import caladeaItalic from '@expo-google-fonts/caladea/400Regular_Italic/Caladea_400Regular_Italic.ttf?url'
import caladeaBold from '@expo-google-fonts/caladea/700Bold/Caladea_700Bold.ttf?url'
import caladeaBoldItalic from '@expo-google-fonts/caladea/700Bold_Italic/Caladea_700Bold_Italic.ttf?url'
import carlito from '@expo-google-fonts/carlito/400Regular/Carlito_400Regular.ttf?url'
import carlitoItalic from '@expo-google-fonts/carlito/400Regular_Italic/Carlito_400Regular_Italic.ttf?url'
import carlitoBold from '@expo-google-fonts/carlito/700Bold/Carlito_700Bold.ttf?url'
import carlitoBoldItalic from '@expo-google-fonts/carlito/700Bold_Italic/Carlito_700Bold_Italic.ttf?url'
import cousine from '@expo-google-fonts/cousine/400Regular/Cousine_400Regular.ttf?url'
import cousineItalic from '@expo-google-fonts/cousine/400Regular_Italic/Cousine_400Regular_Italic.ttf?url'
import cousineBold from '@expo-google-fonts/cousine/700Bold/Cousine_700Bold.ttf?url'
import cousineBoldItalic from '@expo-google-fonts/cousine/700Bold_Italic/Cousine_700Bold_Italic.ttf?url'
import tinos from '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf?url'
import tinosItalic from '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf?url'
import tinosBold from '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf?url'
import tinosBoldItalic from '@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf?url'
import type { Served } from './font-names.ts'

export const FACES = [
  { weight: 400, style: 'normal' },
  { weight: 700, style: 'normal' },
  { weight: 400, style: 'italic' },
  { weight: 700, style: 'italic' },
] as const

/** Addresses, in the order of FACES. */
export const FILES: Record<Served, readonly string[]> = {
  Arimo: [arimo, arimoBold, arimoItalic, arimoBoldItalic],
  Caladea: [caladea, caladeaBold, caladeaItalic, caladeaBoldItalic],
  Carlito: [carlito, carlitoBold, carlitoItalic, carlitoBoldItalic],
  Cousine: [cousine, cousineBold, cousineItalic, cousineBoldItalic],
  Tinos: [tinos, tinosBold, tinosItalic, tinosBoldItalic],
}
