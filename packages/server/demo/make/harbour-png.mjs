import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 1200
const HEIGHT = 750
const HORIZON = 430

const mix = (a, b, t) => a.map((value, index) => value + (b[index] - value) * Math.min(1, Math.max(0, t)))
const DUSK = [[31, 42, 84], [94, 77, 132], [226, 128, 104], [250, 198, 122]]

function sky(y) {
  const t = (y / HORIZON) * (DUSK.length - 1)
  const step = Math.min(DUSK.length - 2, Math.floor(t))
  return mix(DUSK[step], DUSK[step + 1], t - step)
}

const lanterns = Array.from({ length: 13 }, (_, index) => ({ x: 90 + index * 56, y: 372 + 14 * Math.sin(index * 1.1), r: 7 }))
const hills = (x) => HORIZON - 40 - 28 * Math.sin(x / 170) - 16 * Math.sin(x / 61 + 1)
const boats = [{ x: 930, y: 470, s: 1 }, { x: 1090, y: 500, s: 0.7 }]

/** 1 inside the boat's hull or sail */
function boatAt(x, y) {
  for (const { x: cx, y: cy, s } of boats) {
    const dx = (x - cx) / s
    const dy = (y - cy) / s
    if (dy >= 0 && dy < 22 && Math.abs(dx) < 62 - dy * 0.9) return [38, 30, 48]
    if (Math.abs(dx) < 2 && dy < 0 && dy > -128) return [38, 30, 48]
    if (dx > 5 && dy < -10 && dy > -120 && dx < 52 * ((dy + 122) / 112)) return [246, 226, 205]
    if (dx < -5 && dy < -16 && dy > -100 && -dx < 34 * ((dy + 104) / 88)) return [232, 205, 190]
  }
  return undefined
}

function colourAt(x, y) {
  const boat = boatAt(x, y)
  if (boat) return boat
  const deck = y > 402 && y < 416 && x < 800
  const pile = y >= 416 && y < 500 && x < 800 && x % 80 < 11
  const rail = x < 800 && ((y > 378 && y < 381) || (x % 40 < 3 && y > 378 && y < 404))
  if (deck || pile || rail) return [45, 34, 46]
  let colour
  if (y < HORIZON) {
    colour = sky(y)
    const sun = Math.hypot(x - 860, y - 372)
    colour = sun < 46 ? [255, 236, 178] : mix([255, 222, 150], colour, 0.35 + sun / 240)
    if (y > hills(x)) colour = mix(colour, [66, 52, 92], 0.86)
  } else {
    const depth = (y - HORIZON) / (HEIGHT - HORIZON)
    const wave = Math.sin(x / (26 + depth * 60) + Math.sin(y / 7) * 2) * Math.sin(y / (3 + depth * 9))
    colour = mix([214, 132, 116], [27, 38, 78], Math.sqrt(depth))
    colour = mix(colour, [255, 214, 160], Math.max(0, wave) * 0.22 * (1 - depth))
    const glitter = Math.abs(x - 860) < 18 + depth * 90
    if (glitter) colour = mix(colour, [255, 226, 160], 0.28 + 0.4 * Math.max(0, wave))
  }
  for (const lantern of lanterns) {
    const far = Math.hypot(x - lantern.x, y - lantern.y)
    if (far < lantern.r) return [255, 240, 190]
    if (far < 70) colour = mix([255, 205, 110], colour, 0.45 + far / 90)
  }
  return colour
}

const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body) >>> 0)
  return Buffer.concat([frame.subarray(0, 4), body, check])
}

/** A painted evening: sky, water, a pier with lanterns, two boats. Four samples to the pixel. */
export function harbourPng() {
  const raw = Buffer.alloc(HEIGHT * (WIDTH * 3 + 1))
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const samples = [0.25, 0.75].flatMap((dy) => [0.25, 0.75].map((dx) => colourAt(x + dx, y + dy)))
      for (let c = 0; c < 3; c++)
        raw[y * (WIDTH * 3 + 1) + 1 + x * 3 + c] = Math.round(samples.reduce((sum, sample) => sum + sample[c], 0) / 4)
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
