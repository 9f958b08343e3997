// The same unavoidable work as the server's with nothing around it, and the limits: node:http answering what it has.
// argv: port's owner talks over IPC: { data, folder, info, files }.
import { createHash, createHmac, createPublicKey, randomBytes, timingSafeEqual, verify } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { expectedProof } from '@moorage/wopi'
import Sqlite from 'libsql'

process.once('message', async ({ data, folder, key, info }) => {
  const publicKey = createPublicKey(key)
  const db = new Sqlite(join(data, 'moorage.db'))
  db.exec('pragma query_only = on')
  // as lists, as the server reads them: libsql takes twice as long to make an object of a row
  const point = (table, columns) => db.prepare(`select ${columns} from ${table} where id = ?`).raw()
  const grants = point('access_grant', 'account_id, node_id, client, ceiling, expires_at, ended_at')
  const accounts = point('account', 'organization_id, name, kind, disabled_at')
  const files = point(
    'node',
    'root_id, organization_id, name, size, version, sha256, revision_id, modified_at, deleted_at, lock_id, lock_expires_at',
  )
  const roots = point('root', 'organization_id, kind, owner_id')
  const secret = randomBytes(32)
  const commit = startWriter(join(folder, 'floor.db'))
  const body = Buffer.from(info)

  /** Whose token it is, who signed, and the rows that nobody can decide without: the grant, its account, the file, and whose it is. */
  function known(request) {
    const token = /access_token=([a-z2-7]+)/.exec(request.url)[1]
    // the answer is not asked for: it is another secret than the server's
    timingSafeEqual(createHmac('sha256', secret).update(token).digest(), secret)
    const { 'x-wopi-proof': proof, 'x-wopi-timestamp': ticks } = request.headers
    const signed = expectedProof({ accessToken: token, url: `http://${request.headers.host}${request.url}`, ticks: BigInt(ticks) })
    if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(proof, 'base64'))) return false
    const [account, file] = grants.get([token.slice(0, 18)])
    const [root] = files.get([file])
    return accounts.get([account]) !== undefined && roots.get([root]) !== undefined
  }

  async function save(request) {
    const name = randomBytes(16).toString('hex')
    const temporary = join(folder, `${name}.new`)
    const hash = createHash('sha256')
    let size = 0
    const measured = new Transform({
      transform(chunk, _encoding, done) {
        hash.update(chunk)
        size += chunk.length
        done(null, chunk)
      },
    })
    await pipeline(request, measured, createWriteStream(temporary, { flags: 'wx', flush: true }))
    await rename(temporary, join(folder, name))
    const place = await open(folder)
    await place.sync()
    await place.close()
    await commit({ name, size, sha256: hash.digest('base64') })
  }

  const routes = {
    '/limit/info': (_request, answer) => send(answer, body),
    '/floor/info': (request, answer) => (known(request) ? send(answer, body) : refuse(answer)),
    '/limit/contents': (_request, answer) => stream(answer, 'content'),
    '/floor/contents': (request, answer) => {
      if (!known(request)) return refuse(answer)
      if (request.method === 'GET') return stream(answer, 'content')
      save(request).then(
        () => send(answer, ''),
        () => refuse(answer),
      )
    },
  }
  const send = (answer, bytes) => answer.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes)
  const refuse = (answer) => answer.writeHead(500).end()
  const stream = (answer, name) =>
    pipeline(createReadStream(join(folder, name), { highWaterMark: 1024 * 1024 }), answer.writeHead(200)).catch(() => answer.destroy())

  const server = createServer((request, answer) => routes[request.url.split('?')[0]]?.(request, answer) ?? undefined)
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
  process.once('disconnect', () => process.exit())
})

/** One thread that commits whatever has come together, as the server's does. */
function startWriter(file) {
  const worker = new Worker(new URL('./writer.mjs', import.meta.url), { workerData: { file } })
  const waiting = []
  worker.on('message', (count) => waiting.splice(0, count).forEach((resolve) => void resolve()))
  return (row) =>
    new Promise((resolve) => {
      waiting.push(resolve)
      worker.postMessage(row)
    })
}
