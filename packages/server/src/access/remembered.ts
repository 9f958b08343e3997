/**
 * A function of its text alone that answers from memory what it was asked lately: for texts that come again and again,
 * and answers that can never change. Past `most` texts it begins anew.
 */
export function remembered<Answer>(most: number, answer: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= most) known.clear()
    const made = answer(text)
    known.set(text, made)
    return made
  }
}
