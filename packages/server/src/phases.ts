/** What the start says: one line per phase with its seconds. Standard output is for people, the log is not. */
export async function phase<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await work()
  say(`${name} … ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return result
}

export const say = (line: string) => process.stdout.write(`${line}\n`)
