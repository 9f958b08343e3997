import { expect, test } from 'vitest'
import { redactor } from './redaction.ts'
import { keptText } from './wording.ts'

test('names go wherever they stand, whole and in parts, in any case', () => {
  const safe = redactor(
    new Map([
      ['Anna Berg', 'Person 1'],
      ['Salaries 2026.xlsx', 'the file.xlsx'],
    ]),
  )
  expect(safe('ANNA BERG could not save salaries 2026.xlsx; Berg tried')).toBe('Person 1 could not save the file.xlsx; Person 1 tried')
})

test.each([
  ['by mail to anna@demo.test at once', 'by mail to … at once'],
  ['from 192.168.10.4:8081 and 10.0.0.1', 'from … and …'],
  ['from 2001:db8:0:1:1:1:1:1 or fe80::1', 'from … or …'],
  ['see https://files.example.com/open/abc?x=1 now', 'see … now'],
  ['at 12:30:15 the lock was lost', 'at 12:30:15 the lock was lost'],
])('%s goes as %s', (text, expected) => {
  expect(redactor(new Map())(text)).toBe(expected)
})

test('a text of a browser is kept without what opens anything, on one line, cut', () => {
  const token = 'nq2w4e6r7t2y3u4i5o6p7a2s3d4f5g6h7j2k3l4z5x6c'
  expect(keptText(`failed at https://h.example/we?access_token=${token}#x\nthen`)).toBe('failed at https://h.example/we then')
  expect(keptText(`token=${token} is refused`)).toBe('token … is refused')
  expect(keptText(`Bearer ${token}`)).toBe('Bearer …')
  expect(keptText(token)).toBe('…')
  expect(keptText('/open/x?access_token=short')).toBe('/open/x')
  expect(keptText('word '.repeat(1000))).toHaveLength(300)
})
