/** What is measured of each picture of the film as it was encoded, decoded again, without captions and bars. */
export interface Glimpse {
  /** standard deviation of the brightness, 0…127: a page of one colour has almost none */
  spread: number
  /** equal for pictures that look the same */
  look: string
}

const SHORTEST_SECONDS = 10
const BLANK = 4
const FEWEST_LOOKS = 5
const MOST_BLANK = 0.3

const isBlank = ({ spread }: Pick<Glimpse, 'spread'>) => spread < BLANK

/** Why a film is worth nothing, in a sentence; undefined for one that may be kept. */
export function whyRefused(glimpses: readonly Glimpse[], seconds: number): string | undefined {
  const last = glimpses.at(-1)
  if (!last) return 'The film has no picture.'
  if (isBlank(last)) return 'The last picture of the film is blank.'
  const blank = glimpses.filter(isBlank).length
  if (blank > glimpses.length * MOST_BLANK) return `${blank} of ${glimpses.length} pictures of the film are blank.`
  const looks = new Set(glimpses.map(({ look }) => look)).size
  if (looks < FEWEST_LOOKS) return `Nothing happens in the film: only ${looks} of its ${glimpses.length} pictures differ.`
  if (seconds < SHORTEST_SECONDS) return `The film is ${seconds.toFixed(1)} seconds long; Microsoft needs ${SHORTEST_SECONDS} at least.`
  return undefined
}
