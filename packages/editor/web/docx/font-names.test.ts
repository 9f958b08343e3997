import { expect, it } from 'vitest'
import { standIn } from './font-names.ts'

it.each([
  ['Calibri', 'Carlito'],
  ['Cambria', 'Caladea'],
  ['ARIAL', 'Arimo'],
  ['Times New Roman', 'Tinos'],
  ['Courier New', 'Cousine'],
  ['Georgia', 'Tinos'],
  ['Lucida Console', 'Cousine'],
  ['MS Sans Serif', 'Carlito'],
  ['Century Gothic', 'Arimo'],
  ['Some Brand Sans', 'Carlito'],
])('draws %s with %s', (family, served) => {
  expect(standIn(family)).toBe(served)
})

it.each(['Symbol', 'Wingdings', 'Wingdings 2', 'MS Mincho', 'Malgun Gothic', 'Cambria Math', '宋体', 'SimSun'])(
  'leaves %s to the platform',
  (family) => {
    expect(standIn(family)).toBeUndefined()
  },
)
