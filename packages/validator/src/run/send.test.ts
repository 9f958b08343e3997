import { expectedProof } from '@moorage/wopi'
import { expect, test } from 'vitest'
import { readRequests } from '../suite/read-requests.ts'
import { readXml } from '../suite/xml.ts'
import { prepare, type Sender } from './send.ts'

const NOW = Date.UTC(2026, 0, 1)
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes)
const bytes = (value: string) => new TextEncoder().encode(value)

/** A signer whose signatures can be read: which key, and over what. */
const sender: Sender = {
  wopiSrc: 'https://h/wopi/files/1',
  accessToken: 'to.ken',
  accessTokenTtl: 7,
  userAgent: 'test',
  signer: { current: (data) => bytes(`current ${data.length}`), old: (data) => bytes(`old ${data.length}`) },
  fixtures: {
    resource: async (id) => bytes(`<${id}>`),
    content: async (name) => bytes(name),
    schema: () => Promise.reject(new Error('no schema')),
  },
  now: () => NOW,
}

async function send(xml: string, state: Record<string, string> = {}, more: Partial<Sender> = {}) {
  const [request] = readRequests(readXml(`<Requests>${xml}</Requests>`))
  if (!request) throw new Error('no request')
  const { request: wire, proof } = await prepare(request, new Map(Object.entries(state)), { ...sender, ...more })
  return { ...wire, body: text(wire.body), headers: Object.fromEntries(wire.headers), proof }
}
const decoded = (value: string | undefined) => atob(value ?? '')

test('token and time are in the query, the token again as it is in the Authorization header', async () => {
  const { url, headers } = await send('<GetFile/>')
  expect(url).toBe('https://h/wopi/files/1/contents?access_token=to%2Eken&access_token_ttl=7')
  expect(headers).toMatchObject({ Authorization: 'Bearer to.ken', 'User-Agent': 'test' })
})

test('an address that was saved brings its own token, and no time', async () => {
  const { url, headers } = await send('<EnumerateChildren OverrideUrl="$State:U"/>', {
    U: 'https://other/wopi/containers/2?a=%2f&access_token=child',
  })
  expect(url).toBe('https://other/wopi/containers/2/children?a=%2f&access_token=child')
  expect(headers.Authorization).toBe('Bearer child')
})

test('an address without a token cannot be used', async () => {
  await expect(send('<CheckContainerInfo OverrideUrl="$State:U"/>', { U: 'https://h/wopi/containers/2' })).rejects.toThrow(
    'without an access_token',
  )
})

test('what was never saved, or saved empty, is said so', async () => {
  await expect(send('<CheckContainerInfo OverrideUrl="$State:U"/>')).rejects.toThrow('"U" was never saved')
  await expect(send('<CheckContainerInfo OverrideUrl="$State:U"/>', { U: '' })).rejects.toThrow('"U" was saved without a value')
})

test('the file under test is never deleted', async () => {
  await expect(send('<DeleteFile/>')).rejects.toThrow('never deleted')
  await expect(send('<DeleteContainer/>')).rejects.toThrow('never deleted')
})

test('a file address is fetched bare: no token, no proof', async () => {
  const { url, headers } = await send('<GetFromFileUrl OverrideUrl="$State:F"/>', { F: 'https://cdn/x?sig=1' })
  expect([url, headers]).toEqual(['https://cdn/x?sig=1', { 'User-Agent': 'test' }])
})

test('a replaced token is replaced everywhere, and what is sent is what is signed', async () => {
  const { url, headers, proof } = await send('<GetFile><Mutators><AccessToken Mutation="INVALID"/></Mutators></GetFile>')
  expect(url).toBe('https://h/wopi/files/1/contents?access_token=INVALID&access_token_ttl=7')
  expect(headers.Authorization).toBe('Bearer INVALID')
  expect(proof).toMatchObject({ accessToken: 'INVALID', url })
})

test('both keys sign the decoded token, the address as sent, and the time', async () => {
  const { url, headers, proof } = await send('<GetFile/>')
  const data = expectedProof({ accessToken: 'to.ken', url, ticks: BigInt(headers['X-WOPI-TimeStamp'] ?? 0) })
  expect(decoded(proof?.data)).toBe(String.fromCharCode(...data))
  expect([decoded(headers['X-WOPI-Proof']), decoded(headers['X-WOPI-ProofOld'])]).toEqual([`current ${data.length}`, `old ${data.length}`])
})

