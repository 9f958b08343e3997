import { describe, expect, it } from 'vitest'
import { formatChange, formatSize, formatSpan, formatWhen, sayWhen } from './format.ts'

const noon = new Date(2026, 10, 23, 12, 0, 0).getTime()
const minutes = (count: number) => count * 60_000
const anna = { id: 'a'.repeat(26), name: 'Anna', you: true }
const ben = { id: 'b'.repeat(26), name: 'Ben', you: false }

describe('what a row says about its last change', () => {
  it('says "You, just now" within the first minute', () => {
    expect(formatChange(anna, noon - 10_000, noon)).toBe('You, just now')
  })
  it('counts minutes during the first hour', () => {
    expect(formatChange(ben, noon - minutes(5), noon)).toBe('Ben, 5 minutes ago')
  })
  it('leaves the time to its own column after an hour', () => {
    expect(formatChange(ben, noon - minutes(61), noon)).toBe('Ben')
  })
  it('takes a clock that runs a little ahead for now', () => {
    expect(formatChange(anna, noon + 2000, noon)).toBe('You, just now')
  })
})

describe('dates', () => {
  it('names today and yesterday', () => {
    expect(formatWhen(noon - minutes(60), noon)).toMatch(/^Today, /)
    expect(sayWhen(noon - minutes(60), noon)).toMatch(/^today, /)
    expect(formatWhen(noon - minutes(60 * 24), noon)).toMatch(/^Yesterday, /)
  })
  it('gives the year only when it is another one', () => {
    expect(formatWhen(new Date(2026, 2, 3, 9).getTime(), noon)).not.toMatch(/2026/)
    expect(formatWhen(new Date(2024, 2, 3, 9).getTime(), noon)).toMatch(/2024/)
  })
  it('writes one moment for a span within a minute', () => {
    expect(formatSpan(noon - minutes(30), noon - minutes(30) + 1000, noon)).not.toContain('–')
  })
  it('joins two times of one day', () => {
    expect(formatSpan(noon - minutes(30), noon - minutes(26), noon)).toMatch(/^[\d:]+( [AP]M)?–[\d:]+( [AP]M)?$/)
  })
})

describe('sizes', () => {
  it('shows one digit after the point below ten', () => {
    expect(formatSize(1536)).toMatch(/^1\.5 kB$/)
    expect(formatSize(0)).toBe('0 bytes')
    expect(formatSize(15 * 1024 * 1024)).toBe('15 MB')
  })
})
