import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { watchSlowBodies } from './slow-bodies.ts'

const closers: (() => void)[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const close of closers.splice(0)) close()
})

/** A watched server and one request on it whose body never ends; `read` says whether the server takes the body. */
async function upload(read: boolean, firstBytes: string, startsAfter = 0) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const server = createServer()
  const stop = watchSlowBodies([server])
  await vi.advanceTimersByTimeAsync(startsAfter)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  closers.push(
    stop,
    () => socket.destroy(),
    () => server.close(),
  )
  socket.on('error', () => undefined)
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n${firstBytes}`)
  const [request] = (await once(server, 'request')) as [IncomingMessage]
  if (read) request.resume()
  return { request, socket }
}

const aHalfMinute = () => vi.advanceTimersByTimeAsync(30_000)

test('a body that trickles in is answered 408 and ends its connection', async () => {
  const { request, socket } = await upload(true, 'a few bytes')
  const closed = once(socket, 'close')
  let said = ''
  socket.on('data', (bytes) => (said += bytes))
  await aHalfMinute()
  await aHalfMinute()
  await closed
  expect(said).toMatch(/^HTTP\/1\.1 408 /)
  expect(request.socket.destroyed).toBe(true)
})

test('a body that keeps coming may take as long as it likes', async () => {
  const { request, socket } = await upload(true, '')
  for (let round = 0; round < 5; round++) {
    const arrived = once(request, 'data')
    socket.write('x'.repeat(20_000))
    await arrived
    await aHalfMinute()
  }
  expect(request.socket.destroyed).toBe(false)
})

test('a body that began a moment before the watch looks has its half minute too', async () => {
  const { request } = await upload(true, 'the rest is on its way', 29_900)
  await vi.advanceTimersByTimeAsync(100)
  expect(request.socket.destroyed || request.socket.writableEnded).toBe(false)
})

test('a body that is read piece by piece, as what an editor saves, may fall silent for minutes', async () => {
  const { request } = await upload(false, 'the first of it')
  const taken = (async () => {
    for await (const _ of request);
  })().catch(() => undefined)
  for (let round = 0; round < 5; round++) await aHalfMinute()
  expect(request.socket.destroyed || request.socket.writableEnded).toBe(false)
  request.destroy()
  await taken
})

test('a body that waits for the server is not the sender’s fault', async () => {
  const { request } = await upload(false, 'x'.repeat(40_000))
  await aHalfMinute()
  await aHalfMinute()
  expect(request.socket.destroyed).toBe(false)
})
