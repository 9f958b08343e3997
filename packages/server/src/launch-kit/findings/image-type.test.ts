import { expect, test } from 'vitest'
import { imageType } from './image-type.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0AAAA\0\0\0\0IEND\xaeB`\x82'

test('a picture is told by its bytes', () => {
  expect(imageType(bytes(PNG))).toBe('image/png')
  expect(imageType(bytes('\xff\xd8\xff\xe0 picture \xff\xd9'))).toBe('image/jpeg')
  expect(imageType(bytes('RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0'))).toBe('image/webp')
})

test.each([
  ['nothing', ''],
  ['the start of a PNG', PNG.slice(0, 40)],
  ['a page that calls itself a picture', '<html><script>alert(1)</script></html>'],
  ['a page after the signature of a PNG', '\x89PNG\r\n\x1a\n<html></html>'],
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['a GIF', 'GIF89a\x01\0\x01\0'],
  ['the start of a JPEG', '\xff\xd8\xff\xe0 pict'],
  ['a WebP that is longer than it is', 'RIFF\xff\0\0\0WEBPVP8 \0\0\0\0'],
  ['another RIFF', 'RIFF\x0c\0\0\0WAVEfmt \0\0\0\0'],
])('%s is no picture', (_what, text) => {
  expect(imageType(bytes(text))).toBeUndefined()
})
