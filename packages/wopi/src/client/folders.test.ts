import { expect, test } from 'vitest'
import { createBootstrapper } from '../host/bootstrapper.ts'
import { createHost } from '../host/host.ts'
import { createMemoryStore } from '../host/memory-store.ts'
import { addActivitiesRequest, processAddActivitiesResponse } from './add-activities.ts'
import { bootstrapRequest, getNewAccessTokenRequest, getRootContainerShortcutRequest, processBootstrapResponse } from './bootstrap.ts'
import { checkFileInfoRequest, processCheckFileInfoResponse } from './check-file-info.ts'
import { checkContainerInfoRequest, processCheckContainerInfoResponse } from './container-info.ts'
import { createChildContainerRequest, processCreateChildContainerResponse } from './create-child-container.ts'
import { createChildFileRequest, processCreateChildFileResponse } from './create-child-file.ts'
import { deleteContainerRequest, processDeleteContainerResponse } from './delete-container.ts'
import {
  checkEcosystemRequest,
  getContainerEcosystemRequest,
  getEcosystemRequest,
  getRootContainerRequest,
  processCheckEcosystemResponse,
  processGetEcosystemResponse,
  processGetRootContainerResponse,
} from './ecosystem.ts'
import { enumerateAncestorsRequest, enumerateContainerAncestorsRequest, processEnumerateAncestorsResponse } from './enumerate-ancestors.ts'
import { enumerateChildrenRequest, processEnumerateChildrenResponse } from './enumerate-children.ts'
import { getContainerShareUrlRequest, getShareUrlRequest, processGetShareUrlResponse } from './get-share-url.ts'
import { processRenameContainerResponse, renameContainerRequest } from './rename-container.ts'
import { type ClientRequest, targetOfUrl, type WopiTarget } from './request.ts'
import type { ClientResponse } from './response.ts'

/** Our client against our host, which has all there is to have, with no network in between. */
function setUp({ mayEdit } = { mayEdit: true }) {
  const store = createMemoryStore({
    wopiUrl: 'https://h.example/wopi',
    offers: { containers: true, ecosystem: true, shareUrls: true, activities: true },
  })
  const host = createHost({ store, serverVersion: 'test/1' })
  const bootstrapper = createBootstrapper({
    store: store.bootstrap,
    serverVersion: 'test/1',
    wopiUrl: 'https://h.example/wopi',
    signIn: { authorizationUri: 'https://h.example/authorize', tokenUri: 'https://h.example/token' },
  })
  const user = { id: 'anna', name: 'Anna', mayEdit }
  const id = store.addFile('Report.docx', new TextEncoder().encode('hello'), store.addFolder('Projects'))
  const file: WopiTarget = { wopiSrc: `https://h.example/wopi/files/${id}`, accessToken: store.issueToken(id, user) }
  const send = async ({ method, url, headers, body = '' }: ClientRequest<string | undefined>): Promise<ClientResponse> => {
    const { pathname, search } = new URL(url)
    async function* bytes() {
      yield new TextEncoder().encode(body)
    }
    const response = pathname.endsWith('/wopibootstrapper')
      ? await bootstrapper.handle({ method, headers })
      : await host.handle({ method, path: pathname.replace('/wopi/', ''), query: search, headers, body: bytes() })
    if (response.body !== undefined && typeof response.body !== 'string') throw new Error('Nothing here is a file')
    return { status: response.status, headers: new Headers(response.headers), text: response.body ?? '' }
  }
  return { store, user, id, file, send }
}

const enter = (url: string): WopiTarget => {
  const target = targetOfUrl(url)
  if (!target) throw new Error(`No token in ${url}`)
  return target
}

async function parentOf({ file, send }: ReturnType<typeof setUp>) {
  const answer = processEnumerateAncestorsResponse(await send(enumerateAncestorsRequest(file)))
  const [root, parent] = answer.outcome === 'ok' ? answer.ancestors : []
  if (!root || !parent) throw new Error('The file is two folders deep')
  return { root, parent, at: enter(parent.url) }
}

test('a client climbs from a file to its folder, makes folders in folders, and comes back down', async () => {
  const all = setUp()
  const { send } = all
  const { root, parent, at } = await parentOf(all)
  expect([root.name, parent.name]).toEqual(['Files', 'Projects'])
  expect(processCheckContainerInfoResponse(await send(checkContainerInfoRequest(at)))).toMatchObject({
    outcome: 'ok',
    info: { Name: 'Projects', UserCanCreateChildContainer: true, UserCanDelete: true },
  })
  const made = processCreateChildContainerResponse(await send(createChildContainerRequest(at, { mode: 'suggested', name: 'Bücher_1' })))
  if (made.outcome !== 'ok') throw new Error(made.outcome)
  expect(made).toMatchObject({ pointer: { name: 'Bücher_1' }, info: { Name: 'Bücher_1' } })
  const deeper = enter(made.pointer.url)
  expect(processEnumerateAncestorsResponse(await send(enumerateContainerAncestorsRequest(deeper)))).toMatchObject({
    outcome: 'ok',
    ancestors: [{ name: 'Files' }, { name: 'Projects' }],
    incomplete: false,
  })
  const listed = processEnumerateChildrenResponse(await send(enumerateChildrenRequest(at, ['.XLSX'])))
  expect(listed).toMatchObject({ outcome: 'ok', containers: [{ name: 'Bücher_1' }], files: [] })
  const everything = processEnumerateChildrenResponse(await send(enumerateChildrenRequest(at)))
  if (everything.outcome !== 'ok') throw new Error(everything.outcome)
  expect(everything.files).toMatchObject([{ name: 'Report.docx', version: '1', size: 5 }])
  const info = processCheckFileInfoResponse(await send(checkFileInfoRequest(enter(everything.files[0]?.url ?? ''))))
  expect(info).toMatchObject({ outcome: 'ok', info: { LastModifiedTime: everything.files[0]?.lastModifiedTime } })
})

