import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer } from './server.ts'
import { address, eventually, type Held, newFile, send, wopi } from './wopi-requests.ts'

const TOKEN = 'a-token-for-prometheus'
let server: BoxServer
beforeAll(async () => {
  server = await startServer({
    environment: {
      MOORAGE_WOPI_REQUESTS_PER_GRANT: '2',
      MOORAGE_WOPI_REQUESTS_PER_ORGANIZATION: '3',
      MOORAGE_METRICS_TOKEN: TOKEN,
    },
  })
})
afterAll(() => server?.stop())

/** A save whose body has begun and waits for its end. */
function slowSave(held: Held) {
  const { hostname, port, pathname, search } = new URL(address(held, '/contents'))
  const headers = { 'x-wopi-override': 'PUT', 'x-wopi-lock': 'L', 'content-length': '10' }
  const outgoing = request({ method: 'POST', hostname, port, path: pathname + search, headers, agent: false })
  const answered = new Promise<number | undefined>((resolve, reject) => {
    outgoing.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject)
  })
  outgoing.write('12345')
  return {
    end: () => {
      outgoing.end('67890')
      return answered
    },
  }
}

const status = async (held: Held) => (await wopi.info(held)).status
const busyOf = async (whose: string) => {
  const { body } = await send('GET', `${server.portal}/metrics`, { authorization: `Bearer ${TOKEN}` })
  return Number(new RegExp(`^moorage_wopi_busy_total{whose="${whose}"} (\\d+)$`, 'm').exec(body)?.[1] ?? 0)
}

test('one request too many at once is told to come back, of a grant and of an organization; others go on, and nothing is lost', {
  timeout: 120_000,
}, async () => {
  const anna = await server.session('anna@demo.test', '/My Files/Start here.docx')
  // a derived token is of the same grant
  const file = await newFile(anna, 'start', 'crowded.txt')
  const ben = await server.session('ben@demo.test', '/My Files/To do.txt')
  const bens = await newFile(ben, 'start', 'crowded too.txt')
  const admin = await server.session('admin@demo.test', '/Projects/Volunteers.csv')
  const elsewhere = await server.session('tariq@kestrel.test', '/Town library/Contacts.csv')
  for (const one of [file, bens]) expect((await wopi.lock(one, 'L')).status).toBe(200)

  const fileUrl = (await wopi.info(file)).json<{ FileUrl: string }>().FileUrl
  const saves = [slowSave(file), slowSave(file)]
  await eventually(async () => (await status(file)) === 503, 'both saves are under way')
  const refused = await wopi.put(file, 'one too many', 'L')
  expect([refused.status, refused.headers['retry-after'], refused.headers['x-wopi-servererror']]).toEqual([
    503,
    '2',
    'Too many requests at once, come back in a moment',
  ])
  // by its FileUrl too, which needs no proof
  const given = await send('GET', fileUrl)
  expect([given.status, given.headers['retry-after']]).toEqual([503, '2'])
  // of the same grant by another token, but not somebody else’s
  expect(await status(anna)).toBe(503)
  expect(await status(ben)).toBe(200)

  saves.push(slowSave(bens))
  await eventually(async () => (await status(admin)) === 503, 'the organization’s third is under way')
  expect(await status(elsewhere)).toBe(200)

  expect(await Promise.all(saves.map((save) => save.end()))).toEqual([200, 200, 200])
  for (const one of [anna, file, bens, admin]) expect(await status(one)).toBe(200)
  expect((await wopi.get(file)).body).toBe('1234567890')
  expect(await busyOf('grant')).toBeGreaterThan(0)
  expect(await busyOf('organization')).toBeGreaterThan(0)
  expect(server.log.join('\n')).not.toContain('failed unexpectedly')
})
