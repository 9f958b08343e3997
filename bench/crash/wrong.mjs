/** What must never be seen: ends the run, and the data is kept. */
export class Wrong extends Error {
  name = 'Wrong'
}

export function wrong(text) {
  throw new Wrong(text)
}
