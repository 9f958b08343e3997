import { describe, expect, test } from 'vitest'
import { OPERATIONS, type OperationName } from '../operations.ts'
import type { HeaderBag } from '../wire/headers.ts'
import type { WopiResponse } from '../wire/response.ts'
import { createBootstrapper } from './bootstrapper.ts'
import { createHost } from './host.ts'
import { createMemoryStore, type MemoryOffers } from './memory-store.ts'
import type { Resource } from './store.ts'

const EVERYTHING: MemoryOffers = { containers: true, ecosystem: true, shareUrls: true, activities: true }
const names = Object.keys(OPERATIONS) as OperationName[]
const optional = names.filter((name) => OPERATIONS[name].needs)

async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  if (text) yield new TextEncoder().encode(text)
}

/** A folder with one file, and whoever asks for anything with a token for exactly that. */
function setUp(offers: MemoryOffers = EVERYTHING, mayEdit = true) {
  const store = createMemoryStore({ wopiUrl: 'https://h.example/wopi', offers })
  const host = createHost({ store, serverVersion: 'test/1' })
  const folder = store.addFolder('Projects')
  const file = store.addFile('Report.docx', new Uint8Array(3), folder)
  const resourceOf = (name: OperationName): Resource => {
    const { path } = OPERATIONS[name]
    if (path.startsWith('ecosystem')) return { kind: 'ecosystem' }
    return path.startsWith('files') ? { kind: 'file', id: file } : { kind: 'container', id: folder }
  }
  const tokenFor = (resource: Resource) => store.issueToken(resource, { id: 'anna', name: 'Anna', mayEdit })
  const send = (name: OperationName, headers: HeaderBag = {}, body = '', as?: string) => {
    const { verb, path, override } = OPERATIONS[name]
    const resource = resourceOf(name)
    return host.handle({
      method: verb,
      path: path.replace('{id}', resource.kind === 'ecosystem' ? '' : resource.id),
      query: `access_token=${as ?? tokenFor(resource)}`,
      headers: { ...(override ? { 'X-WOPI-Override': override } : {}), ...headers },
      body: streamOf(body),
    })
  }
  return { store, host, folder, file, tokenFor, send }
}

const json = ({ body }: WopiResponse) => JSON.parse(String(body)) as Record<string, unknown>

/** What makes a request of each operation complete. */
const COMPLETE: Partial<Record<OperationName, { headers?: HeaderBag; body?: string }>> = {
  AddActivities: { body: '{"Activities":[]}' },
  CreateChildContainer: { headers: { 'X-WOPI-SuggestedTarget': 'New' } },
  CreateChildFile: { headers: { 'X-WOPI-SuggestedTarget': 'new.docx' } },
  GetContainerShareUrl: { headers: { 'X-WOPI-UrlType': 'ReadOnly' } },
  GetShareUrl: { headers: { 'X-WOPI-UrlType': 'ReadWrite' } },
  RenameContainer: { headers: { 'X-WOPI-RequestedName': 'New' } },
}

