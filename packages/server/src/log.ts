import pino, { type Logger } from 'pino'

/** An access token or an id written where none belongs: mistakes must not make the log a key ring. */
const TOKEN = /(?<![a-z2-7])[a-z2-7]{44,}/g
const QUERY = /\?[\w.~%-]+=[^\s"]*/g
/** `Bearer …`, a cookie's `name=value`, a link's `#code=…` */
const HELD = /\b(bearer +|moorage_session=|code=)[^\s"\\;,&]+/gi
/** a field of somebody's JSON that is called so, whatever it holds */
const SECRET = /("(?:\w*(?:password|secret|token|cookie|authorization))"):"(?:[^"\\]|\\.)*"/gi
const WORD = /[^\s"()\\]+/g
const CODE = ['/packages/', '/node_modules/']

/** In stacks: where our code lies says nothing that its name does not. One pass, however long the word is. */
function placeless(word: string): string {
  const ends = CODE.map((folder) => {
    const at = word.lastIndexOf(folder)
    return at < 0 ? 0 : at + folder.length
  })
  const end = Math.max(...ends)
  return end > 0 ? word.slice(0, word.search(/file:\/\/|\//)) + word.slice(end) : word
}

/** A line without what opens something, and without the machine's own places. `folders`: absolute ones that are not to be told. */
const redactor = (folders: readonly string[]) => (line: string) => {
  const redacted = folders
    .reduce((text, folder) => text.replaceAll(folder, '[folder]'), line.replace(TOKEN, '[token]').replace(QUERY, '?[query]'))
    .replace(HELD, '$1[hidden]')
    .replace(SECRET, '$1:"[hidden]"')
  // every request has a line, and none but those of errors name places
  return CODE.some((folder) => redacted.includes(folder)) ? redacted.replace(WORD, placeless) : redacted
}

/** JSON lines on standard error. Whatever somebody logs by mistake: secrets, query strings and absolute paths do not come out. */
export function createLog(level: string, folders: readonly string[] = []): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: pino.stdSerializers.err },
      hooks: { streamWrite: redactor(folders) },
    },
    pino.destination({ fd: 2, sync: true }),
  )
}
