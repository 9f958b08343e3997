import { createPublicKey, verify } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkProof, decodeProofKey, encodeBase64, expectedProof, parseDiscovery, ticksAt } from '@moorage/wopi'
import { afterEach, expect, test } from 'vitest'
import { serveDiscovery } from './discovery-server.ts'
import { folderFixtures } from './folder-fixtures.ts'
import { httpTransport } from './http-transport.ts'
import { generateTestKeys, readTestKeys, signerOf, writeTestKeys } from './test-keys.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function listen(answer: RequestListener): Promise<string> {
  server = createServer(answer)
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('the address arrives byte for byte, and empty headers both ways', async () => {
  const origin = await listen((request, response) => {
    response.setHeader('X-WOPI-Lock', '')
    response.end(JSON.stringify({ url: request.url, lock: request.headers['x-wopi-lock'], length: request.headers['content-length'] }))
  })
  const url = `${origin}/Wopi/a%7e/../b%2Fc?access_token=a%2Db&x=[1]`
  const answer = await httpTransport({ method: 'POST', url, headers: [['X-WOPI-Lock', '']], body: undefined })
  expect(JSON.parse(new TextDecoder().decode(answer.body))).toEqual({ url: url.slice(origin.length), lock: '', length: '0' })
  expect(answer.headers.get('x-wopi-lock')).toBe('')
})

test('redirects are answers', async () => {
  const origin = await listen((_, response) => response.writeHead(302, { Location: '/elsewhere' }).end())
  expect((await httpTransport({ method: 'GET', url: `${origin}/`, headers: [], body: undefined })).status).toBe(302)
})

test('a body that ends too early is no answer', async () => {
  const origin = await listen((_, response) => {
    response.writeHead(200, { 'Content-Length': '10' })
    response.write('abc', () => response.destroy())
  })
  await expect(httpTransport({ method: 'GET', url: `${origin}/`, headers: [], body: undefined })).rejects.toThrow()
})

test('keys survive being written and read', () => {
  const keys = generateTestKeys()
  const again = readTestKeys(writeTestKeys(keys))
  expect([again.current.equals(keys.current), again.old.equals(keys.old)]).toEqual([true, true])
  expect(() => readTestKeys('no key')).toThrow('one private key, or two')
})

test('a host that reads the served discovery accepts what the signer signs', async () => {
  const keys = generateTestKeys()
  const discovery = await serveDiscovery(keys)
  const document = parseDiscovery(await (await fetch(discovery.url)).text())
  const lost = await fetch(discovery.url.replace('discovery', 'other'))
  await discovery.close()
  expect(lost.status).toBe(404)
  expect(document.zones[0]?.apps[0]).toMatchObject({ name: 'WopiTest', actions: [{ name: 'view', ext: 'wopitest' }, { name: 'getinfo' }] })
  const imported = [document.proofKey?.current, document.proofKey?.old].map((key) => {
    const jwk = key && decodeProofKey(key)
    return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  })
  const [current, old] = imported
  if (!current) throw new Error('The document has no key')
  const signer = signerOf(keys)
  const about = { accessToken: 't', url: 'http://h/wopi/files/1?access_token=t' }
  const data = expectedProof({ ...about, ticks: ticksAt(1e12) })
  const proof = {
    proof: encodeBase64(await signer.current(data)),
    proofOld: encodeBase64(await signer.old(data)),
    timeStamp: String(ticksAt(1e12)),
  }
  const check = (swap: boolean) =>
    checkProof({ ...about, ...proof, ...(swap ? { proof: proof.proofOld } : {}) }, { current, old }, 1e12, (bytes, signature, key) =>
      verify('RSA-SHA256', bytes, key, signature),
    )
  expect(await check(false)).toMatchObject({ by: 'current' })
  expect(await check(true)).toMatchObject({ by: 'old-key' })
})

test('fixtures come from their folder and nowhere else', async () => {
  const read = folderFixtures(import.meta.dirname)
  expect(new TextDecoder().decode(await read('index.ts'))).toContain('serveDiscovery')
  await expect(read('../index.ts')).rejects.toThrow('Outside the fixtures')
})