describe('what a store may leave out', () => {
  test.each(optional)('%s is answered by a store that has it', async (name) => {
    const { store, file, tokenFor, send } = setUp()
    // WOPI: only an empty folder can be deleted
    if (name === 'DeleteContainer') {
      const actor = await store.authenticate(tokenFor({ kind: 'file', id: file }), { kind: 'file', id: file })
      if (actor) await store.remove(actor, file)
    }
    const { headers, body } = COMPLETE[name] ?? {}
    const response = await send(name, headers, body)
    expect(response.status).toBe(200)
    expect(response.headers['X-WOPI-ServerVersion']).toBe('test/1')
    expect(String(response.body ?? '')).not.toContain('null')
  })

  test.each(optional)('%s is 501 from a store without it', async (name) => {
    const { headers, body } = COMPLETE[name] ?? {}
    expect((await setUp({}).send(name, headers, body)).status).toBe(501)
  })

  test.each(optional)('%s with a wrong token, or one for something else, is 401', async (name) => {
    const { tokenFor, send } = setUp()
    const { headers, body } = COMPLETE[name] ?? {}
    for (const as of ['wrong', tokenFor({ kind: 'file', id: 'another' }), tokenFor({ kind: 'container', id: 'another' })]) {
      expect((await send(name, headers, body, as)).status).toBe(401)
    }
  })

  test.each(optional)('%s of somebody who may not edit is refused as its row says', async (name) => {
    const { right } = OPERATIONS[name]
    const { headers, body } = COMPLETE[name] ?? {}
    const expected = right === 'read' ? 200 : right === 'create' ? 501 : 404
    expect((await setUp(EVERYTHING, false).send(name, headers, body)).status).toBe(expected)
  })

  test('GetFileWopiSrc is 501 even where everything is offered', async () => {
    expect((await setUp().send('GetFileWopiSrc', { 'X-WOPI-HostNativeFileName': 'a.docx' })).status).toBe(501)
  })

  test('a POST to a container without an override is 400', async () => {
    expect((await setUp().send('DeleteContainer', { 'X-WOPI-Override': '' })).status).toBe(400)
  })
})

describe('making something in a container', () => {
  const both = { 'X-WOPI-SuggestedTarget': 'a', 'X-WOPI-RelativeTarget': 'b' }

  test.each(['CreateChildContainer', 'CreateChildFile'] as const)('%s with both target headers is 501, with neither 400', async (name) => {
    const { send } = setUp()
    expect((await send(name, both)).status).toBe(501)
    expect((await send(name)).status).toBe(400)
  })

  test('a taken name is 409 with one that would work, an illegal one 400 with a reason', async () => {
    const { store, folder, send } = setUp()
    store.addFolder('Sub_', folder)
    expect(await send('CreateChildContainer', { 'X-WOPI-RelativeTarget': 'Sub+AF8-' })).toMatchObject({
      status: 409,
      headers: { 'X-WOPI-ValidRelativeTarget': 'Sub+AF8- (2)' },
    })
    expect(await send('CreateChildContainer', { 'X-WOPI-RelativeTarget': 'a/b' })).toMatchObject({
      status: 400,
      headers: { 'X-WOPI-InvalidContainerNameError': expect.any(String) },
    })
    expect(await send('CreateChildFile', { 'X-WOPI-RelativeTarget': 'a/b' })).toMatchObject({
      status: 400,
      headers: { 'X-WOPI-InvalidFileNameError': expect.any(String) },
    })
    // a folder is never overwritten by a file
    const overwrite = { 'X-WOPI-RelativeTarget': 'Sub+AF8-', 'X-WOPI-OverwriteRelativeTarget': 'true' }
    expect((await send('CreateChildFile', overwrite)).status).toBe(409)
  })

  test('overwriting a locked file is 409 with its lock', async () => {
    const { send } = setUp()
    await send('Lock', { 'X-WOPI-Lock': 'A' })
    const response = await send('CreateChildFile', { 'X-WOPI-RelativeTarget': 'Report.docx', 'X-WOPI-OverwriteRelativeTarget': 'True' })
    expect(response).toMatchObject({ status: 409, headers: { 'X-WOPI-Lock': 'A' } })
  })
})

