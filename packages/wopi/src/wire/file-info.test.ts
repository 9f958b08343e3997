import { expect, test } from 'vitest'
import { type CheckFileInfo, CSPP_PLUS_NAMES, parseFileInfo, serializeFileInfo } from './file-info.ts'

const INFO: CheckFileInfo = { BaseFileName: 'a.docx', OwnerId: 'o', Size: 0, UserId: 'u', Version: '1.2' }

test('absent values are left out: never null, never a number that JSON cannot say', () => {
  const text = serializeFileInfo({
    ...INFO,
    UserInfo: undefined,
    HostEditUrl: null as unknown as string,
    FileNameMaxLength: Number.NaN,
    ReadOnly: false,
  })
  expect(JSON.parse(text)).toEqual({ ...INFO, ReadOnly: false })
  expect(text).not.toContain('null')
})

test('names of CSPP Plus never leave, as one of them makes the whole answer invalid', () => {
  const plus = Object.fromEntries(CSPP_PLUS_NAMES.map((name) => [name, 'x']))
  expect(JSON.parse(serializeFileInfo({ ...INFO, ...plus }))).toEqual(INFO)
})

test('Collabora’s properties travel as they are', () => {
  const info: CheckFileInfo = {
    ...INFO,
    HidePrintOption: true,
    UserExtraInfo: { avatar: 'https://h.example/a.png' },
    HideUserList: 'mobile,tablet',
  }
  expect(JSON.parse(serializeFileInfo(info))).toEqual(info)
})

test('reads an answer with a byte order mark and nulls', () => {
  expect(parseFileInfo(`\uFEFF${JSON.stringify({ ...INFO, UserInfo: null, Unknown: 1 })}`)).toEqual({ ...INFO, Unknown: 1 })
})

test.each(['', 'null', '[]', '"x"', '{', '{}', JSON.stringify({ ...INFO, Version: 12 }), JSON.stringify({ ...INFO, Size: '0' })])(
  'refuses %s',
  (text) => {
    expect(parseFileInfo(text)).toBeUndefined()
  },
)
