#!/usr/bin/env node
// Node's four threads would do the flushes of all saves one behind the other. Only a script that is no module is early enough to say so.
process.env.UV_THREADPOOL_SIZE ??= '16'
// newer Nodes keep compiled code between starts
require('node:module').enableCompileCache?.()
module.exports = import('../dist/run/main.js').then(({ main }) => main(process.argv))
