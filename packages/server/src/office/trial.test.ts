import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { encodeProofKey, writeDiscovery } from '@moorage/wopi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { openWorld, type World } from '../files/testing/world.ts'
import { tryDiscovery } from './trial.ts'

const key = encodeProofKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }))
const document = (extensions = ['docx', 'xlsx', 'pptx'], scheme = 'https', signed = true) =>
  writeDiscovery({
    zones: [
      {
        name: `external-${scheme}`,
        apps: [
          {
            name: 'Word',
            checkLicense: true,
            actions: extensions.map((ext) => ({
              name: 'edit',
              ext,
              urlsrc: `${scheme}://e.test/?`,
              requires: ['locks', 'update'],
              isDefault: true,
            })),
          },
        ],
      },
    ],
    ...(signed ? { proofKey: { current: key } } : {}),
  })

let world: World
let server: Server
let origin: string
let answer: (response: ServerResponse, path: string) => void
beforeAll(async () => {
  world = await openWorld()
  server = createServer((request, response) => answer(response, request.url ?? ''))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  origin = `http://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}`
})
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await world.close()
})

const serving = (text: string) => (response: ServerResponse) => void response.writeHead(200, { 'content-type': 'text/xml' }).end(text)
async function tried(path = '/hosting/discovery', settings: Record<string, string> = {}) {
  const config = readConfig({ environment: settings, dataFolder: '/nowhere', demo: true })
  return (await tryDiscovery({ config, db: world.app.db, fetch }, path.startsWith('/') ? origin + path : path)).trial
}

describe('a document that can be used', () => {
  test('is told in figures', async () => {
    answer = serving(document())
    expect(await tried()).toMatchObject({
      usable: true,
      profile: 'microsoft',
      summary: { zone: 'external-https', keys: 'current', apps: [{ name: 'Word', edit: ['docx', 'pptx', 'xlsx'], view: [] }] },
      warnings: [],
    })
  })

  test('comes with what an administrator should know first', async () => {
    answer = serving(document(['odt'], 'http', false))
    const { usable, warnings } = await tried('/hosting/discovery', { MOORAGE_PUBLIC_URL: 'https://files.example.com' })
    expect(usable).toBe(true)
    expect(warnings).toEqual([
      expect.stringContaining('unencrypted addresses'),
      expect.stringContaining('no proof keys'),
      'It cannot edit .docx, .xlsx, .pptx.',
    ])
  })
})

describe('a document that cannot be used is refused with the line that failed', () => {
  const inLines = (text: string) => text.split('\n')
  test.each([
    [
      'an attribute that is not closed',
      (text: string) => text.replace('ext="xlsx"', 'ext="xlsx'),
      (text: string) => inLines(text).findIndex((line) => line.includes('ext="xlsx')) + 1,
    ],
    [
      'an element that ends as another',
      (text: string) => text.replace('</app>', '</apple>'),
      (text: string) => inLines(text).findIndex((line) => line.includes('</apple>')) + 1,
    ],
    [
      'a proof key that is none',
      (text: string) => text.replace(/ value="[^"]+" modulus="[^"]+"/, ' value="AAAA" modulus="AAAA"'),
      (text: string) => inLines(text).findIndex((line) => line.includes('<proof-key')) + 1,
    ],
    [
      'a zone without anything in it',
      (text: string) => text.replace(/<app[\s\S]*<\/app>/, ''),
      (text: string) => inLines(text).findIndex((line) => line.includes('<net-zone')) + 1,
    ],
    ['a page for people', () => '<!DOCTYPE html>\n\n<html lang="en"><head></head></html>', () => 3],
  ])('%s', async (_what, broken, line) => {
    const text = broken(document())
    answer = serving(text)
    const trial = await tried()
    expect(trial).toMatchObject({ usable: false, problem: expect.stringMatching(/\.$/), line: { number: line(text) } })
    expect(trial.line?.text).toBe(inLines(text)[line(text) - 1]?.trim().slice(0, 200))
  })
})

describe('an address that cannot be read says why', () => {
  test('when something else is there', async () => {
    answer = (response) => void response.writeHead(404).end()
    expect((await tried()).problem).toBe('The address answered 404, not a discovery document.')
  })

  test('when nothing is there', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const bound = gone.address()
    await new Promise((resolve) => gone.close(resolve))
    const host = `127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}`
    expect((await tried(`http://${host}/hosting/discovery`)).problem).toBe(`The address is not answered: nothing listens at ${host}.`)
    expect((await tried('https://nowhere.invalid/hosting/discovery')).problem).toMatch(/^The address names a host that/)
  })

  test('when it is no web address', async () => {
    for (const address of ['file:///etc/passwd', 'nonsense', 'https://user@e.test/'])
      expect((await tried(address)).problem).toContain('not an http or https address')
  })

  test('when it never ends', async () => {
    answer = (response) => {
      response.writeHead(200)
      const more = () => response.write(Buffer.alloc(1024 * 1024, 'x'), () => response.writableEnded || response.destroyed || more())
      more()
    }
    expect((await tried()).problem).toBe('The address is larger than 4 MB, which no discovery document is.')
  })

  test('when it leads elsewhere, which is not followed', async () => {
    const asked: string[] = []
    for (const location of ['http://localhost:1/', 'file:///etc/passwd', 'ftp://127.0.0.1/', 'http://169.254.169.254/latest']) {
      answer = (response, path) => {
        asked.push(path)
        response.writeHead(302, { location }).end()
      }
      expect((await tried()).problem).toMatch(/^The address redirects to .*give that address instead/)
    }
    expect(asked).toHaveLength(4)
  })

  test('but a redirect within the same host is followed, only so often', async () => {
    answer = (response, path) =>
      path === '/' ? void response.writeHead(301, { location: '/hosting/discovery' }).end() : serving(document())(response)
    expect((await tried('/')).usable).toBe(true)
    answer = (response, path) => void response.writeHead(301, { location: `${path}x` }).end()
    expect((await tried()).problem).toBe('The address redirects in circles.')
  })

  test.each(['169.254.169.254', '[::ffff:169.254.169.254]', '2852039166', '[fe80::1]', '[fd00:ec2::254]', '100.100.100.200'])(
    'when it is where machines keep their secrets: %s',
    async (host) => {
      expect((await tried(`http://${host}/hosting/discovery`)).problem).toContain('own network')
    },
  )
})

test('Microsoft’s address is said to be out of reach before anybody is launched into an error', async () => {
  const config = readConfig({ environment: {}, dataFolder: '/nowhere', demo: true })
  const asMicrosoft: typeof fetch = async () => new Response(document())
  const address = 'https://ffc-onenote.officeapps.live.com/hosting/discovery'
  const { trial } = await tryDiscovery({ config, db: world.app.db, fetch: asMicrosoft }, address)
  expect(trial.warnings[0]).toMatch(/^Microsoft could not reach this server: localhost is not a public name\. .*rehearse/)
})
