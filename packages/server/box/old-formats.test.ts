import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Item } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BoxServer, startServer, type Visitor } from './server.ts'
import { idOf, launched, openPage } from './wopi-launches.ts'
import { type Held, newFile, wopi } from './wopi-requests.ts'

const DOC = Buffer.from('d0cf11e0a1b11ae144656172', 'hex')

let folder: string
let server: BoxServer
let ben: Visitor
let beside: Held
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moorage-old-'))
  const program = join(folder, 'soffice')
  // stands for LibreOffice, which not every machine has
  const reads = 'while [ $# -gt 1 ]; do case "$1" in --outdir) d=$2;; --convert-to) t=$2;; esac; shift; done'
  await writeFile(program, `#!/bin/sh\n${reads}\necho "converted to $t" > "$d/document.$t"\n`)
  await chmod(program, 0o755)
  server = await startServer({ environment: { MOORAGE_LIBRE_OFFICE: program } })
  ben = await server.signIn('ben@demo.test')
  beside = await server.session('ben@demo.test', '/Projects/Volunteers.csv')
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

const relay = (method: 'GET' | 'POST', path: string, { wopiSrc, accessToken }: Held) =>
  fetch(`${server.editor}/relay/${path}`, {
    method,
    headers: { origin: server.editor, authorization: `Bearer ${accessToken}`, 'moorage-wopisrc': wopiSrc },
  })

test('with a program for it, an old format is opened to be viewed, shown converted, and converted beside itself', async () => {
  const file = await newFile(beside, DOC, 'Letter.doc')
  const { item } = await ben.get<{ item: Item }>(`/api/items/${idOf(file)}`)
  expect(item.open).toMatchObject({ action: 'view', editor: 'built-in' })
  const launch = await launched(ben, idOf(file))

  const shown = await relay('GET', 'converted', launch)
  expect([shown.headers.get('moorage-format'), await shown.text()]).toEqual(['pdf', 'converted to pdf\n'])
  expect(await readdir(join(server.data, 'converted'))).toHaveLength(1)

  const made = (await (await relay('POST', 'convert', launch)).json()) as { name: string; hostEditUrl: string }
  expect(made.name).toBe('Letter.docx')
  expect((await openPage(ben, new URL(made.hostEditUrl).pathname.split('/').at(-1) ?? '')).launch).toMatchObject({ name: 'Letter.docx' })
  expect((await wopi.get(file)).status).toBe(200)
})

test('a file that cannot be converted is refused with its reason, and downloads', async () => {
  const file = await newFile(beside, 'not a document', 'Wrong.ppt')
  const launch = await launched(ben, idOf(file))
  expect((await relay('GET', 'converted', launch)).status).toBe(415)
  expect(await (await ben.fetch(`/api/items/${idOf(file)}/download`)).text()).toBe('not a document')
})

test('nobody is given the copy of a file that they may not read', async () => {
  const file = await newFile(beside, DOC, 'Secret.doc')
  const launch = await launched(ben, idOf(file))
  expect((await relay('GET', 'converted', launch)).status).toBe(200)
  const other = await newFile(beside, 'x', 'Other.txt')
  expect((await relay('GET', 'converted', { ...launch, accessToken: other.accessToken })).status).toBe(401)
})
