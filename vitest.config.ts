import { defineConfig } from 'vitest/config'

const source = { conditions: ['moorage-source'] }

/** Set by `npm run test:all`: whatever would take `npm test` past five minutes. */
const all = process.env.TEST_ALL === '1'
const LONG = [
  'e2e/validation.test.ts',
  'e2e/validation-faults.test.ts',
  'e2e/docx-roundtrip.test.ts',
  'e2e/microsoft-365-pages.test.ts',
  'e2e/licence.test.ts',
]

/**
 * `unit`: beside the source. `box`: a real server on a temporary folder. `conformance`: Microsoft's test cases against it. `e2e`: that and a real browser.
 * `nginx`, `libreoffice`: with these programs beside it (`npm run test:all`).
 */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: source,
        ssr: { resolve: source },
        test: {
          name: 'unit',
          include: ['packages/*/{src,web,host-page}/**/*.test.{ts,tsx}', '*.test.ts'],
          testTimeout: 20_000,
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
        },
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
        test: { name: 'conformance', include: ['conformance/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: { name: 'nginx', include: ['e2e/servers/nginx.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: { name: 'libreoffice', include: ['e2e/servers/libreoffice.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: {
          name: 'e2e',
          include: ['e2e/*.test.ts'],
          exclude: all ? [] : LONG,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
})
