import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, watch } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@moorage/api/errors'
import type { Logger } from 'pino'
import { isServed, requestsFolder } from './data-folder.ts'

/** Where the file system does not tell that something came (network volumes), it is looked for this often. */
const LOOK_MS = 2000
const ANSWER_MS = 30_000
const POLL_MS = 50
const ASK_AGAIN_MS = 1000

/** What a server can be asked for; each answers JSON. */
export interface Answers {
  reload(): Promise<unknown>
  doctor(question: object): Promise<unknown>
  films(question: object): Promise<unknown>
}

/**
 * Commands beside the server ask by a file and are answered by a file. Nothing listens on a network, whoever may
 * write to the data folder may ask, and it works across containers that share the folder. Answers the function that
 * ends it.
 */
export function answerRequests(dataFolder: string, answers: Answers, log: Logger): () => Promise<void> {
  const folder = requestsFolder(dataFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let working: Promise<void> = Promise.resolve()
  const answered = new Set<string>()
  const one = async (name: string) => {
    const [, id, command] = /^((reload|doctor|films)-[a-z0-9]+)\.request$/.exec(name) ?? []
    if (!id || answered.has(id)) return
    const asked = await readFile(join(folder, name), 'utf8')
    answered.add(id)
    const text = JSON.stringify(await outcomeOf(() => answers[command as keyof Answers](JSON.parse(asked)), log))
    await rm(join(folder, name), { force: true })
    // whole or not there
    await writeFile(join(folder, `${id}.draft`), text, { mode: 0o600 })
    await rename(join(folder, `${id}.draft`), join(folder, `${id}.answer`))
  }
  const look = () => {
    working = working.then(async () => {
      for (const name of readdirSync(folder)) await one(name)
    })
    working = working.catch((err: unknown) => log.error({ err }, 'a command beside the server could not be answered'))
  }
  for (const name of readdirSync(folder)) void rm(join(folder, name), { force: true })
  const watcher = watch(folder, look)
  watcher.on('error', (err) => log.warn({ err }, 'the folder of requests cannot be watched'))
  const timer = setInterval(look, LOOK_MS).unref()
  return async () => {
    watcher.close()
    clearInterval(timer)
    await working
  }
}

type Outcome = { answer: unknown } | { problem: string }

/** What went wrong is told to whoever asked, in words; the log has the rest. */
async function outcomeOf(work: () => Promise<unknown>, log: Logger): Promise<Outcome> {
  try {
    return { answer: await work() }
  } catch (err) {
    if (err instanceof AppError) return { problem: err.message }
    log.error({ err }, 'a command beside the server failed')
    return { problem: 'The running server could not do it: its log says why.' }
  }
}

/** Asks the server of this data folder; undefined when there is none. `patienceMs`: how long its work may take. */
export async function askServer<T>(
  dataFolder: string,
  command: keyof Answers,
  { question = {}, patienceMs = ANSWER_MS }: { question?: object; patienceMs?: number } = {},
): Promise<T | undefined> {
  if (!isServed(dataFolder)) return undefined
  const folder = requestsFolder(dataFolder)
  const id = `${command}-${randomBytes(8).toString('hex')}`
  const [request, answer] = [join(folder, `${id}.request`), join(folder, `${id}.answer`)]
  const put = async () => {
    // whole or not there; the server's own draft of its answer has another name
    await writeFile(join(folder, `${id}.asking`), JSON.stringify(question), { mode: 0o600 })
    await rename(join(folder, `${id}.asking`), request)
  }
  try {
    await put()
  } catch {
    throw new Error('The running server does not take requests yet: try again when it is ready.')
  }
  try {
    for (let waited = 0; waited < patienceMs; waited += POLL_MS) {
      // a server that was just starting has cleared the folder; one that is working on it knows it by its id
      if (waited % ASK_AGAIN_MS === 0 && !existsSync(request)) await put()
      const text = await readFile(answer, 'utf8').catch(() => undefined)
      if (text !== undefined) {
        const outcome = JSON.parse(text) as Outcome
        if ('problem' in outcome) throw new Error(outcome.problem)
        return outcome.answer as T
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
    throw new Error(`The running server did not answer within ${patienceMs / 1000} seconds: its log may say why.`)
  } finally {
    await rm(request, { force: true })
    await rm(answer, { force: true })
  }
}
