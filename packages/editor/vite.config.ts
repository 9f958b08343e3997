import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** pdf.js fetches fonts, character maps and decoders by name as a document needs them: they lie beside the scripts. */
const pdfData: Plugin = {
  name: 'pdf-data',
  writeBundle({ dir }) {
    const from = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
    for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs'])
      cpSync(join(from, folder), join(dir ?? '', 'assets', 'pdfjs', folder), { recursive: true })
  },
}

/** The browser part: one page that the server puts its launch data into, and what it loads as it needs it. */
export default defineConfig({
  root: here('./web'),
  base: '/',
  publicDir: here('./web/public'),
  plugins: [react(), pdfData],
  resolve: { conditions: ['moorage-source', 'module', 'browser', 'production'] },
  worker: { format: 'es' },
  build: {
    outDir: here('./dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: { input: { main: here('./web/index.html'), validation: here('./web/validation/index.html') } },
    sourcemap: false,
    // the page's policy allows no data: scripts or styles
    assetsInlineLimit: 0,
    // the .docx editor and PDF reader are single large libraries, loaded only with such a document
    chunkSizeWarningLimit: 6000,
  },
})
