import { readFileSync } from 'node:fs'

/** One call of the system, in the order in which they ended. `from`: the place in that order at which it began. */
export type Call =
  | { kind: 'open'; path: string; truncated: boolean }
  | { kind: 'write'; path: string; offset: number | undefined; bytes: Buffer }
  | { kind: 'truncate'; path: string; size: number }
  | { kind: 'sync'; path: string; from: number }
  | { kind: 'rename'; path: string; to: string }
  | { kind: 'folder'; path: string }
  | { kind: 'unlink'; path: string }
  /** the first bytes of an answer, to whoever is at that port */
  | { kind: 'answer'; port: number; status: number }

const CALLS = 'openat,write,writev,pwrite64,pwritev,fsync,fdatasync,rename,renameat,renameat2,mkdir,unlink,ftruncate'

/** The words before a command that write its calls to `file`; the command stays the child itself (-D). */
export const underTrace = (file: string) => [
  'strace',
  '-D',
  '-f',
  '-yy',
  '-xx',
  '-s',
  '1000000',
  '--seccomp-bpf',
  '-e',
  `trace=${CALLS}`,
  '-e',
  'signal=none',
  '-o',
  file,
  '--',
]

const decode = (hex: string) => Buffer.from(hex.replaceAll('\\x', ''), 'hex')
const strings = (text: string) => [...text.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex]) => decode(hex as string))
const pathOf = (text: string) => decode(/^\d+<((?:\\x[0-9a-f]{2})+)>/.exec(text)?.[1] ?? '').toString()

/** What the trace tells of files below `folder` and of answers. */
export function readTrace(file: string, folder: string): Call[] {
  const calls: Call[] = []
  const begun = new Map<string, { name: string; text: string; from: number }>()
  for (const line of readFileSync(file, 'latin1').split('\n')) {
    const [, thread, rest] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (!thread || !rest) continue
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    const [, name, text] = /^(\w+)\((.*)$/.exec(rest) ?? []
    const unfinished = text?.replace(/ *<unfinished \.\.\.>$/, '')
    if (name && unfinished !== undefined) {
      const answer = answerIn(name, unfinished)
      if (answer) calls.push(answer)
      if (unfinished !== text) {
        begun.set(thread, { name, text: unfinished, from: calls.length })
        continue
      }
    }
    const before = resumed && begun.get(thread)
    const call = before ? callIn(before.name, `${before.text}${resumed[1]}`, before.from) : name && text && callIn(name, text, calls.length)
    begun.delete(thread)
    if (call && `${call.path}/`.startsWith(`${folder}/`)) calls.push(call)
  }
  return calls
}

function answerIn(name: string, text: string): Call | undefined {
  if (!name.startsWith('write')) return undefined
  const port = /^\d+<TCP(?:v6)?:\[.*->.*:(\d+)\]>/.exec(text)?.[1]
  const [first] = port ? strings(text) : []
  const status = /^HTTP\/1\.1 (\d+)/.exec(first?.subarray(0, 20).toString() ?? '')?.[1]
  return status ? { kind: 'answer', port: Number(port), status: Number(status) } : undefined
}

function callIn(name: string, text: string, from: number): Exclude<Call, { kind: 'answer' }> | undefined {
  const result = Number(/\) += (-?\d+)[^)]*$/.exec(text)?.[1] ?? -1)
  if (result < 0) return undefined
  const path = pathOf(text)
  const [first, second] = strings(text).map((value) => value.toString())
  switch (name) {
    case 'openat':
      return /O_CREAT/.test(text) ? { kind: 'open', path: first ?? '', truncated: /O_TRUNC/.test(text) } : undefined
    case 'write':
    case 'writev':
      return { kind: 'write', path, offset: undefined, bytes: Buffer.concat(strings(text)).subarray(0, result) }
    case 'pwrite64':
    case 'pwritev':
      return {
        kind: 'write',
        path,
        offset: Number(/, (\d+)\) += /.exec(text)?.[1]),
        bytes: Buffer.concat(strings(text)).subarray(0, result),
      }
    case 'ftruncate':
      return { kind: 'truncate', path, size: Number(/, (\d+)\) += /.exec(text)?.[1]) }
    case 'fsync':
    case 'fdatasync':
      return { kind: 'sync', path, from }
    case 'mkdir':
      return { kind: 'folder', path: first ?? '' }
    case 'unlink':
      return { kind: 'unlink', path: first ?? '' }
    default:
      return { kind: 'rename', path: first ?? '', to: second ?? '' }
  }
}
