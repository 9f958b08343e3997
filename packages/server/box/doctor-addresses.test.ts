import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Check } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkOf, doctorOf } from './doctor-look.ts'
import { arranging } from './organizations-world.ts'
import { type BoxServer, startServer } from './server.ts'

const unwell = ({ checks }: { checks: Check[] }) => checks.filter(({ status }) => status === 'failure' || status === 'warning')
const look = async (server: BoxServer, id: string) => checkOf(await doctorOf(server, '--only', id), id)

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

let demo: BoxServer
beforeAll(async () => {
  demo = await startServer()
})
afterAll(() => demo?.stop())

test('on a plain demo addresses, TLS and the proxy are well or not applicable', async () => {
  for (const [group, least] of Object.entries({ addresses: 12, tls: 5, proxy: 13 })) {
    const report = await doctorOf(demo, '--only', group)
    expect(unwell(report)).toEqual([])
    expect(report.checks.length).toBeGreaterThanOrEqual(least)
  }
  for (const id of ['public-names', 'names-apart', 'certificate-trusted', 'mixed-content'])
    expect((await look(demo, id)).seen).toMatch(/^Fine for trying; before Microsoft can reach you: /)
  expect(await look(demo, 'uploads')).toMatchObject({ status: 'ok', seen: expect.stringContaining('300 MB') })
})

test('a group or check that there is not is said to be unknown', async () => {
  await expect(doctorOf(demo, '--only', 'nothing')).rejects.toThrow(/No check and no group/)
})

test('a host name of an organization that leads to the portal is well', async () => {
  const admin = await demo.signIn('admin@demo.test')
  const { organizations } = await admin.get<{ organizations: { id: string }[] }>('/api/admin/organizations')
  const { organization } = arranging(demo, admin)
  const { id } = await organization(organizations[0]?.id ?? '', 'Lighthouse', { hostname: 'lighthouse.localhost' })
  expect(await look(demo, 'organization-addresses')).toEqual({
    ...{ id: 'organization-addresses', group: 'addresses', title: 'Organizations’ host names lead to the portal' },
    ...{ status: 'ok', seen: 'The one host name of an organization leads to the portal' },
  })
  expect((await admin.patch(`/api/admin/organizations/${id}`, { hostname: null })).status).toBe(200)
})

test('a host name of an organization that leads nowhere is a warning that names it', async () => {
  const admin = await demo.signIn('admin@demo.test')
  const { organizations } = await admin.get<{ organizations: { id: string }[] }>('/api/admin/organizations')
  await arranging(demo, admin).organization(organizations[0]?.id ?? '', 'Harbour', { hostname: 'harbour.moorage.invalid' })
  const found = await look(demo, 'organization-addresses')
  expect(found).toMatchObject({ status: 'warning', seen: expect.stringContaining('1 of 1 host names of organizations do not lead here') })
  expect(found.change).toContain('harbour.moorage.invalid')
})

test('without https, a name that is public is a warning, not fine for trying', async () => {
  const [portal, wopi, editor] = [await freePort(), await freePort(), await freePort()]
  const server = await startServer({
    environment: {
      MOORAGE_PUBLIC_URL: `http://files.nowhere-at-all.org:${portal}`,
      MOORAGE_WOPI_URL: `http://files.nowhere-at-all.org:${wopi}`,
      MOORAGE_EDITOR_URL: `http://files.nowhere-at-all.org:${editor}`,
      MOORAGE_PORTAL_PORT: String(portal),
      MOORAGE_WOPI_PORT: String(wopi),
      MOORAGE_EDITOR_PORT: String(editor),
      MOORAGE_LISTEN_ADDRESS: '127.0.0.1',
    },
  })
  try {
    const apart = await look(server, 'names-apart')
    expect(apart).toMatchObject({ status: 'warning', seen: expect.stringContaining('share a host name') })
    expect(apart.change).toContain('wopiUrl: http://wopi.files.nowhere-at-all.org')
    expect(await look(server, 'certificate-trusted')).toMatchObject({ status: 'warning', seen: expect.stringContaining('has no TLS') })
  } finally {
    await server.stop()
  }
})

