import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  checkProof,
  DiscoveryError,
  decodeUtf7,
  encodeUtf7,
  expectedProof,
  HEADERS,
  legalName,
  nameProblem,
  OPERATIONS,
  parseDiscovery,
  parseFileInfo,
  parseFrameMessage,
  suggestedName,
  ticksAt,
  WopiError,
} from '@moorage/wopi'
import { inspect as inspectDocx } from '../packages/editor/web/docx/inspect.ts'
import { openPackage } from '../packages/editor/web/ooxml/package.ts'
import { parseXml, XmlProblem } from '../packages/editor/web/ooxml/xml.ts'
import { LIMITS, readZip, unpack, ZipProblem } from '../packages/editor/web/ooxml/zip.ts'
import { DocumentProblem } from '../packages/editor/web/view.ts'
import { inspect as inspectXlsx } from '../packages/editor/web/xlsx/inspect.ts'
import { ConfigError, readConfig } from '../packages/server/src/config.ts'
import { checkName, cleanName, freeName, nameKey, numbered, words } from '../packages/server/src/files/names.ts'
import { tamedName } from '../packages/server/src/office/tamed-name.ts'
import { readActivities } from '../packages/wopi/src/wire/activities.ts'
import { parseEnvelope, parseOperation } from '../packages/wopi/src/wire/request.ts'
import type { Target } from './explore.ts'

const text = (input: Uint8Array) => Buffer.from(input).toString('utf8')
const latin1 = (input: Uint8Array) => Buffer.from(input).toString('latin1')
const bytes = (...all: string[]) => all.map((each) => Buffer.from(each))
const demo = (name: string) => readFileSync(join(import.meta.dirname, '../packages/server/demo/kestrel/library', name))

function must(holds: boolean, what: string) {
  if (!holds) throw new Error(what)
}

/** Undefined where it is refused as it should be. */
function refusing<T>(kinds: (new (...args: never[]) => Error)[], work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (kinds.some((kind) => error instanceof kind)) return undefined
    throw error
  }
}

const XML_WORDS = [
  '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
  '&a;',
  '&#x0;',
  '&#1114112;',
  '&lt;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?xml version="1.0"?>',
  '/>',
  '</',
  "='",
  '="',
  'xmlns:a="b"',
  'a:b',
]
const DISCOVERY = `<?xml version="1.0"?><wopi-discovery><net-zone name="external-https"><app name="Word" favIconUrl="https://e/x.ico" checkLicense="true">
<action name="edit" ext="docx" default="true" requires="locks,update" urlsrc="https://e/we?&lt;ui=UI_LLCC&amp;&gt;&lt;rs=DC_LLCC&amp;&gt;"/></app></net-zone>
<proof-key oldvalue="BgIA" oldmodulus="AQ==" oldexponent="AQAB" value="BgIA" modulus="AQ==" exponent="AQAB"/></wopi-discovery>`

