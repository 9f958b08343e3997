import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  checkProof,
  createHost,
  createMemoryStore,
  type MemoryOffers,
  type MemoryStore,
  type WopiRequest,
  type WopiResponse,
} from '@moorage/wopi'
import type { TestKeys } from '../node/test-keys.ts'

export interface MemoryHost {
  store: MemoryStore
  wopiSrc: string
  accessToken: string
  close(): Promise<void>
}

/** What a host gets wrong on purpose; each looks at one request and its right answer. */
export type Fault = (request: WopiRequest, answer: (request: WopiRequest) => Promise<WopiResponse>) => Promise<WopiResponse>

export interface MemoryHostOptions {
  /** proofs are required, by these keys */
  keys?: TestKeys
  fault?: Fault
  /** what the store has beside the operations of one file; FileUrl comes by itself when there is anything */
  offers?: Omit<MemoryOffers, 'contentUrl'>
}

const publicOf = (key: KeyObject) => createPublicKey(key)

async function proven(request: IncomingMessage, origin: string, keys: TestKeys): Promise<boolean> {
  const url = `${origin}${request.url}`
  const text = (name: string) => request.headers[name] as string | undefined
  const accessToken = new URL(url).searchParams.get('access_token') ?? ''
  const proof = { accessToken, url, proof: text('x-wopi-proof'), proofOld: text('x-wopi-proofold'), timeStamp: text('x-wopi-timestamp') }
  const ours = { current: publicOf(keys.current), old: publicOf(keys.old) }
  const result = await checkProof(proof, ours, Date.now(), (data, signature, key) => verify('RSA-SHA256', data, key, signature))
  return result.outcome === 'valid'
}

async function send(response: ServerResponse, { status, headers, body }: WopiResponse): Promise<void> {
  response.writeHead(status, headers)
  if (typeof body === 'string' || body === undefined) response.end(body)
  else {
    for await (const part of body) response.write(part)
    response.end()
  }
}

/** The protocol library's memory store behind a real socket, with one .wopitest file in it. */
export async function startMemoryHost({ keys, fault, offers }: MemoryHostOptions = {}): Promise<MemoryHost> {
  let origin = ''
  const server = createServer(async (request, response) => {
    const content = request.url?.startsWith('/content/') ? store.contentBehind(request.url.slice('/content/'.length)) : undefined
    if (content) return send(response, { status: 200, headers: {}, body: await content.open() })
    if (keys && !(await proven(request, origin, keys))) return send(response, { status: 500, headers: {} })
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const wopi: WopiRequest = {
      method: request.method ?? '',
      path: path.replace('/wopi/', ''),
      query,
      headers: request.headers,
      body: request,
    }
    const answer = (each: WopiRequest) => host.handle(each)
    await send(response, await (fault ? fault(wopi, answer) : answer(wopi)))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const store = createMemoryStore({
    wopiUrl: `${origin}/wopi`,
    ...(offers ? { offers: { ...offers, contentUrl: `${origin}/content` } } : {}),
  })
  const host = createHost({ store, serverVersion: 'memory/1' })
  const folderId = offers ? store.addFolder('Validation') : undefined
  const fileId = store.addFile('Validation.wopitest', new TextEncoder().encode('to be overwritten'), folderId)
  return {
    store,
    wopiSrc: `${origin}/wopi/files/${fileId}`,
    accessToken: store.issueToken(fileId, { id: 'u1', name: 'Una', mayEdit: true }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
