// For tests of tests: a server started with this loses one kind of flush, as if somebody had removed its line.
import fs from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import threads from 'node:worker_threads'

const without = process.env.WITHOUT_FLUSH_OF

if (without === 'bytes' || without === 'folder') {
  const { fsync } = fs
  fs.fsync = (file, done) => {
    const kind = fs.fstatSync(file).isDirectory() ? 'folder' : 'bytes'
    if (kind === without) done(null)
    else fsync(file, done)
  }
}

if (without === 'log') {
  const Sqlite = createRequire(import.meta.url)('libsql')
  const { exec } = Sqlite.prototype
  Sqlite.prototype.exec = function (sql) {
    return exec.call(this, sql.replace('synchronous = full', 'synchronous = normal'))
  }
  const { Worker } = threads
  // the writer takes no flags of its process
  threads.Worker = class extends Worker {
    constructor(file, options) {
      super(file, { ...options, execArgv: ['--import', import.meta.url] })
    }
  }
}
syncBuiltinESMExports()
