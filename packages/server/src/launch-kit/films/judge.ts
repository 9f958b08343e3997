/** What is measured of each picture of the film as it was encoded, decoded again, without captions and bars. */
export interface Glimpse {
  /** standard deviation of the brightness, 0…127: a page of one colour has almost none */
  spread: number
  /** the brightness of its points in levels, a letter each */
  look: string
}

const SHORTEST_SECONDS = 10
const BLANK = 4
const FEWEST_LOOKS = 5
const MOST_BLANK = 0.3

const isBlank = ({ spread }: Pick<Glimpse, 'spread'>) => spread < BLANK

/** A level up or down is what encoding does to a picture that stands still. */
const alike = (one: string, other: string) =>
  one.length === other.length && Array.from(one).every((letter, at) => Math.abs(letter.charCodeAt(0) - other.charCodeAt(at)) <= 1)

function looksOf(glimpses: readonly Glimpse[]): number {
  const looks: string[] = []
  for (const { look } of glimpses) if (looks.length < FEWEST_LOOKS && !looks.some((known) => alike(known, look))) looks.push(look)
  return looks.length
}

/** Why a film is worth nothing, in a sentence; undefined for one that may be kept. */
export function whyRefused(glimpses: readonly Glimpse[], seconds: number): string | undefined {
  const last = glimpses.at(-1)
  if (!last) return 'The film has no picture.'
  if (isBlank(last)) return 'The last picture of the film is blank.'
  const blank = glimpses.filter(isBlank).length
  if (blank > glimpses.length * MOST_BLANK) return `${blank} of ${glimpses.length} pictures of the film are blank.`
  const looks = looksOf(glimpses)
  if (looks < FEWEST_LOOKS) return `Nothing happens in the film: only ${looks} of its ${glimpses.length} pictures differ.`
  if (seconds < SHORTEST_SECONDS) return `The film is ${seconds.toFixed(1)} seconds long; Microsoft needs ${SHORTEST_SECONDS} at least.`
  return undefined
}
