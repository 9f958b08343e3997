/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// biome-ignore-all lint/style/noNonNullAssertion: it runs in a page of ours, in which these are there
import type { Glimpse } from './judge.ts'

/** One picture of the film, drawn from left to right and over it what was not in the windows. */
export interface Picture {
  windows: {
    /** base64; absent: as before; null: nothing yet */
    jpeg?: string | null
    who: string
    address: string
    mouse?: { x: number; y: number; pressed: number }
  }[]
  caption: string
  speed: number
  /** seconds since the film’s beginning, and its length */
  at: number
  length: number
  key: boolean
}

export interface Take {
  width: number
  height: number
  /** above and below the windows */
  bar: number
  foot: number
  windowWidths: number[]
  windowHeight: number
  fps: number
  codec: string
  stamp: string | undefined
  title: string
  about: string[]
}

export interface Chunk {
  key: boolean
  /** microseconds */
  timestamp: number
  duration: number
  /** base64 */
  data: string
}

/** What the page answers: chunks as they come out of the encoder, and glimpses of them as any player decodes them. */
export interface Taken {
  chunks: Chunk[]
  glimpses: Glimpse[]
}

/** Runs in the page; it is sent there as its own text, so it uses nothing from around it. */
function studio(take: Take) {
  const { width, height, bar, foot, windowHeight, windowWidths, fps } = take
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d', { alpha: false })!
  const small = new OffscreenCanvas(64, 36)
  const glass = small.getContext('2d', { willReadFrequently: true })!
  const font = (size: number, weight = 400) => `${weight} ${size}px "Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif`
  const shown: (ImageBitmap | null)[] = windowWidths.map(() => null)
  let taken: Taken = { chunks: [], glimpses: [] }
  let failed: Error | undefined

  const base64 = (bytes: Uint8Array) => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(text)
  }
  const decoder = new VideoDecoder({
    error: (error) => {
      failed = error
    },
    output: (frame) => {
      glass.drawImage(frame, 0, bar, width, windowHeight, 0, 0, 64, 36)
      frame.close()
      const { data } = glass.getImageData(0, 0, 64, 36)
      let [sum, squares, look] = [0, 0, '']
      for (let at = 0; at < data.length; at += 4) {
        const light = (data[at]! + data[at + 1]! + data[at + 2]!) / 3
        sum += light
        squares += light * light
        look += String.fromCharCode(97 + (light >> 4))
      }
      const count = data.length / 4
      taken.glimpses.push({ spread: Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)), look })
    },
  })
  const encoder = new VideoEncoder({
    error: (error) => {
      failed = error
    },
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength)
      chunk.copyTo(bytes)
      taken.chunks.push({ key: chunk.type === 'key', timestamp: chunk.timestamp, duration: chunk.duration ?? 0, data: base64(bytes) })
      decoder.decode(chunk)
    },
  })
  decoder.configure({ codec: take.codec, codedWidth: width, codedHeight: height })
  encoder.configure({ codec: take.codec, width, height, bitrate: 2_500_000, framerate: fps, latencyMode: 'quality' })

  pen.font = font(18, 700)
  const stampWidth = take.stamp ? pen.measureText(take.stamp).width + 32 : 0

  const write = (text: string, x: number, y: number, most: number) => {
    let words = text
    while (words.length > 1 && pen.measureText(words).width > most) words = `${words.replace(/…$/, '').slice(0, -1)}…`
    pen.fillText(words, x, y)
  }
  const lines = (text: string, most: number) => {
    const all = ['']
    for (const word of text.split(' ')) {
      const longer = `${all.at(-1)} ${word}`.trim()
      if (pen.measureText(longer).width <= most) all[all.length - 1] = longer
      else all.push(word)
    }
    return all
  }
  const pointer = (x: number, y: number, pressed: number) => {
    if (pressed > 0) {
      pen.fillStyle = `rgba(15, 108, 189, ${0.35 * pressed})`
      pen.beginPath()
      pen.arc(x, y, 12 + 16 * (1 - pressed), 0, 2 * Math.PI)
      pen.fill()
    }
    const arrow = new Path2D('M0 0 L0 20 L5 15.5 L8.4 23 L12 21.4 L8.7 14.2 L15 14 Z')
    pen.save()
    pen.translate(x, y)
    pen.lineWidth = 1.6
    pen.strokeStyle = '#ffffff'
    pen.fillStyle = '#111111'
    pen.fill(arrow)
    pen.stroke(arrow)
    pen.restore()
  }
  const titleCard = () => {
    pen.fillStyle = '#0c3b5e'
    pen.fillRect(0, 0, width, height)
    pen.fillStyle = '#ffffff'
    pen.font = font(44, 600)
    let y = height * 0.36
    for (const line of lines(take.title, width - 240)) {
      pen.fillText(line, 120, y)
      y += 58
    }
    pen.font = font(24)
    pen.fillStyle = '#d3e3f0'
    y += 12
    for (const line of take.about) {
      write(line, 120, y, width - 240)
      y += 38
    }
  }
  const scene = ({ windows, caption, speed, at, length }: Picture) => {
    pen.fillStyle = '#202020'
    pen.fillRect(0, 0, width, height)
    let left = 0
    windows.forEach(({ who, address, mouse }, index) => {
      const wide = windowWidths[index]!
      pen.fillStyle = '#e8ebee'
      pen.fillRect(left, 0, wide, bar)
      pen.font = font(16, 600)
      pen.fillStyle = '#1a1a1a'
      write(who, left + 16, bar / 2 + 6, wide * 0.4)
      const beside = left + 16 + Math.min(pen.measureText(who).width, wide * 0.4) + 16
      pen.fillStyle = '#ffffff'
      pen.beginPath()
      pen.roundRect(beside, 6, left + wide - beside - 12, bar - 12, 8)
      pen.fill()
      pen.font = font(15)
      pen.fillStyle = '#444444'
      write(address, beside + 12, bar / 2 + 5, left + wide - beside - 36)
      pen.fillStyle = '#ffffff'
      pen.fillRect(left, bar, wide, windowHeight)
      const picture = shown[index]
      pen.save()
      pen.beginPath()
      pen.rect(left, bar, wide, windowHeight)
      pen.clip()
      if (picture) pen.drawImage(picture, left, bar)
      if (mouse) pointer(left + mouse.x, bar + mouse.y, mouse.pressed)
      pen.restore()
      left += wide + 4
    })
    const top = bar + windowHeight
    pen.fillStyle = '#0c3b5e'
    pen.fillRect(0, top, width, foot)
    pen.fillStyle = '#ffffff'
    const most = width - 32 - Math.max(stampWidth, 180) - 32
    pen.font = font(26, 600)
    if (pen.measureText(caption).width > most) pen.font = font(22, 600)
    const rows = lines(caption, most).slice(0, 2)
    for (const [index, row] of rows.entries()) write(row, 32, top + foot / 2 + 9 + (index - (rows.length - 1) / 2) * 30, most)
    pen.font = font(17)
    pen.fillStyle = '#d3e3f0'
    pen.textAlign = 'right'
    const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
    const below = take.stamp ? foot * 0.8 : foot / 2 + 6
    pen.fillText(speed > 1 ? `waiting, ${speed}× faster` : `${clock(at)} / ${clock(length)}`, width - 24, top + below)
    pen.textAlign = 'left'
    pen.fillStyle = '#4aa0e0'
    pen.fillRect(0, top, (width * at) / Math.max(1, length), 3)
  }
  const stamped = () => {
    if (!take.stamp) return
    pen.font = font(18, 700)
    pen.fillStyle = '#b10e1c'
    const top = bar + windowHeight
    pen.fillRect(width - stampWidth, top, stampWidth, foot / 2)
    pen.fillStyle = '#ffffff'
    pen.fillText(take.stamp, width - stampWidth + 16, top + foot / 4 + 6)
  }
  const hand = () => {
    if (failed) throw failed
    const now = taken
    taken = { chunks: [], glimpses: [] }
    return now
  }
  let count = 0
  return {
    async picture(picture: Picture | null, key: boolean): Promise<Taken> {
      for (const [index, { jpeg }] of (picture?.windows ?? []).entries()) {
        if (jpeg === undefined) continue
        shown[index]?.close()
        shown[index] = jpeg ? await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${jpeg}`)).blob()) : null
      }
      if (picture) scene(picture)
      else titleCard()
      stamped()
      const frame = new VideoFrame(canvas, { timestamp: Math.round((count++ * 1_000_000) / fps), duration: Math.round(1_000_000 / fps) })
      encoder.encode(frame, { keyFrame: key })
      frame.close()
      // timers of a page that nobody looks at are slowed down, its events are not
      while (encoder.encodeQueueSize > 4 && !failed)
        await new Promise((resolve) => encoder.addEventListener('dequeue', resolve, { once: true }))
      return hand()
    },
    async end(): Promise<Taken> {
      await encoder.flush()
      await decoder.flush()
      return hand()
    },
  }
}

/** `window.studio` from then on. */
export const studioScript = (take: Take) => `window.studio = (${studio.toString()})(${JSON.stringify(take)})`
