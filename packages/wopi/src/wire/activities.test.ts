import { describe, expect, test } from 'vitest'
import { readActivities } from './activities.ts'

const read = (...activities: unknown[]) => readActivities(JSON.stringify({ Activities: activities, Unknown: 1 }))
const COMMENT = { Type: 'comment', Id: 'A1', Data: { ContentId: 'c', ContentAction: 'created' } }

describe('activities', () => {
  test('what a comment does not say is empty', () => {
    expect(read(COMMENT)).toEqual([
      {
        id: 'A1',
        comment: {
          id: 'A1',
          createdAt: undefined,
          contentId: 'c',
          navigationId: '',
          action: 'created',
          text: '',
          isReply: false,
          people: [],
        },
      },
    ])
  })

  test('another type is known by its id only, with or without data', () => {
    expect(read({ Type: 'task', Id: 'B', Data: {} }, { Type: 'task', Id: 'b' }, { Id: 'C' })).toEqual([
      { id: 'B' },
      { id: 'b' },
      { id: 'C' },
    ])
  })

  test('entries that nobody could be answered about are passed over', () => {
    expect(read({ Type: 'comment' }, null, 'x', 7, [], { ...COMMENT, Id: 7 })).toEqual([])
  })

  test.each([
    ['2017-02-15T13:47:13000000Z', '2017-02-15T13:47:13.000Z'],
    ['2017-02-15T13:47:131234567Z', '2017-02-15T13:47:13.123Z'],
    ['2017-02-15T13:47:13.5Z', '2017-02-15T13:47:13.500Z'],
    ['2017-02-15T13:47:13Z', '2017-02-15T13:47:13.000Z'],
    ['2017-02-31T99:47:13Z', undefined],
    ['yesterday', undefined],
    [7, undefined],
  ])('the time %j is %s', (text, expected) => {
    for (const name of ['Created', 'Timestamp']) {
      const [entry] = read({ ...COMMENT, [name]: text }) ?? []
      expect(entry?.comment?.createdAt).toBe(expected && Date.parse(expected))
    }
  })

  test('people and actions that make no sense are no error', () => {
    const [entry] = read({ ...COMMENT, Data: { ContentAction: 'burnt', IsReply: 'yes' }, People: [null, { Name: 7, Id: '{1}' }] }) ?? []
    expect(entry?.comment).toMatchObject({ action: undefined, isReply: false, people: [{ id: '{1}', name: '', mentioned: false }] })
  })

  test.each(['', '[]', 'null', '{}', '{"Activities":{}}', '{"Activities":[', '"x"'])('%s is no list of activities', (text) => {
    expect(readActivities(text)).toBeUndefined()
  })
})
