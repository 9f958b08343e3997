import { defineConfig } from 'vitest/config'

const source = { conditions: ['moorage-source'] }

/** Set by `npm run test:all`. `npm test` keeps to five minutes: the main job in a browser, and the servers that start fast. */
const all = process.env.TEST_ALL === '1'
const CORE = ['five-minutes', 'host-frame', 'rehearsal'].map((name) => `e2e/${name}.test.ts`)
/** Recording wants the machine to itself. */
const FILMS = 'e2e/films.test.ts'
const LONG = [
  'platform-serve',
  'platform-session',
  'platform-reload',
  'files-full-disk',
  'crash',
  'hardship',
  'microsoft-365-addresses',
  'activity-every-route',
  'activity-kept',
  'backup',
  'headers-every-route',
  'wopi-crowd',
  'files-events',
  'people',
  'launch-kit-accounts',
  'licence',
  'wopi-bootstrapper',
  'validate',
  'doctor',
  'doctor-addresses',
  'doctor-canary',
  'doctor-demo-editors',
  'doctor-editors',
  'doctor-framing',
  'launch-kit-validation',
  'launch-kit-demo',
  'launch-kit',
  'launch-kit-export',
  'launch-findings',
  'metrics',
  'log-redacted',
  'readiness',
  'alerts',
].map((name) => `packages/server/box/${name}.test.ts`)

/** A project of its own, as they need a program that records or refuses calls. */
const STRACED = ['durability', 'read-only-disk'].map((name) => `packages/server/box/${name}.test.ts`)

/**
 * `unit`: beside the source. `box`: a real server on a temporary folder. `conformance`: Microsoft's test cases against it. `e2e`: that and a real browser.
 * `hostile`: what nobody sends in good faith (`npm run test:all`). `nginx`, `libreoffice`, `strace`: with these programs beside it (`npm run test:all`).
 */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: source,
        ssr: { resolve: source },
        test: {
          name: 'unit',
          setupFiles: ['scripts/property-seed.ts'],
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
          exclude: all ? STRACED : [...STRACED, ...LONG],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
          maxWorkers: 3,
        },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: {
          name: 'conformance',
          include: ['conformance/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          pool: 'forks',
          maxWorkers: 3,
        },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: { name: 'hostile', include: ['hostile/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks', maxWorkers: 2 },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: {
          name: 'nginx',
          include: ['e2e/servers/nginx.test.ts', 'e2e/servers/doctor-*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: {
          name: 'libreoffice',
          include: ['libreoffice', 'old-formats', 'xlsx-*', 'pptx-*'].map((name) => `e2e/servers/${name}.test.ts`),
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: { name: 'strace', include: STRACED, testTimeout: 120_000, hookTimeout: 60_000 },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: { name: 'films', include: [FILMS], testTimeout: 90_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } },
      },
      {
        resolve: source,
        ssr: { resolve: source },
        test: {
          name: 'e2e',
          include: all ? ['e2e/*.test.ts'] : CORE,
          exclude: [FILMS],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          pool: 'forks',
          maxWorkers: 3,
        },
      },
    ],
  },
})
