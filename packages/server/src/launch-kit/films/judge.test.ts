import { expect, test } from 'vitest'
import { type Glimpse, whyRefused } from './judge.ts'

const lively = Array.from({ length: 50 }, (_, index): Glimpse => ({ spread: 40, look: `picture ${'acegikmoqs'[Math.floor(index / 5)]}` }))

test('a film in which something happens is kept', () => {
  expect(whyRefused(lively, 20)).toBeUndefined()
})

test('a blank film, a blank end and a film without a picture are refused', () => {
  const blank = { spread: 0.5, look: 'white' }
  expect(whyRefused([], 20)).toBe('The film has no picture.')
  expect(whyRefused([...lively, blank], 20)).toBe('The last picture of the film is blank.')
  const mostly = [...lively.slice(0, 20), ...Array.from({ length: 20 }, () => blank), ...lively.slice(0, 1)]
  expect(whyRefused(mostly, 20)).toBe('20 of 41 pictures of the film are blank.')
})

test('a film in which nothing happens, or that is too short, is refused', () => {
  const still = lively.map((glimpse) => ({ ...glimpse, look: 'the same' }))
  expect(whyRefused(still, 20)).toBe('Nothing happens in the film: only 1 of its 50 pictures differ.')
  const flickering = still.map((glimpse, index) => ({
    ...glimpse,
    look: `the sam${'def'[index % 3]}`.replace('h', 'ghi'[index % 2] ?? 'h'),
  }))
  expect(whyRefused(flickering, 20)).toMatch(/^Nothing happens in the film/)
  expect(whyRefused(lively, 9.5)).toBe('The film is 9.5 seconds long; Microsoft needs 10 at least.')
})
