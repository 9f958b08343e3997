import type { Me, Problem } from '@moorage/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, send, upload } from './files-upload.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'

const MB = 1024 * 1024
let server: BoxServer
let anna: Visitor
let me: Me
beforeAll(async () => {
  server = await startServer({ environment: { MOORAGE_MAX_FILE_SIZE: String(2 * MB), MOORAGE_QUOTA: String(20 * MB) } })
  anna = await server.signIn()
  me = await anna.get<Me>('/api/me')
})
afterAll(() => server.stop())

const mine = (name: string) => ({ folderId: me.myFiles.id, name })
const problem = async (answer: Response) => (await answer.json()) as Problem

describe('limits', () => {
  test('a file that says it is 2 GiB is refused before a byte is sent', async () => {
    const answer = await begin(anna, mine('giant.bin'), 2 ** 31)
    expect([answer.status, (await problem(answer)).code]).toEqual([413, 'TOO_LARGE'])
  })

  test('an organization that is full says so, at creation and at the end of an upload that was promised room', async () => {
    const left = (await anna.get<Me>('/api/me')).space
    const room = (left.limit ?? 0) - left.used
    const whole = Math.floor(room / (2 * MB))
    const late = (await begin(anna, mine('late.bin'), 2 * MB)).headers.get('location') ?? ''
    for (let n = 0; n < whole; n++) await upload(anna, mine(`fill ${n}.bin`), Buffer.alloc(2 * MB))
    const refused = await send(anna, late, 0, Buffer.alloc(2 * MB))
    expect([refused.status, (await problem(refused)).code]).toEqual([507, 'QUOTA_EXCEEDED'])
    const next = await begin(anna, mine('next.bin'), 2 * MB)
    expect([next.status, (await problem(next)).code]).toEqual([507, 'QUOTA_EXCEEDED'])
  })
})
