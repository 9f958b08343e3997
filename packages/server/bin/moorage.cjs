#!/usr/bin/env node
// newer Nodes keep compiled code between starts
require('node:module').enableCompileCache?.()
module.exports = import('../dist/run/main.js').then(({ main }) => main(process.argv))
