import { Validator } from '@cfworker/json-schema'
import type { TestResource, TestSuite } from '../suite/model.ts'
import type { ContentOf } from '../transfer/messages.ts'
import type { ReadFixture } from './transport.ts'

/** What a suite needs beside its own text: resources and JSON schemas, each read once. */
export interface Fixtures {
  /** bytes that PutFile and PutRelativeFile send for a resource, and that GetFile must give back */
  resource(id: string): Promise<Uint8Array>
  /** content for chunked transfer: text itself for FullFile, a real zip file by resource id for Zip */
  content: ContentOf
  schema(name: string): Promise<Validator>
}

const EMBEDDED = /^Microsoft\.Office\.WopiValidator\.Core\./

/** Resources of chunked transfer are named as embedded in Microsoft's assembly, dots between folders; on disk they are files. */
const streamPath = (resource: TestResource) => `${resource.path.replace(EMBEDDED, '').replace(/\.$/, '').replaceAll('.', '/')}/FileStream`

/** The schemas carry a byte order mark and comments. */
function readJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes)
  return JSON.parse(text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted: string | undefined) => quoted ?? ''))
}

function once<Value>(make: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const made = new Map<string, Promise<Value>>()
  return (key) => {
    const value = made.get(key) ?? make(key)
    made.set(key, value)
    return value
  }
}

export function createFixtures(suite: TestSuite, readFixture: ReadFixture): Fixtures {
  const find = (id: string): TestResource => {
    const resource = suite.resources.get(id)
    if (!resource) throw new Error(`The test file has no resource "${id}"`)
    return resource
  }
  const zip = once(async (id) => {
    const resource = find(id)
    return resource.path === '' ? new Uint8Array() : readFixture(streamPath(resource))
  })
  return {
    async resource(id) {
      const { name, path } = find(id)
      // a document's content is its own description: hosts must not read test files by format
      return new TextEncoder().encode(name === 'ZeroByteFile.wopitest' ? '' : `${id}${path}${name}`)
    },
    content: async (name, scheme) => (scheme === 'Zip' ? (name === '' ? new Uint8Array() : zip(name)) : new TextEncoder().encode(name)),
    schema: once(async (name) => {
      if (!/^[A-Za-z]+$/.test(name)) throw new Error(`Not the name of a schema: "${name}"`)
      const schema = readJson(await readFixture(`JsonSchemas/${name}.json`))
      if (typeof schema !== 'object' || schema === null) throw new Error(`${name}.json is not a JSON schema`)
      return new Validator(schema, '4', false)
    }),
  }
}
