/**
 * SpookyHash V2, 128 bit, by Bob Jenkins' published description. WOPI: a chunk's id is this hash of its bytes, seeds
 * 0 and 0. Words are little-endian; every sum wraps at 64 bits because the state lives in a BigUint64Array.
 */
const FILLER = 0xdeadbeefdeadbeefn
const MASK = (1n << 64n) - 1n
/** shorter inputs use four words of state instead of twelve */
const SHORT_BELOW = 192
const BLOCK = 96

const rotate = (value: bigint, bits: bigint) => ((value << bits) | (value >> (64n - bits))) & MASK

const SHORT_MIX = [50n, 52n, 30n, 41n, 54n, 48n, 38n, 37n, 62n, 34n, 5n, 36n]
const SHORT_END = [15n, 52n, 26n, 51n, 28n, 9n, 47n, 54n, 32n, 25n, 63n]
const LONG_MIX = [11n, 32n, 43n, 31n, 17n, 28n, 39n, 57n, 55n, 54n, 22n, 46n]
const LONG_END = [44n, 15n, 34n, 21n, 38n, 33n, 10n, 13n, 38n, 53n, 42n, 54n]

const at = (state: BigUint64Array, index: number) => state[index % state.length] as bigint
const add = (state: BigUint64Array, index: number, value: bigint) => {
  state[index % state.length] = at(state, index) + value
}
const xor = (state: BigUint64Array, index: number, value: bigint) => {
  state[index % state.length] = at(state, index) ^ value
}
const turn = (state: BigUint64Array, index: number, bits: bigint) => {
  state[index % state.length] = rotate(at(state, index), bits)
}

/** words are a, b, c, d = 0, 1, 2, 3; a round works on c, d, a, b in turn */
function shortMix(state: BigUint64Array): void {
  SHORT_MIX.forEach((bits, round) => {
    const here = round + 2
    turn(state, here, bits)
    add(state, here, at(state, here + 1))
    xor(state, here + 2, at(state, here))
  })
}

function shortEnd(state: BigUint64Array): void {
  SHORT_END.forEach((bits, round) => {
    const here = round + 2
    xor(state, here + 1, at(state, here))
    turn(state, here, bits)
    add(state, here + 1, at(state, here))
  })
}

/** Up to eight bytes as one little-endian word. */
function word(bytes: Uint8Array, from: number, to: number): bigint {
  let value = 0n
  for (let index = Math.min(to, bytes.length) - 1; index >= from; index--) value = (value << 8n) | BigInt(bytes[index] as number)
  return value
}

function short(bytes: Uint8Array): BigUint64Array {
  const state = new BigUint64Array([0n, 0n, FILLER, FILLER])
  const word8 = (from: number) => word(bytes, from, from + 8)
  let from = 0
  for (; from + 32 <= bytes.length; from += 32) {
    add(state, 2, word8(from))
    add(state, 3, word8(from + 8))
    shortMix(state)
    add(state, 0, word8(from + 16))
    add(state, 1, word8(from + 24))
  }
  if (bytes.length - from >= 16) {
    add(state, 2, word8(from))
    add(state, 3, word8(from + 8))
    shortMix(state)
    from += 16
  }
  const nothingLeft = from === bytes.length
  add(state, 3, BigInt(bytes.length) << 56n)
  add(state, 2, nothingLeft ? FILLER : word8(from))
  add(state, 3, nothingLeft ? FILLER : word8(from + 8))
  shortEnd(state)
  return state
}

function long(bytes: Uint8Array): BigUint64Array {
  const state = new BigUint64Array(12).map((_, index) => (index % 3 === 2 ? FILLER : 0n))
  let from = 0
  for (; from + BLOCK <= bytes.length; from += BLOCK) {
    LONG_MIX.forEach((bits, index) => {
      add(state, index, word(bytes, from + index * 8, from + index * 8 + 8))
      xor(state, index + 2, at(state, index + 10))
      xor(state, index + 11, at(state, index))
      turn(state, index, bits)
      add(state, index + 11, at(state, index + 1))
    })
  }
  const rest = new Uint8Array(BLOCK)
  rest.set(bytes.subarray(from))
  rest[BLOCK - 1] = bytes.length - from
  for (let index = 0; index < 12; index++) add(state, index, word(rest, index * 8, index * 8 + 8))
  for (let round = 0; round < 3; round++) {
    LONG_END.forEach((bits, index) => {
      add(state, index + 11, at(state, index + 1))
      xor(state, index + 2, at(state, index + 11))
      turn(state, index + 1, bits)
    })
  }
  return state
}

/** The 16 bytes of a chunk's id: first hash word, then the second, each little-endian. */
export function spookyHash128(bytes: Uint8Array): Uint8Array {
  const state = bytes.length < SHORT_BELOW ? short(bytes) : long(bytes)
  const id = new Uint8Array(16)
  const view = new DataView(id.buffer)
  view.setBigUint64(0, at(state, 0), true)
  view.setBigUint64(8, at(state, 1), true)
  return id
}
