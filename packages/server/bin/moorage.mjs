#!/usr/bin/env node
import module from 'node:module'

// newer Nodes keep compiled code between starts
module.enableCompileCache?.()
const { main } = await import('../dist/run/main.js')
await main(process.argv)
