import { createFontSource, type FontConfigurationFragment, type FontResolver } from '@docx-editor.dev/react'
import { FACES, FILES } from './font-files.ts'
import { type Served, standIn } from './font-names.ts'

async function faces(family: Served, which: readonly number[], signal: AbortSignal | undefined) {
  const loaded = await Promise.all(
    which.map(async (index) => {
      const face = FACES[index]
      const url = FILES[family][index]
      if (!face || !url) return []
      const answer = await fetch(url, { signal })
      if (!answer.ok) return []
      const made = createFontSource(new Uint8Array(await answer.arrayBuffer()), { family, ...face })
      return 'source' in made ? [made.source] : []
    }),
  )
  return loaded.flat()
}

/**
 * Answers the families a document names with fonts of the same widths, all from our own server, so that lines and pages
 * break where Word breaks them. Upright faces come first; italics follow after the first paint.
 */
export const fonts: FontResolver = async ({ families, defaultFamily, signal }) => {
  const wanted = [...new Set([...families, defaultFamily])].flatMap((family) => {
    const served = standIn(family)
    return served ? [{ family, served }] : []
  })
  const served = [...new Set(wanted.map((font) => font.served))]
  const load = async (which: readonly number[]): Promise<FontConfigurationFragment> => ({
    sources: (await Promise.all(served.map((family) => faces(family, which, signal).catch(() => [])))).flat(),
    substitutions: wanted.flatMap(({ family, served }) =>
      which.flatMap((index) => {
        const face = FACES[index]
        return face && family !== served ? [{ from: { family, ...face }, to: { family: served, ...face } }] : []
      }),
    ),
  })
  return { ...(await load([0, 1])), deferred: load([2, 3]) }
}