const request: Target = {
  name: 'request',
  seeds: bytes(
    `POST\nfiles/abc/contents\naccess_token=x\n${HEADERS.override}: PUT\n${HEADERS.lock}: A`,
    `POST\nfiles/abc\naccess_token=x&sc=y\n${HEADERS.override}: PUT_RELATIVE\n${HEADERS.suggestedTarget}: +AOQ-.docx\n${HEADERS.size}: 12`,
    'GET\ncontainers/abc/children\naccess_token=x\nX-WOPI-FileExtensionFilterList: docx,xlsx',
  ),
  words: [
    ...Object.values(HEADERS).map((name) => `\n${name}: `),
    ...Object.values(OPERATIONS).flatMap(({ override }) => override ?? []),
    'files/',
    '+AF8-',
    '%',
  ],
  take(input) {
    const [method = '', path = '', query = '', ...lines] = latin1(input).split('\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const envelope = refusing([WopiError], () => parseEnvelope({ method, path, query, headers, body: (async function* () {})() }))
    if (!envelope) return
    must(envelope.accessToken !== '', 'a request without a token is taken')
    const { name, resource } = envelope
    if (name) refusing([WopiError], () => parseOperation(name, 'id' in resource ? resource.id : '', headers))
  },
}

const utf7: Target = {
  name: 'UTF-7',
  seeds: bytes('Hi Mom +Jjo--!', '+AOQA9gD8-.docx', 'a+b', '+2D3eAA-'),
  words: ['+', '-', '+-', 'AOQ', '/', '='],
  take(input) {
    const decoded = decodeUtf7(latin1(input))
    must(decodeUtf7(encodeUtf7(decoded)) === decoded, 'what was decoded does not come through again')
    must(/^[\x20-\x7e]*$/.test(encodeUtf7(decoded)), 'what is encoded does not fit a header')
  },
}

const discovery: Target = {
  name: 'discovery',
  seeds: bytes(DISCOVERY),
  words: [...XML_WORDS, '<net-zone name="internal-http">', '<app name="x">', '<action ', 'urlsrc="', '<proof-key '],
  take(input) {
    const given = text(input)
    const found = refusing([DiscoveryError], () => parseDiscovery(given))
    if (!found) return
    must(
      !/<!ENTITY/.test(given.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|"[^"]*"|'[^']*'/g, '')),
      'entities of its own are taken',
    )
    must(JSON.stringify(found).length < 100 * given.length + 1000, 'it grows as it is read')
  },
}

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const now = 1_800_000_000_000
const signed = (() => {
  const ticks = ticksAt(now)
  const url = 'https://wopi.example/wopi/files/abc?access_token=xyz'
  const proof = sign('RSA-SHA256', expectedProof({ accessToken: 'xyz', url, ticks }), keys.privateKey).toString('base64')
  return { accessToken: 'xyz', url, proof, timeStamp: String(ticks) }
})()
const proof: Target = {
  name: 'proof',
  seeds: bytes(`${signed.accessToken}\n${signed.url}\n${signed.proof}\n${signed.timeStamp}`),
  words: ['%', '%41', '=', '\n', '0', '9'],
  async take(input) {
    const [accessToken = '', url = '', given = '', timeStamp = ''] = latin1(input).split('\n')
    const holds = (data: Uint8Array, signature: Uint8Array) => verify('RSA-SHA256', data, keys.publicKey, signature)
    const { outcome } = await checkProof(
      { accessToken, url, proof: given, proofOld: undefined, timeStamp },
      { current: keys.publicKey },
      now,
      holds,
    )
    if (outcome !== 'valid') return
    const same = decodeURIComponent(accessToken) === signed.accessToken && url.toUpperCase() === signed.url.toUpperCase()
    must(same && timeStamp.trim() === signed.timeStamp, 'another request is taken for the signed one')
  },
}

const names: Target = {
  name: 'names',
  seeds: bytes('Report.docx', 'CON.txt', 'a'.repeat(260), '. . .', '.profile', 'Übersicht 漢字 😀.xlsx'),
  words: ['.', ' ', '/', '\\', '\u202e', '\u0000', 'nul', '.docx', ' (2)', 'ß', '\ufeff', 'ﬃ'],
  take(input) {
    const name = text(input)
    must(checkName(tamedName(name, '.docx')) === undefined, 'a tamed name is none')
    must(nameProblem(legalName(name)) === undefined, 'a legal name is none')
    must(nameProblem(suggestedName('Report.docx', name)) === undefined, 'a suggested name is none')
    const clean = cleanName(name)
    if (checkName(clean) !== undefined) return
    must(nameKey(nameKey(clean)) === nameKey(clean), 'the key of a key is another')
    must(checkName(numbered(clean, 2)) === undefined, 'a numbered name is none')
    must(freeName(clean, (key) => key === nameKey(clean)) !== clean, 'a taken name is free')
    must(words(clean).length <= 64, 'a name has more words than are kept')
  },
}

const settings: Target = {
  name: 'settings',
  seeds: bytes(
    'publicUrl: https://files.example.com\nmaxFileSize: 25 GB\ntrustedProxies: [10.0.0.0/8]\n',
    'editors:\n  - id: a\n    name: A\n    discoveryUrl: https://e/hosting/discovery\n    profile: collabora\n    proof: if-present\n    order: 1\n',
    'WOPI_ENABLED: true\nsmtpUrl: smtp://u:p@h:25\nmailFrom: a@b.c\n',
  ),
  words: ['&a [*a,*a]', '*a', '!!js/function', '!!binary', '<<: *a', '\n', ': ', '- ', '|', '0x10', 'null', '1e999', 'GB', '"'],
  take: (input) =>
    refusing([ConfigError], () =>
      readConfig({ file: { path: 'moorage.yaml', text: text(input) }, environment: {}, dataFolder: '/d', demo: false }),
    ),
}

const json: Target = {
  name: 'messages',
  seeds: bytes(
    '{"MessageId":"UI_Close","SendTime":1,"Values":{}}',
    '{"Activities":[{"Type":"Comment","Id":"1","Timestamp":"2026-01-01T00:00:00Z","Data":{"ContentId":"c","ContentAction":"created","People":[]}}]}',
    '{"BaseFileName":"a","OwnerId":"b","Size":1,"Version":"1","UserId":"u"}',
  ),
  words: ['{', '[', '"__proto__":', 'null', '1e999', '"Values":', '\\u0000'],
  take(input) {
    const given = text(input)
    readActivities(given)
    parseFileInfo(given)
    parseFrameMessage(given)
    parseFrameMessage(refusing([SyntaxError], () => JSON.parse(given)))
  },
}

const xml: Target = {
  name: 'OOXML part',
  seeds: bytes('<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="u"><w:p w:a="1">Text &amp; more<!-- x --></w:p></w:document>'),
  words: XML_WORDS,
  take(input) {
    const given = text(input)
    if (!refusing([XmlProblem], () => parseXml(given))) return
    must(
      !/<!DOCTYPE/.test(given.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|"[^"]*"|'[^']*'/g, '')),
      'a document type is taken',
    )
  },
}

const small = (() => {
  const pack = openPackage(demo('Cost estimate.xlsx'))
  return pack
})()
const zip: Target = {
  name: 'zip',
  seeds: [small.write(), Buffer.from('PK')],
  words: ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006', '\u0000\u0000\u0000\u0000', '../'],
  take(input) {
    refusing([ZipProblem], () => {
      const entries = readZip(input)
      must(entries.reduce((sum, { size }) => sum + size, 0) <= LIMITS.unpacked, 'more is claimed than may be unpacked')
      for (const entry of entries) if (entry.size < 2 ** 22) must(unpack(entry).length === entry.size, 'an entry is not as long as it says')
    })
  },
}

/** A part of a real document that is something else; the rest is whole. */
function reader(name: string, file: string, parts: string[], inspect: (document: Uint8Array) => unknown): Target {
  const original = demo(file)
  const whole = openPackage(original)
  const there = parts.filter((part) => whole.has(part))
  must(there.length > 1, `${file} has not the parts that are to be changed`)
  return {
    name,
    // the first byte says which part it is
    seeds: there.map((part, index) => Buffer.concat([Buffer.from([index]), Buffer.from(whole.text(part).slice(0, 20_000))])),
    words: XML_WORDS,
    take(input) {
      const pack = openPackage(original)
      pack.set(there[(input[0] ?? 0) % there.length] as string, text(input.subarray(1)))
      refusing([DocumentProblem], () => inspect(pack.write()))
    },
  }
}

/** Whatever reads what others have written. */
export const parsers = (): Target[] => [
  request,
  utf7,
  discovery,
  proof,
  names,
  settings,
  json,
  xml,
  zip,
  reader(
    'workbook',
    'Cost estimate.xlsx',
    ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/worksheets/sheet1.xml'],
    inspectXlsx,
  ),
  reader(
    'document',
    'Design brief.docx',
    ['[Content_Types].xml', '_rels/.rels', 'word/document.xml', 'word/_rels/document.xml.rels', 'word/settings.xml'],
    inspectDocx,
  ),
]
