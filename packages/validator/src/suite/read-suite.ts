import type { TestCase, TestGroup, TestResource, TestSuite } from './model.ts'
import { readRequests } from './read-requests.ts'
import { attributesOf, child, type Element, onlyChildren, readXml, TestFileError } from './xml.ts'

function readResource(element: Element): TestResource {
  const attributes = attributesOf(element)
  const resource = { id: attributes.needed('Id'), name: attributes.needed('Name'), path: attributes.needed('FilePath') }
  attributes.done()
  return resource
}

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ')

function readCase(element: Element): TestCase {
  onlyChildren(element, ['Description', 'Requests', 'CleanupRequests'])
  const attributes = attributesOf(element)
  attributes.text('UiScreenshot')
  const test: TestCase = {
    name: attributes.needed('Name'),
    category: attributes.text('Category') ?? 'WopiCore',
    description: oneLine(child(element, 'Description')?.text ?? ''),
    document: attributes.text('Document'),
    documentationLink: attributes.text('DocumentationLink'),
    failMessage: attributes.text('FailMessage'),
    requests: readRequests(child(element, 'Requests')),
    cleanup: readRequests(child(element, 'CleanupRequests')),
  }
  attributes.done()
  if (test.requests.length === 0) throw new TestFileError(`${test.name} asks for nothing`, element.line)
  return test
}

function readGroup(element: Element, prerequisites: Map<string, TestCase>): TestGroup {
  onlyChildren(element, ['PrereqTests', 'TestCases'])
  const attributes = attributesOf(element)
  const group: TestGroup = {
    name: attributes.needed('Name'),
    hasDelay: attributes.flag('HasDelay') ?? false,
    prerequisites: child(element, 'PrereqTests')?.children.map((each) => each.text.trim()) ?? [],
    cases: child(element, 'TestCases')?.children.map(readCase) ?? [],
  }
  attributes.done()
  const missing = group.prerequisites.find((name) => !prerequisites.has(name))
  if (missing) throw new TestFileError(`${group.name} needs ${missing}, which is nowhere`, element.line)
  return group
}

/**
 * A test file as a model. Strict: an element or attribute that this runner does not know is a TestFileError, since a
 * test that is quietly understood by half proves nothing.
 */
export function readSuite(xml: string): TestSuite {
  const root = readXml(xml)
  if (root.name !== 'WopiValidation') throw new TestFileError(`A test file begins with WopiValidation, not ${root.name}`, root.line)
  onlyChildren(root, ['Resources', 'PrereqCases', 'TestGroup'])
  const resources = child(root, 'Resources')?.children.map(readResource) ?? []
  const prerequisites = new Map(child(root, 'PrereqCases')?.children.map((each) => [each.attributes.Name ?? '', readCase(each)]) ?? [])
  return {
    resources: new Map(resources.map((resource) => [resource.id, resource])),
    prerequisites,
    groups: root.children.filter((each) => each.name === 'TestGroup').map((each) => readGroup(each, prerequisites)),
  }
}
