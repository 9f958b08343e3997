import { expect, test } from 'vitest'
import type { Edit } from '../edit.ts'
import { createEditLog } from './edit-log.ts'

const row = (at: number): Edit => ({ do: 'delete', sheet: '1', what: 'rows', at, count: 1 })

test('undoing takes a step’s edits out, redoing puts them back behind the others, and a new step forgets what was undone', () => {
  const log = createEditLog()
  const [first, second, third] = [{}, {}, {}]
  log.add(row(1))
  log.done(first)
  log.add(row(2))
  log.add(row(3))
  log.done(second)
  log.undone(second)
  expect(log.edits()).toEqual([row(1)])
  log.redone(second)
  expect(log.edits()).toEqual([row(1), row(2), row(3)])
  log.undone(second)
  log.add(row(4))
  log.done(third)
  log.redone(second)
  expect(log.edits()).toEqual([row(1), row(4)])
})

test('what cannot be undone stays, and what joins a step goes with it', () => {
  const log = createEditLog()
  const step = {}
  log.add(row(1))
  log.done(step)
  log.add(row(2))
  log.done(step)
  log.add(row(9))
  log.undone(step)
  expect(log.edits()).toEqual([row(9)])
})

test('what was done before a command was stopped stays when the next step is undone', () => {
  const log = createEditLog()
  const step = {}
  expect(log.keep()).toBe(false)
  log.add(row(1))
  expect(log.keep()).toBe(true)
  log.add(row(2))
  log.done(step)
  log.undone(step)
  expect(log.edits()).toEqual([row(1)])
})

test('what comes of a step by itself is undone with it', () => {
  const log = createEditLog()
  const step = {}
  log.add(row(1))
  log.done(step)
  log.join(row(2))
  expect(log.edits()).toEqual([row(1), row(2)])
  log.undone(step)
  expect(log.edits()).toEqual([])
  log.redone(step)
  expect(log.edits()).toEqual([row(1), row(2)])
})
