import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the tests' page; the folder is given with --outDir. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  resolve: { conditions: ['moorage-source', 'module', 'browser', 'development|production'] },
  build: { emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 8000, assetsInlineLimit: 0 },
})