const PROOFS: [mutator: string, proof: string, old: string][] = [
  ['KeyRelation="Ahead"', 'INVALID', 'current'],
  ['KeyRelation="Behind"', 'old', 'INVALID'],
  ['MutateCurrent="true"', 'INVALID', 'old'],
  ['MutateOld="true"', 'current', 'INVALID'],
  ['MutateCurrent="true" MutateOld="true"', 'INVALID', 'INVALID'],
]
for (const [mutator, proof, old] of PROOFS) {
  test(`${mutator}: ${proof} and ${old}`, async () => {
    const { headers } = await send(`<CheckFileInfo><Mutators><ProofKey ${mutator}/></Mutators></CheckFileInfo>`)
    expect(decoded(headers['X-WOPI-Proof']).split(' ')[0]).toBe(proof)
    expect(decoded(headers['X-WOPI-ProofOld']).split(' ')[0]).toBe(old)
  })
}

test('another time is sent and signed', async () => {
  const { headers } = await send('<CheckFileInfo><Mutators><ProofKey Timestamp="2015-08-17T00:00:00Z"/></Mutators></CheckFileInfo>')
  expect(headers['X-WOPI-TimeStamp']).toBe('635753664000000000')
})

test('without keys nothing is signed', async () => {
  const { headers } = await send('<CheckFileInfo/>', {}, { signer: undefined })
  expect(Object.keys(headers)).toEqual(['User-Agent', 'Authorization'])
})

const REQUESTS: [xml: string, headers: Record<string, string>, body: string | undefined][] = [
  ['<PutFile Lock="L" ResourceId="R"/>', { 'X-WOPI-Override': 'PUT', 'X-WOPI-Lock': 'L' }, '<R>'],
  ['<UnlockAndRelock OldLock="A" NewLock="B"/>', { 'X-WOPI-Override': 'LOCK', 'X-WOPI-Lock': 'B', 'X-WOPI-OldLock': 'A' }, undefined],
  ['<RenameFile Name="a_b"/>', { 'X-WOPI-RequestedName': 'a+AF8-b', 'X-WOPI-Lock': '', 'X-WOPI-CoauthLockId': '' }, undefined],
  [
    '<PutRelativeFile Name="a.x" ResourceId="R" PutRelativeFileMode="ExactName" OverwriteRelative="true"/>',
    { 'X-WOPI-RelativeTarget': 'a.x', 'X-WOPI-OverwriteRelativeTarget': 'True', 'X-WOPI-Size': '3' },
    '<R>',
  ],
  [
    '<PutRelativeFile Name="a.x" ResourceId="R" PutRelativeFileMode="Conflicting"/>',
    { 'X-WOPI-RelativeTarget': 'a.x', 'X-WOPI-SuggestedTarget': 'a.x' },
    '<R>',
  ],
  ['<PutUserInfo><RequestBody>me</RequestBody></PutUserInfo>', { 'X-WOPI-Override': 'PUT_USER_INFO' }, 'me'],
  [
    '<GetCoauthLock CoauthLockId="C" CoauthLockType="" CoauthLockMetadataAsBody="m"/>',
    { 'X-WOPI-Override': 'GET_COAUTH_LOCK', 'X-WOPI-CoauthLockId': 'C' },
    '{"CoauthLockMetadata":"m"}',
  ],
]
for (const [xml, headers, body] of REQUESTS) {
  test(`sends ${xml}`, async () => {
    const sent = await send(xml)
    expect(sent.headers).toMatchObject(headers)
    expect(sent.body).toBe(body)
  })
}

test('a sequence number that was saved wins over the one in the file', async () => {
  const put = (attributes: string) =>
    `<PutChunkedFile ${attributes}><ContentStreams><ContentStream ChunkingScheme="FullFile" StreamId="MainContent" NewContent="x"/></ContentStreams></PutChunkedFile>`
  const number = async (attributes: string) => (await send(put(attributes), { S: '12' })).headers['X-WOPI-SequenceNumber']
  expect(await number('SequenceNumber="0"')).toBe('0')
  expect(await number('SequenceNumber="0" SequenceNumberStateKey="S"')).toBe('12')
  await expect(number('SequenceNumberStateKey="T"')).rejects.toThrow('"T" was never saved')
})