/** Addresses that are wrong, each in its own way, and one server that has them all. */
test('an address that leads nowhere, away or to another port is named with its setting', async () => {
  const [portal, wopi, editor] = [await freePort(), await freePort(), await freePort()]
  const elsewhere = createServer((_request, response) => response.writeHead(302, { location: 'https://other.example/a?token=x' }).end())
  elsewhere.listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  const at = (server: Server) => (server.address() as AddressInfo).port
  const start = (urls: Record<string, string>) =>
    startServer({
      environment: {
        MOORAGE_PORTAL_PORT: String(portal),
        MOORAGE_WOPI_PORT: String(wopi),
        MOORAGE_EDITOR_PORT: String(editor),
        MOORAGE_LISTEN_ADDRESS: '127.0.0.1',
        ...urls,
      },
    })
  const server = await start({
    MOORAGE_PUBLIC_URL: `http://127.0.0.1:${wopi}`,
    MOORAGE_WOPI_URL: `http://localhost:${at(elsewhere)}`,
    MOORAGE_EDITOR_URL: 'http://127.0.0.1:1',
    WOPI_ENABLED: 'true',
    WOPI_TESTING: 'true',
  })
  try {
    const report = await doctorOf(server, '--only', 'addresses')
    const port = checkOf(report, 'portal-address')
    expect(port).toMatchObject({ status: 'failure', seen: expect.stringContaining(`leads to port ${wopi} of this server`) })
    expect(port.change).toContain(`proxy_pass http://127.0.0.1:${portal};`)
    const redirected = checkOf(report, 'wopi-address')
    expect(redirected).toMatchObject({
      status: 'failure',
      seen: expect.stringContaining('redirects to https://other.example (status 302)'),
    })
    expect(JSON.stringify(report)).not.toContain('token=x')
    expect(redirected.change).toContain('wopiUrl: https://other.example')
    expect(checkOf(report, 'wopi-test-address')).toMatchObject({ status: 'failure', seen: expect.stringContaining('http://127.0.0.1:') })
    const refused = checkOf(report, 'editor-address')
    expect(refused).toMatchObject({ status: 'failure', seen: expect.stringContaining('connection refused') })
    expect(refused.change).toContain('editorUrl')
    expect(checkOf(report, 'public-names')).toMatchObject({
      status: 'failure',
      seen: expect.stringContaining('is an address, not a name'),
    })
    expect(checkOf(report, 'raw-target')).toMatchObject({ status: 'not-applicable', seen: expect.stringContaining('mend that first') })
  } finally {
    await server.stop()
    elsewhere.close()
  }
})

test('a proxy whose clock is wrong is named with the seconds, and an address that somebody else answers with its setting', async () => {
  const [portal, wopi, editor, front] = [await freePort(), await freePort(), await freePort(), await freePort()]
  const proxy = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming
    const passed = request({ host: '127.0.0.1', port: wopi, method, path: url, headers }, (answer) => {
      const date = new Date(Date.now() + 3_600_000).toUTCString()
      outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, date })
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  }).listen(front, '127.0.0.1')
  await once(proxy, 'listening')
  const stranger = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  const server = await startServer({
    environment: {
      MOORAGE_PUBLIC_URL: `http://localhost:${portal}`,
      MOORAGE_WOPI_URL: `http://localhost:${front}`,
      MOORAGE_EDITOR_URL: `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`,
      MOORAGE_PORTAL_PORT: String(portal),
      MOORAGE_WOPI_PORT: String(wopi),
      MOORAGE_EDITOR_PORT: String(editor),
    },
  })
  try {
    const found = await look(server, 'proxy-clock')
    expect(found).toMatchObject({ status: 'failure', seen: expect.stringMatching(/clock is 3(599|600|601) seconds ahead of/) })
    expect(found.change).toContain('timedatectl set-ntp true')
    const other = await look(server, 'editor-address')
    expect(other).toMatchObject({ status: 'failure', seen: expect.stringContaining('something else (status 200)') })
    expect(other.change).toContain('editorUrl')
  } finally {
    await server.stop()
    proxy.close()
    stranger.close()
  }
})
