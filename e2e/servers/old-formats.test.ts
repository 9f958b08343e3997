import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { strToU8, zipSync } from 'fflate'
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from '../axe.ts'
import { type EditorPages, type Person, serveEditorPages } from '../editor-pages.ts'
import { LibreOffice } from './libreoffice.ts'

const SAMPLES = new URL('../../packages/server/demo/verification/', import.meta.url)
const SOURCES = {
  document: { name: 'Word document.docx', modern: 'docx', shows: (editor) => editor.getByText('The ferry company keeps its berth') },
  workbook: { name: 'Workbook.xlsx', modern: 'xlsx', shows: (editor) => editor.getByRole('tab', { name: 'Winter' }) },
  presentation: {
    name: 'Presentation.pptx',
    modern: 'pptx',
    shows: (editor) => editor.getByText('A festival for the whole town, in winter'),
  },
} as const satisfies Record<string, { name: string; modern: string; shows(editor: FrameLocator): Locator }>

let office: LibreOffice
let pages: EditorPages
let anna: Person
let temporary: string

beforeAll(async () => {
  office = await LibreOffice.start()
  temporary = await mkdtemp(join(tmpdir(), 'moorage-old-formats-'))
  pages = await serveEditorPages({ environment: { MOORAGE_LIBRE_OFFICE: 'auto', TMPDIR: temporary } })
  anna = await pages.signIn('anna@demo.test')
})
afterAll(async () => {
  await pages?.close()
  await office?.stop()
  await rm(temporary, { recursive: true, force: true })
})

const oldOf = (kind: keyof typeof SOURCES, extension: string) => {
  const { name, modern } = SOURCES[kind]
  return office.convert(`source.${modern}`, readFileSync(new URL(name, SAMPLES)), extension)
}
const saved = async (page: Page, click: () => Promise<void>) => {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  return readFile(await download.path())
}

describe.each([
  { extension: 'doc', kind: 'document' },
  { extension: 'odt', kind: 'document' },
  { extension: 'xls', kind: 'workbook' },
  { extension: 'ods', kind: 'workbook' },
  { extension: 'ppt', kind: 'presentation' },
  { extension: 'odp', kind: 'presentation' },
] as const)('a .$extension file', ({ extension, kind }) => {
  test('is shown, downloaded as it is, and converted beside itself to be edited', async () => {
    const { modern, shows } = SOURCES[kind]
    const bytes = await oldOf(kind, extension)
    const id = await anna.newFile(`Sample ${extension}.${extension}`, bytes)
    const { page, editor } = await anna.open(id)
    await shows(editor).first().waitFor()
    await editor.getByText('This is a converted copy').waitFor()
    // WOPI wants the host page’s viewport as it is
    if (extension === 'doc') expect((await violations(page)).filter((rule) => !rule.startsWith('meta-viewport'))).toEqual([])
    expect(await saved(page, () => editor.getByRole('button', { name: 'Download' }).first().click())).toEqual(bytes)

    await editor.getByRole('button', { name: `Convert to .${modern} and edit` }).click()
    await page.waitForURL((url) => !url.pathname.includes(id))
    await shows(editor).first().waitFor()
    expect(page.url()).toContain(await anna.find(`Sample ${extension}.${modern}`))
    expect(await anna.download(id)).toEqual(bytes)
    expect(anna.complaints).toEqual([])
    await page.close()
  })
})

const NAMESPACES = ['office', 'text', 'drawing', 'manifest'].map((name) => `urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`)
const [OFFICE, TEXT, DRAWING, MANIFEST] = NAMESPACES
const XMLNS = `xmlns:office="${OFFICE}" xmlns:text="${TEXT}" xmlns:draw="${DRAWING}" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"`
const ODT = 'application/vnd.oasis.opendocument.text'

const odtOf = (body: string) =>
  zipSync({
    mimetype: [strToU8(ODT), { level: 0 }],
    'META-INF/manifest.xml': strToU8(
      `<manifest:manifest xmlns:manifest="${MANIFEST}" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${ODT}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    ),
    'content.xml': strToU8(
      `<office:document-content ${XMLNS} office:version="1.3"><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ),
  })

/** [MS-DOC] 2.5.2: bit 8 of the flags at offset 10 of the file information block says that the rest is encrypted. */
function locked(doc: Buffer): Buffer {
  const copy = Buffer.from(doc)
  const block = copy.indexOf(Buffer.from([0xec, 0xa5]), 512)
  copy[block + 11] = (copy[block + 11] ?? 0) | 1
  return copy
}

test('a document can neither show what else lies on the server nor call anybody', async () => {
  const calls: string[] = []
  const outside = createServer((request, response) => {
    calls.push(request.url ?? '')
    response.end('fetched')
  }).listen(0, '127.0.0.1')
  await once(outside, 'listening')
  const { port } = outside.address() as AddressInfo
  await writeFile(join(temporary, 'secret.txt'), 'SECRETWORD')
  const source = (href: string) =>
    `<text:section text:name="${href}"><text:section-source xlink:href="${href}" xlink:type="simple" xlink:show="embed"/><text:p>kept</text:p></text:section>`
  const picture = `<text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="http://127.0.0.1:${port}/picture.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>`
  const body = source(pathToFileURL(join(temporary, 'secret.txt')).href) + source(`http://127.0.0.1:${port}/section.txt`) + picture
  const { page, editor } = await anna.open(await anna.newFile('Curious.odt', odtOf(body)))
  await editor.getByText('kept').first().waitFor()
  expect(await editor.getByText('SECRETWORD').count()).toBe(0)
  expect(calls).toEqual([])
  outside.close()
  await page.close()
})

describe('what cannot be shown says so, can be downloaded, and leaves nothing behind', () => {
  test.each([
    { name: 'Locked.doc', make: async () => locked(await oldOf('document', 'doc')), says: /damaged, or protected with a password/ },
    {
      name: 'Cut.odt',
      make: async () => (await oldOf('document', 'odt')).subarray(0, 2000),
      says: /damaged, or protected with a password/,
    },
    { name: 'Page.xls', make: async () => Buffer.from('<html><img src="file:///etc/passwd">'), says: /is not a \.xls file/ },
  ])('$name', async ({ name, make, says }) => {
    const bytes = await make()
    const { page, editor } = await anna.open(await anna.newFile(name, bytes))
    await editor.getByRole('alert').getByText(says).waitFor()
    expect(await saved(page, () => editor.getByRole('button', { name: 'Download' }).first().click())).toEqual(bytes)
    expect(readdirSync(temporary).filter((folder) => folder.startsWith('moorage-convert-'))).toEqual([])
    await page.close()
  })
})
