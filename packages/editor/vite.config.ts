import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The browser part: one page that the server puts its launch data into, and what it loads as it needs it. */
export default defineConfig({
  root: here('./web'),
  base: '/',
  publicDir: here('./web/public'),
  plugins: [react()],
  resolve: { conditions: ['moorage-source', 'module', 'browser', 'production'] },
  worker: { format: 'es' },
  build: {
    outDir: here('./dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // the page's policy allows no data: scripts or styles
    assetsInlineLimit: 0,
    // the .docx editor and PDF reader are single large libraries, loaded only with such a document
    chunkSizeWarningLimit: 6000,
  },
})
