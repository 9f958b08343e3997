// For tests of tests: a server started with this loses one kind of flush, as if somebody had removed its line.
import { open } from 'node:fs/promises'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { fileURLToPath } from 'node:url'
import threads from 'node:worker_threads'

const without = process.env.WITHOUT_FLUSH_OF

if (without === 'bytes' || without === 'folder') {
  const handle = await open(fileURLToPath(import.meta.url))
  const handles = Object.getPrototypeOf(handle)
  const { sync } = handles
  handles.sync = async function () {
    const kind = (await this.stat()).isDirectory() ? 'folder' : 'bytes'
    if (kind !== without) await sync.call(this)
  }
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
