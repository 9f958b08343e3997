import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, test } from 'vitest'
import { holdDataFolder, requestsFolder } from './data-folder.ts'
import { answerRequests, askServer } from './requests.ts'

const nobody = async () => 'nobody'

test('a command that asks while the server is still starting is answered, once', async () => {
  const data = await mkdtemp(join(tmpdir(), 'moorage-requests-'))
  const held = holdDataFolder(data)
  const log = pino({ level: 'silent' })
  try {
    // there is a folder, as an earlier server made it
    await answerRequests(data, { reload: nobody, doctor: nobody, films: nobody }, log)()
    let asked = 0
    const answer = askServer<string>(data, 'reload')
    await expect.poll(() => readdir(requestsFolder(data))).toContainEqual(expect.stringMatching(/^reload-.*\.request$/))
    // a server that starts now knows of none that was asked before
    const stop = answerRequests(data, { reload: async () => `answered ${++asked} time`, doctor: nobody, films: nobody }, log)
    expect(await answer).toBe('answered 1 time')
    await stop()
    expect(asked).toBe(1)
    expect(await readdir(requestsFolder(data))).toEqual([])
  } finally {
    held.release()
    await rm(data, { recursive: true, force: true })
  }
})
