import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'libsql'

const db = new Sqlite(workerData.file)
db.exec('pragma journal_mode = wal; pragma synchronous = full')
db.exec(`create table if not exists file (id text primary key, revision text, size integer, sha256 text, at integer) strict;
create table if not exists revision (name text primary key, file text, size integer, sha256 text, at integer) strict`)
const locked = db.prepare('insert into file (id, at) values (?, ?) on conflict do update set at = excluded.at')
const insert = db.prepare('insert into revision values (?, ?, ?, ?, ?)')
const point = db.prepare('update file set revision = ?, size = ?, sha256 = ?, at = ? where id = ?')
let queue = []

function commit() {
  if (queue.length === 0) return
  const batch = queue
  queue = []
  db.exec('begin immediate')
  for (const { file, name, size, sha256 } of batch) {
    if (name === undefined) locked.run([file, Date.now()])
    else {
      insert.run([name, file, size, sha256, Date.now()])
      point.run([name, size, sha256, Date.now(), file])
    }
  }
  db.exec('commit')
  parentPort.postMessage(batch.length)
}

parentPort.on('message', (row) => {
  queue.push(row)
  setImmediate(commit)
})
