import { expect, test } from 'vitest'
import { runSuite } from '../run/run-suite.ts'
import { type MemoryHostOptions, startMemoryHost } from '../testing/memory-host.ts'
import { microsoftCases, microsoftFolder } from './case-files.ts'
import { httpTransport } from './http-transport.ts'
import { generateTestKeys, signerOf } from './test-keys.ts'

/** Microsoft's groups exclude each other: with or without folders, with or without saving under another name. */
const PROFILES: MemoryHostOptions[] = [
  { offers: { containers: true, ecosystem: true, shareUrls: true, activities: true } },
  { offers: {} },
  { offers: { containers: true, ecosystem: true, saveAs: false } },
]

const microsoft = microsoftFolder(process.env.MOORAGE_VALIDATOR_CASES)
const keys = generateTestKeys()
const signer = signerOf(keys)

test.skipIf(!microsoft)(
  'the protocol library alone passes all 132 of Microsoft’s cases, signed, and fails none in any profile',
  async () => {
    const { suite, readFixture } = await microsoftCases(microsoft ?? '')
    const passed = new Set<string>()
    const failed: string[] = []
    for (const profile of PROFILES) {
      const host = await startMemoryHost({ ...profile, keys })
      const { wopiSrc, accessToken } = host
      const target = { wopiSrc, accessToken, accessTokenTtl: 0, transport: httpTransport, readFixture, signer }
      const categories = ['WopiCore' as const, 'OfficeOnline' as const, 'OfficeNativeClient' as const]
      for await (const event of runSuite(suite, { ...target, categories })) {
        if (event.type !== 'case-finished') continue
        const { name, status } = event.result
        if (status === 'passed') passed.add(`${event.group}/${name}`)
        if (status === 'failed') failed.push(`${event.group}/${name}`)
      }
      await host.close()
    }
    expect(failed).toEqual([])
    expect(passed.size).toBe(132)
  },
)
