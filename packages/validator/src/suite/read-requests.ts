import { OPERATIONS } from '../requests/operations.ts'
import type { ContentProperty, Filter, Mutator, NewStream, RequestAttributes, SavedState, TestRequest } from './model.ts'
import { readChecks } from './read-checks.ts'
import { attributesOf, child, type Element, onlyChildren, TestFileError } from './xml.ts'

const SCHEMES = ['FullFile', 'Zip'] as const

function readMutator(element: Element): Mutator {
  const attributes = attributesOf(element)
  const mutator = ((): Mutator => {
    if (element.name === 'AccessToken') return { kind: 'AccessToken', token: attributes.needed('Mutation') }
    if (element.name === 'Header') return { kind: 'Header', name: attributes.needed('Name'), value: attributes.needed('Value') }
    if (element.name !== 'ProofKey') return attributes.fail('an unknown mutator')
    const timestamp = attributes.text('Timestamp')
    const at = timestamp === undefined ? undefined : Date.parse(timestamp)
    if (Number.isNaN(at)) attributes.fail('Timestamp is not a time')
    return {
      kind: 'ProofKey',
      breakCurrent: attributes.flag('MutateCurrent') ?? false,
      breakOld: attributes.flag('MutateOld') ?? false,
      relation: attributes.oneOf('KeyRelation', ['Synced', 'Ahead', 'Behind'] as const) ?? 'Synced',
      timestamp: at,
    }
  })()
  attributes.done()
  return mutator
}

function readState(element: Element): SavedState {
  const attributes = attributesOf(element)
  const from = attributes.oneOf('SourceType', ['JsonBody', 'Header'] as const) ?? 'JsonBody'
  const saved = { name: attributes.needed('Name'), source: attributes.needed('Source'), from }
  attributes.done()
  return saved
}

function readFilter(element: Element): Filter {
  const attributes = attributesOf(element)
  const scheme = attributes.oneOf('ChunkingScheme', SCHEMES) ?? attributes.fail('no chunking scheme')
  const filter: Filter = {
    streamId: attributes.needed('StreamId'),
    scheme,
    chunksToReturn: attributes.oneOf('ChunksToReturn', ['All', 'None', 'LastZipChunk'] as const) ?? 'All',
    known: attributes.text(scheme === 'Zip' ? 'AlreadyExistingContentResourceId' : 'AlreadyExistingContent') ?? '',
  }
  attributes.done()
  return filter
}

function readStream(element: Element): NewStream {
  const attributes = attributesOf(element)
  const scheme = attributes.oneOf('ChunkingScheme', SCHEMES) ?? attributes.fail('no chunking scheme')
  const suffix = scheme === 'Zip' ? 'ResourceId' : ''
  const stream: NewStream = {
    streamId: attributes.needed('StreamId'),
    scheme,
    content: attributes.text(`NewContent${suffix}`) ?? '',
    known: attributes.text(`LastKnownHostContent${suffix}`) ?? '',
  }
  attributes.done()
  return stream
}

function readContentProperty(element: Element): ContentProperty {
  const attributes = attributesOf(element)
  const retention = attributes.oneOf('Retention', ['DeleteOnContentChange', 'KeepOnContentChange'] as const)
  const property = {
    Retention: retention ?? attributes.fail('no Retention'),
    Name: attributes.needed('Name'),
    Value: attributes.needed('Value'),
  }
  attributes.done()
  return property
}

const CHILDREN = ['Validators', 'SaveState', 'Mutators', 'RequestBody', 'ContentFilters', 'ContentStreams', 'ContentProperties']
const ALL_CHILDREN = [...CHILDREN, 'ContentPropertiesToReturn', 'UploadSessionTokenToCommit']

function readAttributes(element: Element, attributes: ReturnType<typeof attributesOf>): RequestAttributes {
  const token = child(element, 'UploadSessionTokenToCommit')
  return {
    lock: attributes.text('Lock'),
    oldLock: attributes.text('OldLock'),
    newLock: attributes.text('NewLock'),
    name: attributes.text('Name'),
    folderName: attributes.text('FolderName'),
    targetMode: attributes.oneOf('PutRelativeFileMode', ['Suggested', 'ExactName', 'Conflicting'] as const),
    overwrite: attributes.flag('OverwriteRelative'),
    resourceId: attributes.text('ResourceId'),
    urlType: attributes.text('UrlType'),
    fileExtensionFilterList: attributes.text('FileExtensionFilterList'),
    coauthLockId: attributes.text('CoauthLockId'),
    coauthLockType: attributes.text('CoauthLockType'),
    coauthLockExpirationTimeout: attributes.text('CoauthLockExpirationTimeout'),
    coauthLockMetadata: attributes.text('CoauthLockMetadata'),
    coauthLockMetadataAsBody: attributes.text('CoauthLockMetadataAsBody'),
    coauthTableVersion: attributes.text('CoauthTableVersion'),
    coauthTableVersionStateKey: attributes.text('CoauthTableVersionStateKey'),
    sequenceNumber: attributes.text('SequenceNumber'),
    sequenceNumberStateKey: attributes.text('SequenceNumberStateKey'),
    editors: attributes.text('Editors'),
    lockUserVisible: attributes.flag('LockUserVisible'),
    delaySeconds: attributes.number('DelayTimeInSeconds'),
    body: child(element, 'RequestBody')?.text,
    contentPropertiesToReturn: child(element, 'ContentPropertiesToReturn')?.children.map((each) => attributesOf(each).needed('Value')),
    contentFilters: child(element, 'ContentFilters')?.children.map(readFilter),
    contentStreams: child(element, 'ContentStreams')?.children.map(readStream),
    contentProperties: child(element, 'ContentProperties')?.children.map(readContentProperty),
    uploadSessionToken: token && attributesOf(token).needed('Value'),
  }
}

function readRequest(element: Element): TestRequest {
  if (!OPERATIONS.has(element.name)) throw new TestFileError(`Unknown request ${element.name}`, element.line)
  onlyChildren(element, ALL_CHILDREN)
  const attributes = attributesOf(element)
  // the schema's WopiSrc attribute is sent by no request; the original WOPISrc is what these tests mean
  attributes.text('WopiSrc')
  const request: TestRequest = {
    operation: element.name,
    // CheckEcosystem names its address by an attribute of its own
    overrideUrl: attributes.text('OverrideUrl') ?? attributes.text('EcosystemUrl'),
    ...readAttributes(element, attributes),
    checks: readChecks(child(element, 'Validators')),
    mutators: child(element, 'Mutators')?.children.map(readMutator) ?? [],
    saves: child(element, 'SaveState')?.children.map(readState) ?? [],
  }
  attributes.done()
  return request
}

/** The children of `Requests` or `CleanupRequests`. */
export const readRequests = (element: Element | undefined): TestRequest[] => element?.children.map(readRequest) ?? []
