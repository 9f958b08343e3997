import { expect, test } from 'vitest'
import { buildFrameMessage, parseFrameMessage } from './frame.ts'

test('a message reads back as text and as an object', () => {
  const text = buildFrameMessage('Host_AskedToEdit', { By: 'Ben' }, 1_795_435_200_000)
  const message = { MessageId: 'Host_AskedToEdit', SendTime: 1_795_435_200_000, Values: { By: 'Ben' } }
  expect(parseFrameMessage(text)).toEqual(message)
  expect(parseFrameMessage(JSON.parse(text))).toEqual(message)
})

test('a message without values or time is still one', () => {
  expect(parseFrameMessage('{"MessageId":"UI_Close"}')).toEqual({ MessageId: 'UI_Close', SendTime: 0, Values: {} })
  expect(parseFrameMessage({ MessageId: 'UI_Close', Values: null })?.Values).toEqual({})
})

test.each([undefined, null, 7, 'setImmediate$0.1$1', '{', '[]', '{"MessageId":7}', new ArrayBuffer(2), { source: 'react-devtools' }])(
  'what others post is nothing of ours: %j',
  (data) => {
    expect(parseFrameMessage(data)).toBeUndefined()
  },
)
