#!/usr/bin/env node
// `npm start`: set up what changed, then serve the demo. Further words go to `moorage serve`: npm start -- --reset
import { setUp } from './setup.mjs'

try {
  await setUp()
  process.argv = [process.argv[0], 'moorage', 'serve', '--demo', ...process.argv.slice(2)]
  const { default: done } = await import('../packages/server/bin/moorage.cjs')
  await done
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