test('an exact folder name is that name or a refusal with one that would work', async () => {
  const all = setUp()
  const { at } = await parentOf(all)
  const make = async (name: string) =>
    processCreateChildContainerResponse(await all.send(createChildContainerRequest(at, { mode: 'exact', name })))
  expect(await make('New')).toMatchObject({ outcome: 'ok', pointer: { name: 'New' } })
  expect(await make('new')).toEqual({ outcome: 'name-taken', suggestion: 'new (2)' })
  expect(await make('a/b')).toMatchObject({ outcome: 'bad-request', reason: expect.stringContaining('cannot contain') })
})

test('a folder is renamed, and deleted when it is empty', async () => {
  const all = setUp()
  const { send } = all
  const { at } = await parentOf(all)
  const rename = async (name: string) => processRenameContainerResponse(await send(renameContainerRequest(at, name)))
  all.store.addFolder('Taken')
  expect(await rename('Prüfung')).toEqual({ outcome: 'ok', name: 'Prüfung' })
  expect(await rename('TAKEN')).toEqual({ outcome: 'name-taken' })
  expect(await rename('con')).toMatchObject({ outcome: 'bad-request', reason: expect.any(String) })
  expect(processDeleteContainerResponse(await send(deleteContainerRequest(at)))).toEqual({ outcome: 'not-empty' })
  const made = processCreateChildContainerResponse(await send(createChildContainerRequest(at, { mode: 'exact', name: 'Empty' })))
  const empty = enter(made.outcome === 'ok' ? made.pointer.url : '')
  expect(processDeleteContainerResponse(await send(deleteContainerRequest(empty)))).toEqual({ outcome: 'ok' })
  expect(processCheckContainerInfoResponse(await send(checkContainerInfoRequest(empty)))).toEqual({ outcome: 'not-found' })
})

test('a new file in a folder is empty and has pages to edit and view it', async () => {
  const all = setUp()
  const { at } = await parentOf(all)
  const make = async (target: Parameters<typeof createChildFileRequest>[1]) =>
    processCreateChildFileResponse(await all.send(createChildFileRequest(at, target)))
  const made = await make({ mode: 'suggested', name: '.docx' })
  expect(made).toMatchObject({ outcome: 'ok', name: 'Document.docx', hostEditUrl: expect.stringContaining('/editnew/') })
  const info = processCheckFileInfoResponse(await all.send(checkFileInfoRequest(enter(made.outcome === 'ok' ? made.url : ''))))
  expect(info).toMatchObject({ outcome: 'ok', info: { Size: 0 } })
  expect(await make({ mode: 'exact', name: 'Report.docx', overwrite: false })).toMatchObject({ outcome: 'name-taken', held: '' })
  expect(await make({ mode: 'exact', name: 'Report.docx', overwrite: true })).toMatchObject({ outcome: 'ok', name: 'Report.docx' })
})

test('an app without a file signs in, finds the root, and gets a token for a WopiSrc of this host only', async () => {
  const { store, user, id, file, send } = setUp()
  const target = { url: 'https://h.example/wopibootstrapper', oauthToken: store.issueOauthToken(user) }
  const plain = processBootstrapResponse(await send(bootstrapRequest(target)))
  if (plain.outcome !== 'ok') throw new Error(plain.outcome)
  expect(plain).toMatchObject({ userId: 'anna', signInName: 'anna', userFriendlyName: 'Anna' })
  const ecosystem = enter(plain.ecosystemUrl)
  expect(processCheckEcosystemResponse(await send(checkEcosystemRequest(ecosystem)))).toEqual({
    outcome: 'ok',
    info: { SupportsContainers: true },
  })
  const root = processGetRootContainerResponse(await send(getRootContainerRequest(ecosystem)))
  expect(root).toMatchObject({ outcome: 'ok', pointer: { name: 'Files' }, info: { Name: 'Files', UserCanDelete: false } })
  const shortcut = processBootstrapResponse(await send(getRootContainerShortcutRequest(target)))
  expect(shortcut).toMatchObject({ outcome: 'ok', root: { name: 'Files' } })
  const renewed = processBootstrapResponse(await send(getNewAccessTokenRequest(target, file.wopiSrc)))
  const accessToken = renewed.outcome === 'ok' ? (renewed.newToken?.accessToken ?? '') : ''
  expect(await store.authenticate(accessToken, { kind: 'file', id })).toMatchObject({ user })
  for (const wopiSrc of ['', `https://evil.example/wopi/files/${id}`, `https://h.example/wopi/files/${id}/contents`, 'not an address']) {
    expect(processBootstrapResponse(await send(getNewAccessTokenRequest(target, wopiSrc)))).toEqual({ outcome: 'not-found' })
  }
  expect(processBootstrapResponse(await send(bootstrapRequest({ ...target, oauthToken: 'wrong' })))).toEqual({
    outcome: 'unauthorized',
    challenge: 'Bearer authorization_uri="https://h.example/authorize",tokenIssuance_uri="https://h.example/token"',
  })
})

