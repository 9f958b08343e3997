import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'libsql'

const db = new Sqlite(workerData.file)
db.exec('pragma journal_mode = wal; pragma synchronous = full')
db.exec('create table if not exists saved (name text primary key, size integer, sha256 text, at integer) strict')
const insert = db.prepare('insert into saved values (?, ?, ?, ?)')
let queue = []

function commit() {
  if (queue.length === 0) return
  const batch = queue
  queue = []
  db.exec('begin immediate')
  for (const { name, size, sha256 } of batch) insert.run(name, size, sha256, Date.now())
  db.exec('commit')
  parentPort.postMessage(batch.length)
}

parentPort.on('message', (row) => {
  queue.push(row)
  setImmediate(commit)
})