describe('a container', () => {
  test('that is not empty is 409 to delete; the root is 501', async () => {
    const { store, host, tokenFor, send } = setUp()
    expect((await send('DeleteContainer')).status).toBe(409)
    const response = await host.handle({
      method: 'POST',
      path: `containers/${store.rootId}`,
      query: `access_token=${tokenFor({ kind: 'container', id: store.rootId })}`,
      headers: { 'X-WOPI-Override': 'DELETE_CONTAINER' },
      body: streamOf(''),
    })
    expect(response.status).toBe(501)
  })

  test('keeps its id when it is renamed, and cannot take another one’s name', async () => {
    const { store, send } = setUp()
    store.addFolder('Taken')
    expect(json(await send('RenameContainer', { 'X-WOPI-RequestedName': 'container+AF8-name' }))).toEqual({ Name: 'container_name' })
    expect(json(await send('CheckContainerInfo'))).toMatchObject({ Name: 'container_name' })
    expect((await send('RenameContainer', { 'X-WOPI-RequestedName': 'taken' })).status).toBe(409)
    expect((await send('RenameContainer')).status).toBe(400)
  })

  test.each([
    [undefined, ['Report.docx', 'b.XLSX', 'c']],
    ['', ['Report.docx', 'b.XLSX', 'c']],
    ['.docx', ['Report.docx']],
    ['.DOCX,.xlsx', ['Report.docx', 'b.XLSX']],
    ['docx, .xlsx,', ['Report.docx', 'b.XLSX']],
    ['.doc', []],
    ['.*', []],
  ])('lists its folders always and its files by the filter %j', async (filter, files) => {
    const { store, folder, send } = setUp()
    for (const name of ['b.XLSX', 'c']) store.addFile(name, new Uint8Array(), folder)
    store.addFolder('Sub', folder)
    const list = json(await send('EnumerateChildren', filter === undefined ? {} : { 'X-WOPI-FileExtensionFilterList': filter }))
    expect(list.ChildContainers).toEqual([{ Name: 'Sub', Url: expect.stringContaining('/wopi/containers/') }])
    expect((list.ChildFiles as { Name: string }[]).map(({ Name }) => Name)).toEqual(files)
  })

  test('says the same about phones and business users as its files', async () => {
    const { send } = setUp()
    const [container, file] = [json(await send('CheckContainerInfo')), json(await send('CheckFileInfo'))]
    for (const name of ['IsEduUser', 'LicenseCheckForEditIsEnabled']) {
      expect(container[name]).toBe(file[name])
      expect(typeof container[name]).toBe('boolean')
    }
  })
})

describe('GetShareUrl', () => {
  test.each(['GetShareUrl', 'GetContainerShareUrl'] as const)('%s is 501 for a type that is missing or unknown', async (name) => {
    for (const type of [undefined, '', 'UnknownType', 'readonly']) {
      expect((await setUp().send(name, type === undefined ? {} : { 'X-WOPI-UrlType': type })).status).toBe(501)
    }
  })
})

describe('AddActivities', () => {
  test('answers every id with its case, 0 for a comment and 3 for what is unknown', async () => {
    const activities = [
      { Type: 'comment', Id: 'aB-1', Created: '2017-02-15T13:47:13000000Z', Data: { ContentId: 'c', ContentAction: 'created' } },
      { Type: 'unsupported', Id: 'Ab-1', Data: {} },
    ]
    const { store, file, send } = setUp()
    const response = await send('AddActivities', {}, JSON.stringify({ Activities: activities, More: true }))
    expect(json(response)).toEqual({
      ActivityResponses: [
        { Id: 'aB-1', Status: 0 },
        { Id: 'Ab-1', Status: 3 },
      ],
    })
    expect(store.activitiesOf(file).map(({ id }) => id)).toEqual(['aB-1'])
  })

  test('with a body that is none is 400, with one that is too long 413', async () => {
    const { send } = setUp()
    expect((await send('AddActivities', {}, 'comment')).status).toBe(400)
    expect((await send('AddActivities', {}, `{"Activities":[],"x":"${'x'.repeat(1024 * 1024)}"}`)).status).toBe(413)
  })
})

