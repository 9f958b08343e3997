// The same unavoidable work as the server's with nothing around it, and the limits: node:http answering what it has.
// Its owner tells over IPC: { data, folder, key, info }.
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openRows } from './rows.mjs'
import { startSaving } from './saving.mjs'

process.once('message', ({ data, folder, key, info }) => {
  const rows = openRows({ data, key })
  const { save, lock } = startSaving(folder)
  const body = Buffer.from(info)

  const send = (answer, bytes) =>
    answer.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) }).end(bytes)
  const refuse = (answer) => answer.writeHead(500).end()
  const stream = (answer, name) =>
    pipeline(createReadStream(join(folder, name), { highWaterMark: 1024 * 1024 }), answer.writeHead(200)).catch(() => answer.destroy())
  const whenDone = (answer, work) => void work.then(() => send(answer, '')).catch(() => refuse(answer))

  /** `then` gets the file that the request may use. */
  const forKnown = (then) => (request, answer) => {
    const file = rows.known(request)
    if (file) then(answer, file, request)
    else refuse(answer)
  }
  const query = ({ url }) => new URL(url, 'http://floor').searchParams

  const routes = {
    '/limit/info': (_request, answer) => send(answer, body),
    '/limit/large': (_request, answer) => stream(answer, 'large'),
    '/floor/info': forKnown((answer) => send(answer, body)),
    '/floor/large': forKnown((answer) => stream(answer, 'large')),
    '/floor/small': forKnown((answer) => stream(answer, 'small')),
    '/floor/save': forKnown((answer, file, request) => whenDone(answer, save(request, file))),
    '/floor/lock': forKnown((answer, file) => whenDone(answer, lock(file))),
    '/floor/listing': (request, answer) => send(answer, rows.listing(query(request).get('folder'))),
    '/floor/search': (request, answer) => send(answer, rows.search(query(request).get('folder'), query(request).get('word'))),
  }

  const server = createServer((request, answer) => routes[request.url.split('?')[0]]?.(request, answer))
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
  process.once('disconnect', () => process.exit())
})
