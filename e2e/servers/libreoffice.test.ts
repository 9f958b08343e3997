import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Item, Me } from '@moorage/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BoxServer, startServer } from '../../packages/server/box/server.ts'
import { type DocxPage, type DocxPages, serveDocxPages } from '../docx-page.ts'
import { LibreOffice } from './libreoffice.ts'

const FIXTURES = new URL('../../packages/editor/web/docx/fixtures/', import.meta.url)
const SHARED = new URL('../../../shared/documents/', import.meta.url)
const SENTENCE = 'Typed here, äöü 漢字. '

const documents = [FIXTURES, SHARED].flatMap((folder) =>
  existsSync(folder) ? readdirSync(folder).flatMap((name) => (name.endsWith('.docx') ? [{ name, folder }] : [])) : [],
)

let office: LibreOffice
let pages: DocxPages
let docx: DocxPage

beforeAll(async () => {
  office = await LibreOffice.start()
  pages = await serveDocxPages()
  docx = await pages.open()
})
afterAll(async () => {
  await pages?.close()
  await office?.stop()
})

describe('a second office suite opens what the built-in editor saved', () => {
  test.each(documents)('$name, with what was typed and what was there', async ({ name, folder }) => {
    const before = new Uint8Array(readFileSync(new URL(name, folder)))
    expect(await docx.show(before)).toBeUndefined()
    await docx.type(SENTENCE)
    const text = (bytes: Uint8Array) => office.convert(name, bytes, 'txt').then((file) => file.toString())
    const [was, is] = [await text(before), await text(await docx.save())]
    expect(is).toContain(SENTENCE.trim())
    const words = (content: string) => content.replace(SENTENCE, '').replace(SENTENCE.trim(), '').replace(/\s+/g, ' ').trim()
    expect(words(is)).toBe(words(was))
  })
})

describe('a new file is one that opens', () => {
  let server: BoxServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server?.stop())

  test.each([
    { type: 'document', name: 'New.docx', to: 'txt' },
    { type: 'workbook', name: 'New.xlsx', to: 'csv' },
    { type: 'presentation', name: 'New.pptx', to: 'pdf' },
  ])('$name', async ({ type, name, to }) => {
    const anna = await server.signIn()
    const { myFiles } = await anna.get<Me>('/api/me')
    const made = (await (await anna.post(`/api/folders/${myFiles.id}/files`, { name, type })).json()) as Item
    const bytes = new Uint8Array(await (await anna.fetch(`/api/items/${made.id}/download`)).arrayBuffer())
    const converted = await office.convert(name, bytes, to)
    if (to === 'pdf') expect(converted.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    // trim takes the byte order mark too
    else expect(converted.toString().trim()).toBe('')
  })
})
