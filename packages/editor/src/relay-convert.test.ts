import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHost, createMemoryStore, type MemoryStore } from '@moorage/wopi'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { editorPlugin } from './index.ts'

const EDITOR = 'http://editor.test'
const WOPI = 'http://wopi.test'
const ANNA = { id: 'anna', name: 'Anna', mayEdit: true }
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex')

let folder: string
let program: string
let editor: FastifyInstance
let store: MemoryStore
let conversions: string[]

/** The host, reached without a network. */
const host: typeof fetch = async (address, init = {}) => {
  const { pathname, search } = new URL(String(address))
  const headers = Object.fromEntries(new Headers(init.headers))
  if (headers['x-wopi-fileconversion']) conversions.push(headers['x-wopi-suggestedtarget'] ?? '')
  const body = new Response(init.body).body as unknown as AsyncIterable<Uint8Array> | null
  const answer = await createHost({ store, serverVersion: 'test' }).handle({
    method: init.method ?? 'GET',
    path: pathname.replace('/wopi/', ''),
    query: search,
    headers,
    body: body ?? (async function* () {})(),
  })
  const text: Uint8Array[] = []
  if (typeof answer.body === 'string') text.push(Buffer.from(answer.body))
  else for await (const chunk of answer.body ?? []) text.push(chunk)
  return new Response(Buffer.concat(text), { status: answer.status, headers: new Headers(answer.headers as Record<string, string>) })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-relay-convert-'))
  program = join(folder, 'soffice')
  await writeFile(
    program,
    '#!/bin/sh\nwhile [ $# -gt 1 ]; do case "$1" in --outdir) d=$2;; --convert-to) t=$2;; esac; shift; done\n{ echo "$t"; tail -c +9 "$1"; } > "$d/document.$t"\n',
  )
  await chmod(program, 0o755)
  editor = fastify()
  await editor.register(editorPlugin, {
    origin: EDITOR,
    wopiOrigins: [WOPI],
    portalOrigins: () => [],
    keysFile: join(folder, 'data', 'keys.json'),
    converter: { program, folder: join(folder, 'data', 'converted'), hidden: join(folder, 'data') },
    webFolder: join(folder, 'web'),
    fetch: host,
    log: { warn() {}, error() {} },
  })
})
afterAll(async () => {
  await editor.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  store = createMemoryStore({ wopiUrl: `${WOPI}/wopi` })
  conversions = []
})

function open(name: string, content: Uint8Array, user = ANNA) {
  const id = store.addFile(name, content)
  const headers = { origin: EDITOR, authorization: `Bearer ${store.issueToken(id, user)}`, 'moorage-wopisrc': `${WOPI}/wopi/files/${id}` }
  const ask = (method: 'GET' | 'POST', url: string, more: Record<string, string> = {}) =>
    editor.inject({ method, url: `/relay/${url}`, headers: { ...headers, ...more } })
  return { ask, id }
}
const old = (text: string) => Buffer.concat([COMPOUND, Buffer.from(text)])

test('discovery offers old formats for viewing while there is a program', async () => {
  const rows = async () => [...(await editor.inject('/hosting/discovery')).body.matchAll(/ext="(doc|odt|xls|ods|ppt|odp)"/g)].length
  expect(await rows()).toBe(6)
  await chmod(program, 0o644)
  expect(await rows()).toBe(0)
  expect((await open('A.doc', old('x')).ask('GET', 'converted')).statusCode).toBe(501)
  await chmod(program, 0o755)
})

test('a document is shown as pages, a spreadsheet as a workbook', async () => {
  const letter = await open('Letter.doc', old('Dear Ben')).ask('GET', 'converted')
  expect(letter.headers['moorage-format']).toBe('pdf')
  expect(letter.body).toBe('pdf\nDear Ben')
  const sums = await open('Sums.XLS', old('1;2')).ask('GET', 'converted')
  expect(sums.headers['moorage-format']).toBe('xlsx')
  expect(sums.headers['cache-control']).toBe('no-store')
})

test('a copy that is there already is not given to somebody whom the host does not let read the file', async () => {
  const file = open('Letter.doc', old('Dear Ben'))
  expect((await file.ask('GET', 'converted')).statusCode).toBe(200)
  const refused = await file.ask('GET', 'converted', { authorization: 'Bearer somebodyelses' })
  expect(refused.statusCode).toBe(401)
  expect(refused.body).not.toContain('Dear Ben')
  const other = open('Other.doc', old('something else'))
  const crossed = await file.ask('GET', 'converted', { 'moorage-wopisrc': `${WOPI}/wopi/files/${other.id}` })
  expect(crossed.statusCode).toBeGreaterThanOrEqual(400)
})

test('what is no such file, or not what its name says, is told apart', async () => {
  expect((await open('Letter.docx', old('x')).ask('GET', 'converted')).json()).toEqual({ status: 501 })
  expect((await open('Letter.doc', Buffer.from('<html>')).ask('GET', 'converted')).json()).toEqual({ status: 415 })
})

test('converted to be edited, a copy lies beside the original, which stays as it was', async () => {
  const file = open('Letter.doc', old('Dear Ben'))
  const answer = await file.ask('POST', 'convert')
  expect(answer.json()).toMatchObject({ name: 'Letter.docx', hostEditUrl: expect.any(String) })
  expect(conversions).toEqual(['.docx'])
  expect((await file.ask('GET', 'contents')).rawPayload).toEqual(old('Dear Ben'))
})

test('who may not write beside the file gets no copy', async () => {
  const answer = await open('Letter.doc', old('Dear Ben'), { ...ANNA, mayEdit: false }).ask('POST', 'convert')
  expect(answer.statusCode).toBe(501)
  expect(conversions).toEqual(['.docx'])
})
