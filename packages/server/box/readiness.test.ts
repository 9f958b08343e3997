import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServer } from './server.ts'
import { eventually, send } from './wopi-requests.ts'

const statusOf = async (url: string) => (await send('GET', url)).status

test('without a token set there are no metrics', async () => {
  const server = await startServer()
  try {
    expect(await statusOf(`${server.portal}/metrics`)).toBe(404)
    expect((await send('GET', `${server.portal}/metrics`, { authorization: 'Bearer a-token-for-prometheus' })).status).toBe(404)
  } finally {
    await server.stop()
  }
})

test('a disk that has no room any more makes the server alive and not ready, until it can again', async (context) => {
  const disk = await mkdtemp(join(tmpdir(), 'moorage-ready-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    await rm(disk, { recursive: true })
    return context.skip('making a small file system needs root on Linux')
  }
  const server = await startServer({ data: join(disk, 'data') })
  try {
    expect(await statusOf(`${server.portal}/readyz`)).toBe(200)
    const ballast = join(disk, 'ballast')
    await writeFile(ballast, Buffer.alloc(60 * 1024 * 1024)).catch(() => undefined)
    await eventually(async () => (await statusOf(`${server.wopi}/readyz`)) === 503, 'it is not ready')
    expect(await statusOf(`${server.wopi}/healthz`)).toBe(200)
    const answer = await send('GET', `${server.portal}/readyz`)
    expect(answer.body).toBe('not ready\n')
    expect(server.log.join('\n')).toContain('"lacking":["data folder","contents"]')
    await rm(ballast)
    await eventually(async () => (await statusOf(`${server.portal}/readyz`)) === 200, 'it is ready again')
  } finally {
    await server.stop()
    execFileSync('umount', ['-l', disk])
    await rm(disk, { recursive: true, force: true })
  }
})