test('file and folder point to the same ecosystem, and to pages to share them', async () => {
  const all = setUp()
  const { file, id, send } = all
  const { at } = await parentOf(all)
  for (const request of [getEcosystemRequest(file), getContainerEcosystemRequest(at)]) {
    expect(processGetEcosystemResponse(await send(request))).toMatchObject({
      outcome: 'ok',
      url: expect.stringMatching(/^https:\/\/h\.example\/wopi\/ecosystem\?access_token=[a-z2-7]{26}$/),
    })
  }
  expect(processGetShareUrlResponse(await send(getShareUrlRequest(file, 'ReadWrite')))).toEqual({
    outcome: 'ok',
    url: `https://h.example/open/edit/${id}`,
  })
  const shared = processGetShareUrlResponse(await send(getContainerShareUrlRequest(at, 'ReadOnly')))
  expect(shared).toMatchObject({ outcome: 'ok', url: expect.not.stringContaining(at.accessToken) })
})

test('comments reach the store once each, with their people', async () => {
  const { store, id, file, send } = setUp()
  const person = { id: '{7}', name: 'Ben', provider: 'Windows Live', mentioned: true, inThread: false, repliedTo: false }
  const comment = {
    id: '0000000A-b',
    createdAt: 1_487_166_433_000,
    contentId: 'c1',
    navigationId: 'n1',
    action: 'created' as const,
    text: 'Is this right?',
    isReply: false,
    people: [person],
  }
  const tell = async () => processAddActivitiesResponse(await send(addActivitiesRequest(file, [comment])))
  expect(await tell()).toEqual({ outcome: 'ok', accepted: ['0000000A-b'] })
  expect(await tell()).toEqual({ outcome: 'ok', accepted: ['0000000A-b'] })
  expect(store.activitiesOf(id)).toEqual([comment])
})

test('who may not edit looks around and changes nothing', async () => {
  const all = setUp({ mayEdit: false })
  const { file, send } = all
  const { at } = await parentOf(all)
  expect(processEnumerateChildrenResponse(await send(enumerateChildrenRequest(at)))).toMatchObject({ outcome: 'ok' })
  expect(processCreateChildContainerResponse(await send(createChildContainerRequest(at, { mode: 'exact', name: 'x' })))).toEqual({
    outcome: 'unsupported',
  })
  expect(processCreateChildFileResponse(await send(createChildFileRequest(at, { mode: 'suggested', name: 'x' })))).toEqual({
    outcome: 'unsupported',
  })
  expect(processRenameContainerResponse(await send(renameContainerRequest(at, 'x')))).toEqual({ outcome: 'not-found' })
  expect(processDeleteContainerResponse(await send(deleteContainerRequest(at)))).toEqual({ outcome: 'not-found' })
  expect(processAddActivitiesResponse(await send(addActivitiesRequest(file, [])))).toEqual({ outcome: 'not-found' })
})

test('a 200 without what it should hold is a failure', () => {
  const response = { status: 200, headers: new Headers(), text: 'nothing' }
  const readers = [
    processAddActivitiesResponse,
    processBootstrapResponse,
    processCheckContainerInfoResponse,
    processCheckEcosystemResponse,
    processCreateChildContainerResponse,
    processEnumerateChildrenResponse,
    processGetEcosystemResponse,
    processGetRootContainerResponse,
    processGetShareUrlResponse,
    processRenameContainerResponse,
  ]
  for (const read of readers) expect(read(response)).toMatchObject({ outcome: 'failed', status: 200 })
})

test.each([
  ['https://h.example/wopi/files/7?access_token=a%2Bb', { wopiSrc: 'https://h.example/wopi/files/7', accessToken: 'a+b' }],
  ['https://h.example/wopi/files/7?x=1&access_token=t&y=2', { wopiSrc: 'https://h.example/wopi/files/7?x=1&y=2', accessToken: 't' }],
  ['https://h.example/wopi/files/7?access_token=', undefined],
  ['https://h.example/wopi/files/7', undefined],
])('the address %s stands for %j', (url, target) => {
  expect(targetOfUrl(url)).toEqual(target)
})
