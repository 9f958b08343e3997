import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'

let server: BoxServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.stop())

const FILE = '/My Files/Validation.wopitest'
const infoOf = async ({ wopiSrc, accessToken }: { wopiSrc: string; accessToken: string }) => {
  const answer = await fetch(`${wopiSrc}?access_token=${accessToken}`)
  return { status: answer.status, info: (await answer.json()) as Record<string, unknown> }
}

test('a session opens the file that the path names, beside the running server, for ten hours', async () => {
  const made = await server.session('Anna@demo.test', FILE)
  expect(made.wopiSrc).toMatch(new RegExp(`^${server.wopi}/wopi/files/[a-z2-7]{26}$`))
  expect(made.accessToken).toMatch(/^[a-z2-7]{44}$/)
  const hours = (made.accessTokenTtl - Date.now()) / 3_600_000
  expect(hours).toBeGreaterThan(9.9)
  expect(hours).toBeLessThanOrEqual(10)
  expect(await infoOf(made)).toMatchObject({ status: 200, info: { BaseFileName: 'Validation.wopitest', UserCanWrite: true } })
})

test('--view makes a session that cannot write', async () => {
  const { info } = await infoOf(await server.session('anna@demo.test', FILE, '--view'))
  expect(info.UserCanWrite ?? false).toBe(false)
})

test('a path goes through folders of a Team Share, and names are found as people write them', async () => {
  const { info } = await infoOf(await server.session('ben@demo.test', '/projects/Pier 4 renovation/büdget 2026.XLSX'))
  expect(info.BaseFileName).toBe('Büdget 2026.xlsx')
})

test('what is wrong is said in one sentence, without a stack', async () => {
  const saying = async (user: string, path: string) => {
    const error = await server.session(user, path).then(
      () => undefined,
      (failed: { code: number; stderr: string }) => failed,
    )
    expect(error?.code).toBe(1)
    return error?.stderr.trim()
  }
  expect(await saying('nobody@demo.test', FILE)).toBe('There is no account nobody@demo.test that could sign in.')
  expect(await saying('anna@demo.test', '/My Files/Nothing.docx')).toBe('There is no file /My Files/Nothing.docx for anna@demo.test.')
  expect(await saying('anna@demo.test', '/Elsewhere/x')).toBe('anna@demo.test sees no “Elsewhere”; there is: /My Files, /Projects')
})

test('rotating the proof keys publishes a new one and keeps the one before', async () => {
  const keys = async () => {
    const xml = await (await fetch(`${server.editor}/hosting/discovery`)).text()
    return { now: /[" ]value="([^"]+)"/.exec(xml)?.[1], before: /oldvalue="([^"]+)"/.exec(xml)?.[1] }
  }
  const first = await keys()
  await server.command('editor', 'rotate-keys')
  const second = await keys()
  expect(second.before).toBe(first.now)
  expect(second.now).not.toBe(first.now)
})

test('help teaches: commands, options and examples', async () => {
  const help = await server.command('--help')
  for (const word of ['serve', 'session', 'Examples:', 'moorage serve --demo', 'moorage.yaml']) expect(help).toContain(word)
})
