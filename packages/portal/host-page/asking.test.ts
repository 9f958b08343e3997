import { expect, test } from 'vitest'
import { askedBy } from './asking.ts'

test('names who asks to edit this file', () => {
  expect(askedBy('{"type":"ask-to-edit","itemId":"f","itemName":"a.docx","by":"Ben"}', 'f')).toBe('Ben')
})

test.each(['{"type":"ask-to-edit","itemId":"g","by":"Ben"}', '{"type":"item","itemId":"f"}', '{', 'null', '7', undefined, {}])(
  'passes over %j',
  (data) => {
    expect(askedBy(data, 'f')).toBeUndefined()
  },
)
