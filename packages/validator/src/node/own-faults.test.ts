import { afterEach, expect, test } from 'vitest'
import { runSuite } from '../run/run-suite.ts'
import { FAULTS } from '../testing/faults.ts'
import { type MemoryHost, startMemoryHost } from '../testing/memory-host.ts'
import { ownCases } from './case-files.ts'
import { httpTransport } from './http-transport.ts'

/** Which of our cases must notice a fault; where none is named, nothing may pass at all. */
const FOUND_BY: Record<string, string[]> = {
  'a version that never changes': ['PutFile.NewVersion'],
  'an Unlock of an unlocked file that succeeds': ['Unlock.Unlocked'],
  'a conflict that does not name the lock': ['Lock.Held'],
  'a conflict that names another lock': ['PutFile.WrongLock'],
  'a save without lock that succeeds': ['PutFile.NoLock', 'PutFile.LostLock'],
  'GetFile by way of a redirect': ['GetFile.WhatWasSaved'],
  'a Content-Length that is not the length': ['GetFile.WhileLocked'],
  'bytes of yesterday': ['GetFile.WhatWasSaved'],
  'any token': ['CheckFileInfo.WrongToken', 'PutFile.WrongToken'],
  'names that are not read as UTF-7': ['PutRelativeFile.Exact'],
  'a new file whose address has no token': ['PutRelativeFile.NewFile'],
  'a rename over somebody’s lock': ['RenameFile.WrongLock'],
}

let host: MemoryHost | undefined
afterEach(async () => host?.close())

for (const { name, fault } of FAULTS)
  test(`our own cases find ${name}`, async () => {
    host = await startMemoryHost({ fault })
    const { wopiSrc, accessToken } = host
    const { suite, readFixture } = await ownCases()
    const failed: string[] = []
    let passed = 0
    for await (const event of runSuite(suite, { wopiSrc, accessToken, accessTokenTtl: 0, transport: httpTransport, readFixture })) {
      if (event.type === 'case-finished' && event.result.status === 'failed') failed.push(event.result.name)
      if (event.type === 'run-finished') passed = event.summary.passed
    }
    const finders = FOUND_BY[name]
    if (finders) expect(failed).toEqual(expect.arrayContaining(finders))
    else expect({ passed, failed }).toEqual({ passed: 0, failed: [] })
  })
