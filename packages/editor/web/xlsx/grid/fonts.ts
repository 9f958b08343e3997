import type { IWorkbookData } from '@univerjs/core'
import { FACES, FILES } from '../../docx/font-files.ts'
import { standIn } from '../../docx/font-names.ts'

const loaded = new Map<string, Promise<unknown>>()

/** A canvas draws with what is there: the families of a workbook are loaded before, under their own names, from our own server. */
export async function loadFonts({ styles, defaultStyle }: IWorkbookData): Promise<void> {
  const looks = [...Object.values(styles), ...(typeof defaultStyle === 'object' ? [defaultStyle] : [])]
  const families = new Set(looks.flatMap((look) => look?.ff ?? []))
  await Promise.all([...families].map((family) => loadFamily(family)))
}

function loadFamily(family: string): Promise<unknown> {
  const served = standIn(family)
  if (!served) return Promise.resolve()
  const faces = FACES.map(({ weight, style }, index) => {
    const face = new FontFace(family, `local("${family.replace(/["\\]/g, '')}"), url(${FILES[served][index]})`, {
      weight: String(weight),
      style,
    })
    document.fonts.add(face)
    return face
  })
  // upright and bold ones first: the others come when something is drawn with them
  const loading = loaded.get(family) ?? Promise.all(faces.slice(0, 2).map((face) => face.load().catch(() => undefined)))
  loaded.set(family, loading)
  return loading
}
