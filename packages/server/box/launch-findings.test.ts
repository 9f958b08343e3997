import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActivityEntry, FindingChange, LaunchFinding, LaunchKit, Problem, Screenshot } from '@moorage/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { good } from './organizations-world.ts'
import { PICTURE, png } from './pictures.ts'
import { type BoxServer, startServer, type Visitor } from './server.ts'

let server: BoxServer
let admin: Visitor
beforeAll(async () => {
  server = await startServer()
  admin = await server.signIn('admin@demo.test')
})
afterAll(() => server?.stop())

const M365 = '/api/admin/microsoft-365'
const FINDINGS = `${M365}/findings`
const KIT = `${M365}/launch-kit`

const add = async (body: object) => good<LaunchFinding>(await admin.post(FINDINGS, { title: 'Breadcrumb', pass: 1, ...body }))
const read = (id: string) => admin.get<{ finding: LaunchFinding; history: FindingChange[] }>(`${FINDINGS}/${id}`)
const patch = (id: string, body: object) => admin.patch(`${FINDINGS}/${id}`, body)
const refusal = async (answer: Response) => {
  const { code, detail, data } = (await answer.json()) as Problem
  return { status: answer.status, code, detail, data }
}
const send = (query: string, body: BodyInit, type = 'image/png') =>
  admin.fetch(`${M365}/screenshots?${query}`, { method: 'POST', body, headers: { 'content-type': type } })
const shot = async (query: string, body: BodyInit = PICTURE, type?: string) => good<Screenshot>(await send(query, body, type))
const kept = () => readdir(join(server.data, 'launch-kit/screenshots')).catch(() => [])

test('a finding keeps what Microsoft wrote, what it is about, and who changed what of it and when', async () => {
  const made = await add({
    title: '  The tab has no icon ',
    text: 'In Edge.\nSee picture.',
    pass: 2,
    flow: 'appearance',
    test: 'HostFrameIntegration',
  })
  expect(made).toMatchObject({
    title: 'The tab has no icon',
    pass: 2,
    flow: 'appearance',
    state: 'new',
    version: 1,
    answer: '',
    screenshots: [],
  })
  const fixing = await good<LaunchFinding>(await patch(made.id, { version: 1, state: 'fixing', answer: 'An icon is missing for .xlsb.' }))
  expect(fixing).toMatchObject({ version: 2, state: 'fixing', changedBy: made.addedBy })
  await good(await patch(made.id, { version: 2, state: 'ready-for-retest', flow: null, test: ' ' }))
  await good(await patch(made.id, { version: 3, state: 'closed', pass: 3 }))
  const { finding, history } = await read(made.id)
  expect(finding).toMatchObject({ version: 4, state: 'closed', pass: 3 })
  expect(finding).not.toHaveProperty('flow')
  expect(finding).not.toHaveProperty('test')
  expect(history.map(({ what }) => what)).toEqual([
    [
      { field: 'state', from: 'Ready for retest', to: 'Closed' },
      { field: 'pass', from: '2', to: '3' },
    ],
    [
      { field: 'state', from: 'Fixing', to: 'Ready for retest' },
      { field: 'flow', from: 'How it looks' },
      { field: 'test', from: 'HostFrameIntegration' },
    ],
    [
      { field: 'state', from: 'New', to: 'Fixing' },
      { field: 'answer', to: 'An icon is missing for .xlsb.' },
    ],
    [{ field: 'added', to: 'New' }],
  ])
  expect(history.every(({ at, by }) => by === made.addedBy && at >= made.addedAt)).toBe(true)
  expect((await admin.get<{ findings: LaunchFinding[] }>(FINDINGS)).findings).toContainEqual(finding)
  const { entries } = await admin.get<{ entries: ActivityEntry[] }>('/api/admin/activity?kind=finding-changed')
  expect(entries[0]).toMatchObject({
    subject: { name: `${made.number}. The tab has no icon` },
    detail: 'Ready for retest → Closed, Verification pass',
  })
})

test('a change that says nothing new is no change', async () => {
  const { id } = await add({})
  expect(await good<LaunchFinding>(await patch(id, { version: 1, state: 'new' }))).toMatchObject({ version: 1 })
  expect((await read(id)).history).toHaveLength(1)
})

