import { expect, test } from 'vitest'
import { folderFixtures } from '../node/folder-fixtures.ts'
import { eventText } from '../report/text-report.ts'
import { readSuite } from '../suite/read-suite.ts'
import { createPlusHost } from '../testing/plus-host.ts'
import { MICROSOFT, readMicrosoft, WITHOUT_MICROSOFT } from '../testing/shared-fixtures.ts'
import { decodeFrames, encodeFrames } from '../transfer/frames.ts'
import { runSuite } from './run-suite.ts'
import type { Transport, WireRequest, WireResponse } from './transport.ts'

const GROUPS = [
  'CoauthLocks',
  'IncrementalFileTransferErrorCases',
  'IncrementalFileTransferWithFullFileChunkingScheme',
  'IncrementalFileTransferWithZipChunkingScheme',
  'RenameFileWithCoauthLockSupported',
  'CoauthLockExpiration',
]

/** A clock that a Delay moves at once, shared with the host. */
async function run(wrap: (host: Transport) => Transport = (host) => host) {
  let time = Date.UTC(2026, 0, 1)
  const now = () => time
  const sleep = async (ms: number) => {
    time += ms
  }
  const transport = wrap(createPlusHost(now))
  const base = { wopiSrc: 'http://h/wopi/files/1', accessToken: 't', accessTokenTtl: 0, readFixture: folderFixtures(MICROSOFT ?? '') }
  const suite = readSuite(new TextDecoder().decode(readMicrosoft('TestCases.xml')))
  const failed: string[] = []
  const text: string[] = []
  let passed = 0
  for await (const event of runSuite(suite, { ...base, transport, now, sleep, groups: GROUPS, withDelays: true })) {
    if (event.type === 'group-skipped') text.push(eventText(event))
    if (event.type !== 'case-finished') continue
    if (event.result.status === 'passed') passed++
    else {
      failed.push(event.result.name)
      text.push(eventText(event))
    }
  }
  return { passed, failed, text: text.join('') }
}

const microsoft = test.skipIf(!MICROSOFT)

microsoft(`all 92 cases of coauth locks and chunked transfer pass on a host that has both${WITHOUT_MICROSOFT}`, async () => {
  const { passed, failed, text } = await run()
  expect(text).toBe('')
  expect({ passed, failed }).toEqual({ passed: 92, failed: [] })
})

type Change = (request: WireRequest, response: WireResponse) => WireResponse
const overrideOf = (request: WireRequest) => request.headers.find(([name]) => name === 'X-WOPI-Override')?.[1]
const faulty =
  (override: string, change: Change) =>
  (host: Transport): Transport =>
  async (request) => {
    const response = await host(request)
    return overrideOf(request) === override ? change(request, response) : response
  }
const withHeader = (response: WireResponse, name: string, value: string): WireResponse => ({
  ...response,
  headers: new Map([...response.headers, [name, value]]),
})
const text = (body: string) => new TextEncoder().encode(body)

let refreshes = 0
const FAULTS: [name: string, fault: (host: Transport) => Transport, caught: string][] = [
  [
    'a table version that a mere refresh changes',
    faulty('REFRESH_COAUTH_LOCK', (_, response) => withHeader(response, 'x-wopi-coauthtableversion', `w${++refreshes}`)),
    'CoauthLock.RefreshCoauthLockWithoutMetadata',
  ],
  [
    'a table that is sent though the client has it',
    faulty('GET_COAUTH_TABLE', (_, response) => ({ ...response, body: text('{"CoauthTable":[]}') })),
    'CoauthLock.SingleLockInCoauthTable.GetCoauthTableWithSameVersionAsHost',
  ],
  [
    'metadata of the header though the body says otherwise',
    (host) => (request) => host(overrideOf(request) === 'GET_COAUTH_LOCK' ? { ...request, body: undefined } : request),
    'CoauthLock.CoauthLockMetadataSentAsBodyAndHeader',
  ],
  [
    'a sequence number of 0 that is called malformed',
    faulty('PUT_CHUNKED_FILE', (_, response) => (response.status === 412 ? { ...response, status: 400 } : response)),
    'IncrementalFileTransfer.ClientSequenceNumberMismatchWithHost.PreconditionFail412',
  ],
  [
    'a chunk that is not what its id says',
    faulty('GET_CHUNKED_FILE', (_, response) => {
      const frames = decodeFrames(response.body).map((frame) => (frame.type === 'chunk' ? { ...frame, payload: text('other') } : frame))
      return { ...response, body: encodeFrames(frames) }
    }),
    'IncrementalFileTransfer.FullFile.UploadWithCoauthLock.Success',
  ],
  [
    'chunks that the client has already',
    (host) => (request) => {
      const [first] = overrideOf(request) === 'GET_CHUNKED_FILE' ? decodeFrames(request.body ?? new Uint8Array()) : []
      if (!first) return host(request)
      const json = new TextDecoder().decode(first.payload).replace(/"AlreadyKnownChunks":\[[^\]]*\]/g, '"AlreadyKnownChunks":[]')
      return host({ ...request, body: encodeFrames([{ type: 'message', payload: text(json) }]) })
    },
    'IncrementalFileTransfer.Zip.DeltaUploadsAndDeltaDownloadZeroBlobs.Success',
  ],
  [
    'a lock that outlives its time',
    (host) => (request) => host({ ...request, headers: request.headers.map(([name, value]) => [name, value === '60' ? '3600' : value]) }),
    'CoauthLock.GetCoauthTableAfterLockExpiration',
  ],
]

for (const [name, fault, caught] of FAULTS) {
  microsoft(`finds ${name}${WITHOUT_MICROSOFT}`, async () => {
    const { failed } = await run(fault)
    expect(failed).toEqual(expect.arrayContaining([caught]))
  })
}