describe('FileUrl', () => {
  const offers = { contentUrl: 'https://files.example/content' }

  test('holds a token of its own that answers the newest bytes and nothing else', async () => {
    const { store, file, send } = setUp(offers)
    const address = String(json(await send('CheckFileInfo')).FileUrl)
    expect(address).toMatch(/^https:\/\/files\.example\/content\/[a-z2-7]{26}$/)
    const token = address.slice(address.lastIndexOf('/') + 1)
    await send('Lock', { 'X-WOPI-Lock': 'A' })
    await send('PutFile', { 'X-WOPI-Lock': 'A' }, 'newest')
    expect(store.contentBehind(token)).toMatchObject({ size: 6, version: '2' })
    expect(await store.authenticate(token, { kind: 'file', id: file })).toBeUndefined()
    expect(store.contentBehind('wrong')).toBeUndefined()
    expect((await send('CheckFileInfo', {}, '', token)).status).toBe(401)
  })

  test('is not there unless somebody serves it', async () => {
    expect(json(await setUp().send('CheckFileInfo'))).not.toHaveProperty('FileUrl')
  })
})

describe('the bootstrapper', () => {
  const signIn = { authorizationUri: 'https://h.example/authorize', tokenUri: 'https://h.example/token' }
  function bootstrapper(change: (store: ReturnType<typeof createMemoryStore>['bootstrap']) => object = (store) => store) {
    const { store } = setUp()
    const oauthToken = store.issueOauthToken({ id: 'anna', name: 'Anna', mayEdit: true })
    const options = { serverVersion: 'test/1', wopiUrl: 'https://h.example/wopi', signIn }
    const { handle } = createBootstrapper({ store: { ...store.bootstrap, ...change(store.bootstrap) }, ...options })
    const send = (method: string, headers: HeaderBag = {}) =>
      handle({ method, headers: { authorization: `Bearer ${oauthToken}`, ...headers } })
    return { oauthToken, send }
  }

  test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer wrong', 'Bearer a b'])(
    'answers 401 and where to sign in to the authorization %j',
    async (authorization) => {
      const response = await bootstrapper().send('GET', { authorization })
      expect(response.status).toBe(401)
      expect(response.headers['WWW-Authenticate']).toMatch(/^Bearer authorization_uri="https:\/\/h\.example\/authorize",tokenIssuance_uri=/)
      expect(response.headers['X-WOPI-ServerVersion']).toBe('test/1')
    },
  )

  test('answers a shortcut that it does not know, or its store has not, like the GET', async () => {
    const { send } = bootstrapper(() => ({ rootContainer: undefined }))
    const plain = ['Bootstrap']
    expect(Object.keys(json(await send('GET', { 'X-WOPI-EcosystemOperation': 'GET_ROOT_CONTAINER' })))).toEqual(plain)
    for (const operation of ['GET_ROOT_CONTAINER', 'GET_WOPI_SRC_WITH_ACCESS_TOKEN', 'MAKE_COFFEE', '']) {
      const response = await send('POST', { 'X-WOPI-EcosystemOperation': operation })
      expect(response).toMatchObject({ status: 200, headers: { 'Content-Type': expect.stringContaining('application/json') } })
      expect(Object.keys(json(response))).toEqual(plain)
    }
  })

  test('names the expiry of a new token in epoch milliseconds, and nothing that belongs to another program', async () => {
    const expiresAt = 1_795_435_200_000
    const { send } = bootstrapper(() => ({ newAccessToken: async () => ({ outcome: 'ok', accessToken: 't', expiresAt }) }))
    const headers = { 'X-WOPI-EcosystemOperation': 'GET_NEW_ACCESS_TOKEN', 'X-WOPI-WopiSrc': 'https://h.example/wopi/files/7' }
    const { Bootstrap, ...rest } = json(await send('POST', headers))
    expect(rest).toEqual({ AccessTokenInfo: { AccessToken: 't', AccessTokenExpiry: expiresAt } })
    expect(Bootstrap).toMatchObject({ UserId: 'anna' })
  })

  test('says who is no longer signed in when that happens while it asks', async () => {
    const { send } = bootstrapper(() => ({ bootstrap: async () => ({ outcome: 'unauthorized' }) }))
    expect((await send('GET')).headers['WWW-Authenticate']).toContain('Bearer ')
  })

  test('does nothing else', async () => {
    expect((await bootstrapper().send('DELETE')).status).toBe(501)
  })
})
