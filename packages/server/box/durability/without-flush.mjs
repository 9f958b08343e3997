// For tests of tests: a server started with this loses one kind of flush, as if somebody had removed its line.
import fs from 'node:fs'
import { open } from 'node:fs/promises'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { fileURLToPath } from 'node:url'
import threads from 'node:worker_threads'

const without = process.env.WITHOUT_FLUSH_OF

if (without === 'bytes') fs.fsync = (_handle, done) => process.nextTick(done, null)

if (without === 'folder') {
  const handle = await open(fileURLToPath(import.meta.url))
  Object.getPrototypeOf(handle).sync = async () => undefined
  await handle.close()
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
