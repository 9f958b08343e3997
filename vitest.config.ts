import { defineConfig } from 'vitest/config'

const source = { conditions: ['moorage-source'] }

/** `unit`: beside the source, no server. `box`: a real server on a temporary folder, or a real browser. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: source,
        ssr: { resolve: source },
        test: { name: 'unit', include: ['packages/*/src/**/*.test.ts', '*.test.ts'], testTimeout: 20_000 },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: {
          name: 'box',
          include: ['packages/server/box/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: { name: 'e2e', include: ['e2e/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 120_000, pool: 'forks', maxWorkers: 2 },
      },
    ],
  },
})
