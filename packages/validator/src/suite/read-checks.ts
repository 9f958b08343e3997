import type { Check, ContentPropertyCheck, Expected, JsonProperty, StreamCheck } from './model.ts'
import { attributesOf, type Element, onlyChildren, TestFileError } from './xml.ts'

type Attributes = ReturnType<typeof attributesOf>

const expectedOf = (attributes: Attributes): Expected => ({
  value: attributes.text('ExpectedValue'),
  stateKey: attributes.text('ExpectedStateKey'),
})

function readProperty(element: Element): JsonProperty {
  const attributes = attributesOf(element)
  const base = { path: attributes.needed('Name'), required: attributes.flag('IsRequired') ?? false, expected: expectedOf(attributes) }
  const property = ((): JsonProperty => {
    switch (element.name) {
      case 'BooleanProperty':
      case 'IntegerProperty':
      case 'LongProperty':
      case 'ResponseBodyProperty':
      case 'ArrayLengthProperty':
        return { kind: element.name, ...base }
      case 'StringProperty':
        return { kind: element.name, ...base, endsWith: attributes.text('EndsWith'), ignoreCase: attributes.flag('IgnoreCase') ?? false }
      case 'StringRegexProperty': {
        const flags = { shouldMatch: attributes.flag('ShouldMatch') ?? true, ignoreCase: attributes.flag('IgnoreCase') ?? false }
        return { kind: element.name, ...base, ...flags }
      }
      case 'AbsoluteUrlProperty':
        return { kind: element.name, ...base, mustIncludeAccessToken: attributes.flag('MustIncludeAccessToken') ?? false }
      case 'ArrayProperty':
        return { kind: element.name, ...base, contains: attributes.text('ContainsValue') }
      default:
        return attributes.fail('an unknown kind of property')
    }
  })()
  attributes.done()
  return property
}

function readStreamCheck(element: Element): StreamCheck {
  const attributes = attributesOf(element)
  const scheme = attributes.oneOf('ExpectedChunkingScheme', ['FullFile', 'Zip'] as const) ?? attributes.fail('no chunking scheme')
  const suffix = scheme === 'Zip' ? 'ResourceId' : ''
  const check: StreamCheck = {
    streamId: attributes.needed('StreamId'),
    scheme,
    known: attributes.text(`AlreadyExistingContent${suffix}`),
    expected: attributes.text(`ExpectedContent${suffix}`),
  }
  if ((check.known === undefined) !== (check.expected === undefined)) attributes.fail('known and expected content come together')
  attributes.done()
  return check
}

function readContentPropertyCheck(element: Element): ContentPropertyCheck {
  const attributes = attributesOf(element)
  const check = {
    name: attributes.needed('Name'),
    shouldBeReturned: attributes.flag('ShouldBeReturned') ?? true,
    value: attributes.text('ExpectedValue') ?? '',
    retention: attributes.text('ExpectedRetention') ?? '',
  }
  attributes.done()
  return check
}

function readFrames(element: Element, attributes: Attributes): Check {
  onlyChildren(element, ['ContentStreamValidator', 'ContentPropertyValidator'])
  return {
    kind: 'FramesValidator',
    schema: attributes.needed('MessageJsonPayloadSchema'),
    chunkCount: attributes.number('ExpectedHostBlobsCount'),
    streams: element.children.filter((each) => each.name === 'ContentStreamValidator').map(readStreamCheck),
    properties: element.children.filter((each) => each.name === 'ContentPropertyValidator').map(readContentPropertyCheck),
  }
}

function readHeader(attributes: Attributes): Check {
  return {
    kind: 'ResponseHeaderValidator',
    header: attributes.needed('Header'),
    comparator: attributes.oneOf('Comparator', ['=', '>', '>=', '<', '<='] as const) ?? '=',
    expected: expectedOf(attributes),
    required: attributes.flag('IsRequired') ?? true,
    shouldMatch: attributes.flag('ShouldMatch') ?? true,
  }
}

function readContent(attributes: Attributes): Check {
  const resourceId = attributes.text('ExpectedResourceId')
  const body = attributes.text('ExpectedBodyContent')
  if (Boolean(resourceId) === Boolean(body)) attributes.fail('needs a resource or a body, one of them')
  return { kind: 'ResponseContentValidator', resourceId, body }
}

function readCheck(element: Element): Check {
  const attributes = attributesOf(element)
  // ValidationMessage is only for people who read the file; the report says what was expected instead
  attributes.text('ValidationMessage')
  const shouldExist = attributes.flag('ShouldExist') ?? true
  const check = ((): Check => {
    switch (element.name) {
      case 'And':
      case 'Or':
        return { kind: element.name, checks: element.children.map(readCheck) }
      case 'ResponseCodeValidator':
        return { kind: element.name, code: attributes.number('ExpectedCode') ?? attributes.fail('no ExpectedCode') }
      case 'ResponseHeaderValidator':
        return readHeader(attributes)
      case 'LockMismatchValidator':
        return { kind: element.name, lock: attributes.needed('ExpectedLock') }
      case 'LockedByAnotherInterfaceValidator':
        // in the schema and in no test: a conflict whose lock cannot be named
        return { kind: 'LockMismatchValidator', lock: '' }
      case 'FileUnknownValidator':
        return { kind: 'ResponseCodeValidator', code: 404 }
      case 'JsonResponseContentValidator':
        return { kind: element.name, shouldExist, properties: element.children.map(readProperty) }
      case 'JsonSchemaValidator':
        return { kind: element.name, schema: attributes.needed('Schema') }
      case 'ResponseContentValidator':
        return readContent(attributes)
      case 'FramesValidator':
        return readFrames(element, attributes)
      default:
        throw new TestFileError(`Unknown validator ${element.name}`, element.line)
    }
  })()
  attributes.done()
  return check
}

/** The children of a `Validators` element; undefined when there is none, which means "200 is expected". */
export const readChecks = (element: Element | undefined): Check[] | undefined => element?.children.map(readCheck)
