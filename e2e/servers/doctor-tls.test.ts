import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Check } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkOf, doctorOf } from '../../packages/server/box/doctor-look.ts'
import { type BoxServer, startServer } from '../../packages/server/box/server.ts'
import { FakeEditor } from '../../packages/server/box/wopi-editor.ts'
import { eventually } from '../../packages/server/box/wopi-requests.ts'
import { freePort, type Mistake, Nginx } from './nginx.ts'

// An authority that the server trusts by NODE_EXTRA_CA_CERTS, certificates of it and of others, and a real nginx that shows them.
let folder: string
let server: BoxServer
let editor: FakeEditor
let port: number
let upstream: number

const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
const EVERY_NAME = 'DNS:localhost,IP:127.0.0.1,IP:127.0.0.2,IP:127.0.0.3'

/** name.pem and name.key; good for so many days. */
async function certificate(name: string, { names = EVERY_NAME, issuer = 'authority', days = 100, isAuthority = false } = {}) {
  await writeFile(
    join(folder, `${name}.ext`),
    `${isAuthority ? 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign' : `subjectAltName=${names}`}\n`,
  )
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`)
  const signing = issuer === name ? ['-signkey', `${name}.key`] : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
  openssl('x509', '-req', '-in', `${name}.csr`, ...signing, '-days', String(days), '-extfile', `${name}.ext`, '-out', `${name}.pem`)
}

/** One whose time ended yesterday: only `openssl ca` makes those. */
async function expiredCertificate() {
  const section =
    'database=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\n'
  await writeFile(join(folder, 'ca.cnf'), `[ca]\ndefault_ca=one\n[one]\n${section}[names]\nsubjectAltName=${EVERY_NAME}\n`)
  await writeFile(join(folder, 'index'), '')
  await writeFile(join(folder, 'serial'), '1000\n')
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'expired.key', '-subj', '/CN=expired', '-out', 'expired.csr')
  const end = new Date(Date.now() - 24 * 60 * 60_000).toISOString().replace(/[-:T]|\.\d+/g, '')
  const signing = ['-config', 'ca.cnf', '-cert', 'authority.pem', '-keyfile', 'authority.key', '-extensions', 'names', '-notext']
  openssl('ca', '-batch', ...signing, '-startdate', '20200101000000Z', '-enddate', end, '-in', 'expired.csr', '-out', 'expired.pem')
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-tls-'))
  await certificate('authority', { issuer: 'authority', isAuthority: true })
  await certificate('between', { isAuthority: true })
  await certificate('right')
  await certificate('soon', { days: 5 })
  await expiredCertificate()
  await certificate('other', { names: 'DNS:other.example' })
  await certificate('self-signed', { issuer: 'self-signed' })
  await certificate('alone', { issuer: 'between' })
  await writeFile(join(folder, 'whole.pem'), `${await readFile(join(folder, 'alone.pem'))}${await readFile(join(folder, 'between.pem'))}`)
  port = await freePort()
  upstream = await freePort()
  editor = await FakeEditor.start()
  server = await startServer({
    environment: {
      NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
      MOORAGE_PUBLIC_URL: `https://127.0.0.3:${port}`,
      MOORAGE_WOPI_URL: `https://localhost:${port}`,
      MOORAGE_EDITOR_URL: `https://127.0.0.2:${port}`,
      MOORAGE_LISTEN_ADDRESS: '127.0.0.1',
      MOORAGE_PORTAL_PORT: String(upstream),
      MOORAGE_WOPI_PORT: String(upstream),
      MOORAGE_EDITOR_PORT: String(upstream),
      MOORAGE_TRUSTED_PROXIES: '127.0.0.1',
      MOORAGE_EDITORS: editor.entry(),
    },
  })
  await eventually(() => editor.fetched > 0, 'the editor is read')
})
afterAll(async () => {
  await server?.stop()
  await editor?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const shows =
  (certificateName: string, key = certificateName): Mistake =>
  (right) =>
    right
      .replace(/listen .*;/, [1, 2, 3].map((last) => `listen 127.0.0.${last}:${port} ssl;`).join(' '))
      .replace('location / {', `ssl_certificate ${folder}/${certificateName}.pem; ssl_certificate_key ${folder}/${key}.key; location / {`)

async function behind<T>(mistake: Mistake, look: () => Promise<T>): Promise<T> {
  const nginx = await Nginx.start(port, upstream, { mistake })
  try {
    return await look()
  } finally {
    await nginx.stop()
  }
}

const unwell = ({ checks }: { checks: Check[] }) => checks.filter(({ status }) => status === 'failure' || status === 'warning')

test.each(['right', 'whole'])(
  'with a trusted certificate all is well, and an editor without https is named with its line (%s)',
  async (name) => {
    const key = name === 'whole' ? 'alone' : name
    await behind(shows(name, key), async () => {
      for (const group of ['addresses', 'proxy']) expect(unwell(await doctorOf(server, '--only', group))).toEqual([])
      const report = await doctorOf(server, '--only', 'tls')
      expect(unwell(report).map(({ id }) => id)).toEqual(['mixed-content'])
      const mixed = checkOf(report, 'mixed-content')
      expect(mixed.seen).toContain('Collabora Online says that it opens at http://localhost:1')
      expect(mixed.change).toContain('<termination type="bool">true</termination>')
    })
  },
)

test.each([
  { what: 'soon', check: 'certificate-validity', status: 'warning', seen: /ends in [45] days/, change: 'certbot renew' },
  { what: 'expired', check: 'certificate-validity', status: 'failure', seen: /ended [12] days ago/, change: 'certbot renew' },
  { what: 'other', check: 'certificate-name', status: 'failure', seen: /DNS:other\.example/, change: 'server_name 127.0.0.3;' },
  {
    what: 'self-signed',
    check: 'certificate-trusted',
    status: 'failure',
    seen: /not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    change: 'NODE_EXTRA_CA_CERTS',
  },
  { what: 'alone', check: 'certificate-trusted', status: 'failure', seen: /chain is incomplete/, change: 'fullchain.pem' },
])('a certificate that is $what: $check', async ({ what, check, status, seen, change }) => {
  await behind(shows(what), async () => {
    const report = await doctorOf(server, '--only', 'tls')
    expect(checkOf(report, check)).toMatchObject({ status, seen: expect.stringMatching(seen) })
    expect(checkOf(report, check).change).toContain(change)
    // one mistake, one finding
    expect(unwell(report).map(({ id }) => id)).toEqual([check, 'mixed-content'])
    if (status === 'failure')
      expect(checkOf(await doctorOf(server, '--only', 'wopi-address'), 'wopi-address').seen).toContain('certificate is not trusted')
  })
})

async function listening(options: Parameters<typeof createServer>[0]): Promise<Server[]> {
  const servers = ['127.0.0.1', '127.0.0.2', '127.0.0.3'].map((host) => createServer(options).listen(port, host))
  await Promise.all(servers.map((one) => once(one, 'listening')))
  return servers
}

test('a proxy that speaks nothing newer than TLS 1.1 is named', async () => {
  const old = await listening({
    key: await readFile(join(folder, 'right.key')),
    cert: await readFile(join(folder, 'right.pem')),
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  })
  try {
    const found = checkOf(await doctorOf(server, '--only', 'tls-version'), 'tls-version')
    expect(found).toMatchObject({ status: 'failure', seen: expect.stringContaining('does not speak TLS 1.2 or newer') })
    expect(found.change).toContain('ssl_protocols TLSv1.2 TLSv1.3;')
  } finally {
    for (const one of old) one.close()
  }
})

test('an https address behind which no TLS is spoken is named', async () => {
  await behind(
    (right) => right.replace(/listen .*;/, [1, 2, 3].map((last) => `listen 127.0.0.${last}:${port};`).join(' ')),
    async () => {
      const found = checkOf(await doctorOf(server, '--only', 'tls-version'), 'tls-version')
      expect(found).toMatchObject({ status: 'failure', seen: expect.stringContaining('does not speak TLS') })
    },
  )
})
