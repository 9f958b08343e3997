import { expect, test } from 'vitest'
import { OPERATIONS } from '../requests/operations.ts'
import { MICROSOFT, readMicrosoft, WITHOUT_MICROSOFT } from '../testing/shared-fixtures.ts'
import type { Check } from './model.ts'
import { readSuite } from './read-suite.ts'
import { TestFileError } from './xml.ts'

const suite = (requests: string, prerequisite = 'P') => `<?xml version="1.0"?>
<WopiValidation>
  <Resources><File Id="A" Name="a.docx" FilePath="Resources\\a.docx"/></Resources>
  <PrereqCases><TestCase Name="P"><Description>p</Description><Requests><CheckFileInfo/></Requests></TestCase></PrereqCases>
  <TestGroup Name="G" HasDelay="true">
    <PrereqTests><PrereqTest>${prerequisite}</PrereqTest></PrereqTests>
    <TestCases><TestCase Name="T" Category="OfficeOnline"><Description>
      two
      lines
    </Description><Requests>${requests}</Requests></TestCase></TestCases>
  </TestGroup>
</WopiValidation>`

test('reads groups, cases, requests and what they have in them', () => {
  const { groups, resources, prerequisites } = readSuite(
    suite(`<Lock Lock="L"><SaveState><State Name="V" Source="X-WOPI-ItemVersion" SourceType="Header"/></SaveState>
      <Mutators><AccessToken Mutation="INVALID"/></Mutators>
      <Validators><Or><ResponseCodeValidator ExpectedCode="401"/><ResponseCodeValidator ExpectedCode="404"/></Or></Validators></Lock>`),
  )
  expect([...resources.keys()]).toEqual(['A'])
  expect([...prerequisites.keys()]).toEqual(['P'])
  expect(groups).toHaveLength(1)
  expect(groups[0]).toMatchObject({ name: 'G', hasDelay: true, prerequisites: ['P'] })
  const [test] = groups[0]?.cases ?? []
  expect(test).toMatchObject({ name: 'T', category: 'OfficeOnline', description: 'two lines', cleanup: [] })
  expect(test?.requests[0]).toMatchObject({
    operation: 'Lock',
    lock: 'L',
    mutators: [{ kind: 'AccessToken', token: 'INVALID' }],
    saves: [{ name: 'V', source: 'X-WOPI-ItemVersion', from: 'Header' }],
    checks: [{ kind: 'Or', checks: [{ code: 401 }, { code: 404 }] }],
  })
})

test('no Validators means something else than empty ones', () => {
  const checks = (request: string) => readSuite(suite(request)).groups[0]?.cases[0]?.requests[0]?.checks
  expect(checks('<GetFile/>')).toBeUndefined()
  expect(checks('<GetFile><Validators/></GetFile>')).toEqual([])
})

const REFUSED: [what: string, xml: string, message: string][] = [
  ['an unknown request', suite('<CheckFile/>'), 'Unknown request CheckFile (line 10)'],
  ['an unknown attribute', suite('<GetFile Colour="red"/>'), 'unknown attribute Colour'],
  ['an unknown element in a request', suite('<GetFile><Validator/></GetFile>'), 'unknown element Validator'],
  ['an unknown validator', suite('<GetFile><Validators><XValidator/></Validators></GetFile>'), 'Unknown validator XValidator'],
  ['a prerequisite that is nowhere', suite('<GetFile/>', 'Q'), 'G needs Q'],
  ['a case without a request', suite(''), 'T asks for nothing'],
  ['something that is no test file', '<html/>', 'A test file begins with WopiValidation'],
  ['something that is not XML', '<WopiValidation>', 'Not well-formed'],
  ['entities of its own', '<!DOCTYPE a [<!ENTITY x "y">]><WopiValidation>&x;</WopiValidation>', 'Not well-formed'],
]
for (const [what, xml, message] of REFUSED) {
  test(`refuses ${what}, with the line`, () => {
    expect(() => readSuite(xml)).toThrow(TestFileError)
    expect(() => readSuite(xml)).toThrow(message)
  })
}

const flatten = (checks: readonly Check[]): Check[] =>
  checks.flatMap((check) => [check, ...('checks' in check ? flatten(check.checks) : [])])

test.skipIf(!MICROSOFT)(`reads the whole of Microsoft's test file${WITHOUT_MICROSOFT}`, () => {
  const { groups, prerequisites, resources } = readSuite(new TextDecoder().decode(readMicrosoft('TestCases.xml')))
  const cases = groups.flatMap((group) => group.cases)
  expect([groups.length, cases.length, prerequisites.size, resources.size]).toEqual([33, 224, 27, 19])
  const of = (category: string) => cases.filter((each) => each.category === category).length
  expect([of('WopiCore'), of('OfficeOnline'), of('OfficeNativeClient'), of('WopiCoauth')]).toEqual([121, 9, 2, 92])
  expect(groups.filter((group) => group.hasDelay).map((group) => group.name)).toEqual(['CoauthLockExpiration'])
  const requests = cases.flatMap((each) => [...each.requests, ...each.cleanup])
  const used = new Set(requests.map((request) => request.operation))
  const unused = ['GetNewAccessToken', 'PutToFileUrl', 'GetSequenceNumber']
  expect([...OPERATIONS.keys()].filter((name) => !used.has(name))).toEqual(unused)
  const all = [...cases, ...prerequisites.values()].flatMap((each) => [...each.requests, ...each.cleanup])
  const checks = flatten(all.flatMap((request) => request.checks ?? []))
  const count = (kind: Check['kind']) => checks.filter((check) => check.kind === kind).length
  expect(count('ResponseCodeValidator')).toBe(381)
  expect(count('ResponseHeaderValidator')).toBe(231)
  expect(count('JsonResponseContentValidator')).toBe(230)
  expect(count('FramesValidator')).toBe(26)
})
