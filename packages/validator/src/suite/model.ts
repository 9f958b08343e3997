/** What a test file says, element by element. Names are the file's own, so that a report can be held against it. */

export type ChunkingScheme = 'FullFile' | 'Zip'
export type ChunksToReturn = 'All' | 'None' | 'LastZipChunk'
export type Retention = 'DeleteOnContentChange' | 'KeepOnContentChange'
export type TargetMode = 'Suggested' | 'ExactName' | 'Conflicting'

/** A text to compare with: what a request saved earlier wins over the file's own value, as in Microsoft's engine. */
export interface Expected {
  value: string | undefined
  stateKey: string | undefined
}

interface JsonPropertyBase {
  /** JSONPath from the root of the body */
  path: string
  required: boolean
  expected: Expected
}

export type JsonProperty =
  | (JsonPropertyBase & { kind: 'BooleanProperty' | 'IntegerProperty' | 'LongProperty' | 'ResponseBodyProperty' | 'ArrayLengthProperty' })
  | (JsonPropertyBase & { kind: 'StringProperty'; endsWith: string | undefined; ignoreCase: boolean })
  | (JsonPropertyBase & { kind: 'StringRegexProperty'; shouldMatch: boolean; ignoreCase: boolean })
  | (JsonPropertyBase & { kind: 'AbsoluteUrlProperty'; mustIncludeAccessToken: boolean })
  | (JsonPropertyBase & { kind: 'ArrayProperty'; contains: string | undefined })

export interface StreamCheck {
  streamId: string
  scheme: ChunkingScheme
  /** what the client already has: text for FullFile, a resource's id for Zip; undefined = only the scheme is checked */
  known: string | undefined
  expected: string | undefined
}

export interface ContentPropertyCheck {
  name: string
  shouldBeReturned: boolean
  value: string
  retention: string
}

export type Comparator = '=' | '>' | '>=' | '<' | '<='

export type Check =
  | { kind: 'And' | 'Or'; checks: Check[] }
  | { kind: 'ResponseCodeValidator'; code: number }
  | {
      kind: 'ResponseHeaderValidator'
      header: string
      comparator: Comparator
      expected: Expected
      required: boolean
      shouldMatch: boolean
    }
  | { kind: 'LockMismatchValidator'; lock: string }
  | { kind: 'JsonResponseContentValidator'; shouldExist: boolean; properties: JsonProperty[] }
  | { kind: 'JsonSchemaValidator'; schema: string }
  | { kind: 'ResponseContentValidator'; resourceId: string | undefined; body: string | undefined }
  | { kind: 'FramesValidator'; schema: string; chunkCount: number | undefined; streams: StreamCheck[]; properties: ContentPropertyCheck[] }

export type Mutator =
  /** replaces the token by this text, or by what `$State:Name` stands for */
  | { kind: 'AccessToken'; token: string }
  /** sets a header of the request; only our own cases have it. `$State:Name` stands for what was saved */
  | { kind: 'Header'; name: string; value: string }
  | {
      kind: 'ProofKey'
      breakCurrent: boolean
      breakOld: boolean
      relation: 'Synced' | 'Ahead' | 'Behind'
      /** epoch milliseconds instead of now */
      timestamp: number | undefined
    }

export interface SavedState {
  name: string
  /** JSONPath into the body, or a header's name */
  source: string
  from: 'JsonBody' | 'Header'
}

export interface Filter {
  streamId: string
  scheme: ChunkingScheme
  chunksToReturn: ChunksToReturn
  /** text for FullFile, a resource's id for Zip */
  known: string
}

export interface NewStream {
  streamId: string
  scheme: ChunkingScheme
  /** text for FullFile, a resource's id for Zip */
  content: string
  known: string
}

export interface ContentProperty {
  Retention: Retention
  Name: string
  Value: string
}

/** Attributes of a request as the file gives them: absent is undefined, '' is ''. Numbers stay text: 59 is sent as "59". */
export interface RequestAttributes {
  lock?: string
  oldLock?: string
  newLock?: string
  name?: string
  folderName?: string
  targetMode?: TargetMode
  overwrite?: boolean
  resourceId?: string
  urlType?: string
  fileExtensionFilterList?: string
  coauthLockId?: string
  coauthLockType?: string
  coauthLockExpirationTimeout?: string
  coauthLockMetadata?: string
  coauthLockMetadataAsBody?: string
  coauthTableVersion?: string
  coauthTableVersionStateKey?: string
  sequenceNumber?: string
  sequenceNumberStateKey?: string
  editors?: string
  lockUserVisible?: boolean
  delaySeconds?: number
  body?: string
  contentPropertiesToReturn?: string[]
  contentFilters?: Filter[]
  contentStreams?: NewStream[]
  contentProperties?: ContentProperty[]
  uploadSessionToken?: string
}

export interface TestRequest extends RequestAttributes {
  operation: string
  /** `$State:Name` or an address; undefined = the WOPISrc under test */
  overrideUrl: string | undefined
  /** undefined = exactly 200 */
  checks: Check[] | undefined
  mutators: Mutator[]
  saves: SavedState[]
}

export interface TestCase {
  name: string
  category: string
  description: string
  document: string | undefined
  documentationLink: string | undefined
  failMessage: string | undefined
  requests: TestRequest[]
  cleanup: TestRequest[]
}

export interface TestGroup {
  name: string
  hasDelay: boolean
  prerequisites: string[]
  cases: TestCase[]
}

export interface TestResource {
  id: string
  name: string
  path: string
}

export interface TestSuite {
  resources: Map<string, TestResource>
  prerequisites: Map<string, TestCase>
  groups: TestGroup[]
}
