import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseZone, expandActionUrl, findAction, parseDiscovery } from '@moorage/wopi'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { editorPlugin } from './index.ts'

let folder: string
let editor: FastifyInstance

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-frame-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><html><head><title>x</title></head><body></body></html>')
  await writeFile(join(folder, 'assets', 'a-1234.js'), 'export {}')
  editor = fastify()
  await editor.register(editorPlugin, {
    origin: 'https://edit.example',
    wopiOrigins: ['https://wopi.example'],
    portalOrigins: () => ['https://files.example'],
    keysFile: join(folder, 'keys.json'),
    converter: { program: 'off', folder: '', hidden: '' },
    webFolder: folder,
    log: { warn() {}, error() {} },
  })
})
afterAll(async () => {
  await editor.close()
  await rm(folder, { recursive: true })
})

const post = (url: string, payload: string) =>
  editor.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } })

test('discovery leads to the frame page with every placeholder filled or gone', async () => {
  const discovery = parseDiscovery((await editor.inject('/hosting/discovery')).body)
  const zone = chooseZone(discovery)
  expect(zone?.name).toBe('external-https')
  const found = zone && findAction(zone, 'docx', 'edit')
  expect(found?.app).toMatchObject({ name: 'Word', favIconUrl: 'https://edit.example/icons/word.svg' })
  expect(found?.action.requires).toEqual(['locks', 'update'])
  const { url } = expandActionUrl(found?.action.urlsrc ?? '', { wopiSrc: 'https://wopi.example/wopi/files/abc', uiLanguage: 'de-DE' })
  expect(url).toBe('https://edit.example/edit?ui=de-DE&rs=de-DE&wopisrc=https%3A%2F%2Fwopi.example%2Fwopi%2Ffiles%2Fabc&')
  const { pathname, search } = new URL(url)
  const page = await post(pathname + search, 'access_token=abc123&access_token_ttl=1800000000000')
  expect(page.statusCode).toBe(200)
  expect(JSON.parse(/id="launch">([^<]*)</.exec(page.body)?.[1] ?? '')).toEqual({
    wopiSrc: 'https://wopi.example/wopi/files/abc',
    rehearsal: false,
    accessToken: 'abc123',
    accessTokenTtl: 1_800_000_000_000,
    action: 'edit',
    locale: 'de-DE',
    sessionContext: '',
  })
})

test('a theme that was chosen in the host’s pages stands at the root of the page, and nothing else does', async () => {
  const rootFor = async (query: string) => {
    const page = await post(`/edit?wopisrc=https%3A%2F%2Fwopi.example%2Fwopi%2Ffiles%2Fabc${query}`, 'access_token=abc123')
    return /<html[^>]*>/.exec(page.body)?.[0]
  }
  expect(await rootFor('')).toBe('<html>')
  expect(await rootFor('&theme=dark')).toBe('<html data-theme="dark">')
  expect(await rootFor('&theme=light')).toBe('<html data-theme="light">')
  expect(await rootFor('&theme=%22%3E%3Cscript%3E')).toBe('<html>')
})

test('workbooks and presentations are offered for editing and as new files, PDF for viewing only', async () => {
  const zone = chooseZone(parseDiscovery((await editor.inject('/hosting/discovery')).body))
  expect(zone && findAction(zone, 'xlsx', 'edit')?.action.isDefault).toBe(true)
  expect(zone && findAction(zone, 'xlsx', 'editnew')).toBeDefined()
  expect(zone && findAction(zone, 'pptx', 'edit')?.action.isDefault).toBe(true)
  expect(zone && findAction(zone, 'pdf', 'view')?.action.isDefault).toBe(true)
  expect(zone && findAction(zone, 'pdf', 'edit')).toBeUndefined()
  expect(zone && findAction(zone, 'docx', 'editnew')).toBeDefined()
})

test('the page is framed by the portal only, never cached, and sets no cookie', async () => {
  const { headers } = await post('/view?wopisrc=https%3A%2F%2Fwopi.example%2Fwopi%2Ffiles%2Fabc', 'access_token=abc')
  expect(headers['content-security-policy']).toContain('frame-ancestors https://files.example')
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/)
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  expect(headers['set-cookie']).toBeUndefined()
})

test('what a host sends along cannot break out of the page', async () => {
  const context = encodeURIComponent('</script><script>alert(1)</script>')
  const { body } = await post(`/edit?wopisrc=https://wopi.example/wopi/files/abc&sc=${context}`, 'access_token=%3Cb%3E')
  expect(body).not.toContain('<script>alert')
  expect(body).not.toContain('<b>')
  const launch = JSON.parse(/id="launch">([^<]*)</.exec(body)?.[1] ?? '') as { sessionContext: string }
  expect(launch.sessionContext).toBe('</script><script>alert(1)</script>')
})

test('a file of an unknown host is refused in words', async () => {
  const answer = await post('/edit?wopisrc=https://evil.example/wopi/files/abc', 'access_token=abc')
  expect(answer.statusCode).toBe(400)
  expect(answer.body).toContain('can’t be opened here')
})

test('scripts may be kept for ever, and a visitor without a document gets a friendly page', async () => {
  expect((await editor.inject('/assets/a-1234.js')).headers['cache-control']).toContain('immutable')
  const page = await editor.inject('/edit')
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Open your file from the portal')
})
