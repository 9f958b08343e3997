import pino, { type Logger } from 'pino'

/** An access token or an id written where none belongs: mistakes must not make the log a key ring. */
const TOKEN = /[a-z2-7]{44}/g
const QUERY = /\?[\w.~%-]+=[^\s"]*/g

/** JSON lines on standard error. Whatever somebody logs by mistake, tokens and query strings do not come out. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: pino.stdSerializers.err },
      hooks: { streamWrite: (line) => line.replace(TOKEN, '[token]').replace(QUERY, '?[query]') },
    },
    pino.destination({ fd: 2, sync: true }),
  )
}