test('of two who change the same finding the second is told, and nothing of the first is lost', async () => {
  const { id } = await add({ title: 'Rename loses the extension' })
  const answers = await Promise.all(['fixing', 'closed'].map((state) => patch(id, { version: 1, state })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const lost = await refusal(answers.find(({ status }) => status === 409) as Response)
  const { finding } = await read(id)
  expect(lost).toMatchObject({ code: 'CHANGED_MEANWHILE', data: { finding: { version: 2, state: finding.state } } })
  expect(lost.detail).toMatch(
    /changed “\d+\. Rename loses the extension” meanwhile; it is (Fixing|Closed) now\. Nothing of yours was saved\./,
  )
  expect(await refusal(await admin.delete(`${FINDINGS}/${id}?version=1`))).toMatchObject({
    status: 409,
    detail: expect.stringContaining('was deleted'),
  })
  expect((await admin.delete(`${FINDINGS}/${id}?version=2`)).status).toBe(204)
  expect(await refusal(await patch(id, { version: 2, state: 'closed' }))).toMatchObject({
    status: 404,
    detail: 'This finding was deleted meanwhile.',
  })
  expect((await admin.fetch(`${FINDINGS}/${id}`)).status).toBe(404)
})

test('a number is never given twice', async () => {
  const first = await add({})
  await admin.delete(`${FINDINGS}/${first.id}?version=1`)
  expect((await add({})).number).toBe(first.number + 1)
})

test.each([
  ['no title', { title: '   ', pass: 1 }, 'A finding needs a title.'],
  ['a title without end', { title: 'x'.repeat(201), pass: 1 }, /title must NOT have more than 200 characters/],
  ['no pass', { title: 'x' }, /pass/],
  ['pass 0', { title: 'x', pass: 0 }, /pass must be >= 1/],
  ['a state that is none', { title: 'x', pass: 1, state: 'done' }, /state must be equal to one of the allowed values/],
  ['a flow that is none', { title: 'x', pass: 1, flow: 'nothing' }, /flow must be equal to one of the allowed values/],
  ['a text without end', { title: 'x', pass: 1, text: 'x'.repeat(20_001) }, /text must NOT have more than 20000 characters/],
])('%s is refused in words', async (_what, body, sentence) => {
  const { status, detail } = await refusal(await admin.post(FINDINGS, body))
  expect(status).toBe(400)
  expect(detail).toMatch(sentence)
})

test('a picture is kept byte for byte, shown and never run, and goes with its finding', async () => {
  const { id } = await add({ title: 'With a picture' })
  const before = (await kept()).length
  const one = await shot(`findingId=${id}&name=${encodeURIComponent('C:\\fakepath\\Tab.png')}`)
  expect(one).toMatchObject({ name: 'Tab.png', type: 'image/png', size: PICTURE.length })
  // what it is called does not say what it is
  const two = await shot(`findingId=${id}`, png(20, 20), 'image/jpeg')
  expect(two).toMatchObject({ name: 'Screenshot.png', type: 'image/png' })
  const answer = await admin.fetch(`${M365}/screenshots/${one.id}`)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'content-disposition': 'inline; filename="Tab.png"',
    'cache-control': 'private, no-cache',
  })
  expect(Buffer.from(await answer.arrayBuffer()).equals(PICTURE)).toBe(true)
  const again = await admin.fetch(`${M365}/screenshots/${one.id}`, { headers: { 'if-none-match': answer.headers.get('etag') as string } })
  expect(again.status).toBe(304)
  const { finding, history } = await read(id)
  // who is writing an answer is not disturbed
  expect(finding).toMatchObject({ version: 1, screenshots: [{ id: one.id }, { id: two.id }] })
  expect(history[0]?.what).toEqual([{ field: 'screenshot', to: 'Screenshot.png' }])
  expect((await admin.delete(`${M365}/screenshots/${two.id}`)).status).toBe(204)
  expect(await refusal(await admin.delete(`${M365}/screenshots/${two.id}`))).toMatchObject({
    status: 404,
    detail: 'This screenshot was deleted before.',
  })
  expect((await kept()).length).toBe(before + 1)
  await admin.delete(`${FINDINGS}/${id}?version=1`)
  expect((await kept()).length).toBe(before)
  expect((await admin.fetch(`${M365}/screenshots/${one.id}`)).status).toBe(404)
})

