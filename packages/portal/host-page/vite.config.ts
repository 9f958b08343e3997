import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The page around an editor. Fixed names: the server writes them into HTML that is never cached. */
export default defineConfig({
  root: here('.'),
  base: '/host-page/',
  publicDir: false,
  resolve: { conditions: ['moorage-source', 'module', 'browser', 'production'] },
  build: {
    outDir: here('../dist/host-page'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: {
      input: here('main.ts'),
      output: { entryFileNames: 'host-page.js', assetFileNames: 'host-page[extname]' },
    },
  },
})
