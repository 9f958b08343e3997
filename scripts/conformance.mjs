#!/usr/bin/env node
// `npm run conformance`: every profile, signed, against a real server; the last line says how many cases passed.
import { spawn } from 'node:child_process'
import { program, setUp } from './setup.mjs'

await setUp()
let verdict = ''
const child = spawn(program('vitest'), ['run', '--project', 'conformance'], {
  stdio: ['inherit', 'pipe', 'inherit'],
  shell: process.platform === 'win32',
})
child.stdout.on('data', (chunk) => {
  process.stdout.write(chunk)
  verdict = /\d+ of \d+ passed, \d+ failed/.exec(String(chunk))?.[0] ?? verdict
})
child.on('close', (code) => {
  if (verdict) console.log(verdict)
  process.exitCode = code ?? 1
})