test('a picture that takes another’s place stands where that one stood', async () => {
  const first = await shot('flow=download-a-copy&name=first.png')
  const second = await shot('flow=download-a-copy&name=second.png')
  const third = await shot(`flow=download-a-copy&name=third.png&replaces=${first.id}`)
  const { flows } = await admin.get<LaunchKit>(KIT)
  expect(flows.find(({ name }) => name === 'download-a-copy')?.screenshots.map(({ id }) => id)).toEqual([third.id, second.id])
  expect(await refusal(await send(`flow=download-a-copy&replaces=${first.id}`, PICTURE))).toMatchObject({
    code: 'CHANGED_MEANWHILE',
    detail: 'The screenshot that this one should replace is not there any more. Add it anew.',
  })
  // of another owner
  expect((await send(`flow=rename&replaces=${second.id}`, PICTURE)).status).toBe(409)
})

test('what is no picture, too large, of nothing or one too many is refused in words', async () => {
  const before = await kept()
  const no = /^This is no whole PNG, JPEG or WebP picture/
  expect(await refusal(await send('flow=rename', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'))).toMatchObject({
    status: 400,
    detail: expect.stringMatching(no),
  })
  expect((await refusal(await send('flow=rename', PICTURE.slice(0, 60)))).detail).toMatch(no)
  expect((await refusal(await send('flow=rename', ''))).detail).toMatch(no)
  expect((await refusal(await admin.post(`${M365}/screenshots?flow=rename`, { picture: 1 }))).detail).toMatch(no)
  expect(await refusal(await send('flow=rename', new Uint8Array(10 * 1024 * 1024 + 1)))).toMatchObject({
    status: 413,
    detail: 'The request is larger than this call takes: 10 MB at most.',
  })
  const owner = 'A screenshot belongs to one finding or to one flow: name one of them.'
  expect((await refusal(await send('', PICTURE))).detail).toBe(owner)
  const { id } = await add({})
  expect((await refusal(await send(`flow=rename&findingId=${id}`, PICTURE))).detail).toBe(owner)
  expect((await refusal(await send(`findingId=${'a'.repeat(26)}`, PICTURE))).detail).toBe(
    'The finding that this screenshot is for was deleted meanwhile.',
  )
  expect(await kept()).toEqual(before)
  for (let count = 0; count < 30; count++) await shot(`findingId=${id}`)
  expect((await refusal(await send(`findingId=${id}`, PICTURE))).detail).toBe('There are 30 screenshots already. Delete one first.')
})

test('the picker is offered the validator’s groups and cases', async () => {
  const { groups } = await admin.get<{ groups: { name: string; cases: string[] }[] }>(`${M365}/validator-cases`)
  expect(groups.find(({ name }) => name === 'Own.PutFile')?.cases.length).toBeGreaterThan(3)
  expect(groups.map(({ name }) => name)).toContain('HostFrameIntegration')
  expect(groups.every(({ name, cases }) => name && cases.every(Boolean))).toBe(true)
})

test('the steps of a flow are ticked one by one, with the day and the name, and go stale with the settings', async () => {
  const tick = async (line: number, done = true) => good<LaunchKit>(await admin.patch(KIT, { tick: { flow: 'save-as', line, done } }))
  const of = ({ flows }: LaunchKit) => flows.find(({ name }) => name === 'save-as')
  expect(of(await admin.get<LaunchKit>(KIT))?.done).toEqual([null, null])
  const ticked = { at: expect.any(Number), by: expect.any(String) }
  await Promise.all([tick(0), tick(1)])
  expect(of(await admin.get<LaunchKit>(KIT))?.done).toEqual([ticked, ticked])
  expect(of(await tick(0, false))?.done).toEqual([null, ticked])
  await good(await admin.patch(KIT, { flow: { name: 'save-as', state: 'passed' } }))
  await admin.patch(`${M365}/addresses`, { environment: 'production', url: `${server.editor}/hosting/discovery` })
  expect(of(await admin.get<LaunchKit>(KIT))).toMatchObject({ by: expect.any(String), stale: true, done: [null, { stale: true }] })
  await admin.patch(`${M365}/addresses`, { environment: 'production', url: null })
  const anew = await good<LaunchKit>(await admin.patch(KIT, { flow: { name: 'save-as', state: 'to-do' } }))
  expect(of(anew)?.done).toEqual([null, null])
  const wrong = await refusal(await admin.patch(KIT, { tick: { flow: 'save-as', line: 2, done: true } }))
  expect(wrong).toMatchObject({ status: 400, detail: '“Save As in Excel” has 2 steps; there is no step 3.' })
})

test('the days of the allow lists are days, and may be taken back', async () => {
  const set = (fields: object) => admin.patch(KIT, { fields })
  const { fields } = await good<LaunchKit>(await set({ testDomainsOn: '2026-10-12', productionDomainsOn: '2026-11-20' }))
  expect(fields).toMatchObject({ testDomainsOn: '2026-10-12', productionDomainsOn: '2026-11-20' })
  expect((await refusal(await set({ testDomainsOn: '2026-02-31' }))).detail).toBe(
    'Test domains on the allow list since: there is no day 2026-02-31.',
  )
  expect((await set({ testDomainsOn: 'tomorrow' })).status).toBe(400)
  expect((await good<LaunchKit>(await set({ productionDomainsOn: '' }))).fields.productionDomainsOn).toBe('')
})

test('the export has every finding and flow with its pictures, safe for a spreadsheet and plain to read', async () => {
  const made = await add({ title: '=HYPERLINK("x")', text: '# not a heading\n- "quoted", really', pass: 7, test: 'Locks', answer: 'Done.' })
  await shot(`findingId=${made.id}`, PICTURE)
  await shot('flow=coauthoring', PICTURE)
  await good(await admin.patch(KIT, { tick: { flow: 'coauthoring', line: 0, done: true } }))
  const download = async (format: string) => {
    const answer = await admin.fetch(`${M365}/findings-file?format=${format}`)
    return { text: Buffer.from(await answer.arrayBuffer()).toString(), headers: answer.headers }
  }
  const csv = await download('csv')
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="Findings \d{4}-\d\d-\d\d\.csv"$/)
  expect(csv.text).toMatch(/^\uFEFFNumber,Pass,State,/)
  expect(csv.text).toContain(
    `${made.number},7,New,"'=HYPERLINK(""x"")","# not a heading\n- ""quoted"", really",,Locks,Done.,screenshots/finding-${made.number}-1.png,`,
  )
  const out = await mkdtemp(join(tmpdir(), 'moorage-launch-'))
  try {
    await server.command('launch', '--out', out)
    expect(await readFile(join(out, 'findings.csv'), 'utf8')).toBe(csv.text)
    const page = await readFile(join(out, 'findings.md'), 'utf8')
    expect(page).toBe((await download('md')).text)
    expect(page).toContain(`## ${made.number}. =HYPERLINK("x")\n\n- State: New\n- Verification pass: 7\n- Validator case: Locks\n`)
    expect(page).toContain('> # not a heading\n> - "quoted", really')
    expect(page).toMatch(/UTC, [^:\n]+: added Screenshot\.png\n- [^\n]+: entered as New/)
    const flows = await readFile(join(out, 'flows.md'), 'utf8')
    expect(flows).toMatch(/1\. \[x\] Sign in as the first test account.* \(\d{4}-\d\d-\d\d, .+\)/)
    expect(flows).toContain('(screenshots/coauthoring-1.png)')
    for (const [, file] of `${page}${flows}`.matchAll(/\((screenshots\/[^)]+)\)/g))
      expect((await readFile(join(out, file as string))).subarray(1, 4).toString()).toBe('PNG')
    await good(await admin.post(`${M365}/rehearsal`, { testers: [] }))
    expect((await download('csv')).text).toMatch(/^\uFEFFREHEARSAL, NOT FOR SUBMISSION\n\nNumber,/)
    expect((await download('md')).text).toMatch(/^REHEARSAL, NOT FOR SUBMISSION\n\n# What Microsoft found/)
  } finally {
    await rm(out, { recursive: true })
  }
})

test('nobody but a system administrator learns of them', async () => {
  const { id } = await add({})
  const { id: picture } = await shot(`findingId=${id}`)
  for (const email of ['anna@demo.test', 'elin@kestrel.test']) {
    const other = await server.signIn(email)
    for (const path of [FINDINGS, `${FINDINGS}/${id}`, `${M365}/screenshots/${picture}`, `${M365}/findings-file?format=csv`])
      expect((await other.fetch(path)).status).toBe(404)
    expect((await other.patch(`${FINDINGS}/${id}`, { version: 1, state: 'closed' })).status).toBe(404)
  }
  expect((await server.visitor().fetch(`${M365}/screenshots/${picture}`)).status).toBe(401)
})
