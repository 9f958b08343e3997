import { randomBytes } from 'node:crypto'
import { base32 } from '../../access/base32.ts'
import { GRANT_ID_LENGTH, GRANT_LIFETIME_MS } from '../../access/grants.ts'
import { newId } from '../../access/new-id.ts'
import { databaseFile } from '../../data-folder.ts'
import { settingOf } from '../../installation.ts'
import { tokenFor } from '../../office/access-token.ts'
import { examine } from '../../storage/db/examine.ts'
import { counted } from '../amounts.ts'
import { type Finding, failure, ok, type ServerCheck, type World } from '../check.ts'

/** by design; WOPI: "1,500 characters or less" once it is encoded, as some clients carry it in an address */
const LETTERS_MAX = 64
const ENCODED_MAX = 1500
const URL_SAFE = /^[A-Za-z0-9_-]+$/
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** Local time with its zone, as administrators read clocks. */
export const localTime = (at: number) =>
  new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }) +
  ` ${
    Intl.DateTimeFormat('en', { timeZoneName: 'short' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  }`

export function judgeToken(token: string): Finding {
  const encoded = encodeURIComponent(token).length
  if (encoded > ENCODED_MAX || token.length > LETTERS_MAX || !URL_SAFE.test(token))
    return failure(`An access token has ${counted(token.length, 'character')}, ${encoded} once it is encoded`, {
      why: 'Editors carry it in addresses: what is longer, or not safe there, is cut off or refused.',
      change: `It must be at most ${LETTERS_MAX} letters and digits: report this.`,
    })
  return ok(`An access token has ${token.length} letters and digits; the most that editors take is ${ENCODED_MAX}`)
}

/** access_token_ttl is when it ends, in milliseconds since 1970, whatever its name says. */
export function judgeTtl(ttl: number, now: number): Finding {
  const left = ttl - now
  if (left < HOUR_MS || left > DAY_MS)
    return failure(`access_token_ttl is ${ttl}, which editors take for ${localTime(ttl)}`, {
      why:
        ttl < now / 100
          ? 'It is not in milliseconds since 1970: editors think that it ended long ago.'
          : 'Editors drop out, or keep a token that opens nothing any more.',
      change: 'Set the clock of this machine right (timedatectl set-ntp true); if it is, report this.',
    })
  return ok(`A token made now is good until ${localTime(ttl)} (${Math.round(left / HOUR_MS)} hours; access_token_ttl ${ttl})`)
}

async function tokenLength({ app }: World): Promise<Finding> {
  // this process still knows it; the next one would make another
  if ((await settingOf(app, 'secret')) === undefined)
    return failure('The key that access tokens are made with is missing from the database', {
      why: 'After the next start no document that is open now can be saved from its editor.',
      change: 'Restart Moorage: it makes a new key. Who is editing then has to open the document again.',
    })
  return judgeToken(tokenFor(app, base32(randomBytes(12), GRANT_ID_LENGTH), { kind: 'file', id: newId() }))
}

const LATEST = 'select max(expires_at) as latest from access_grant where ended_at is null'

/** A token made now, and those that are in use: made under a wrong clock, one of them may last for years. */
async function tokenLifetime({ app, signal }: World): Promise<Finding> {
  const now = app.now()
  const found = judgeTtl(now + GRANT_LIFETIME_MS, now)
  const [[row] = []] = await examine(databaseFile(app.config.dataFolder), [LATEST], signal)
  const latest = row?.latest
  if (found.status !== 'ok' || typeof latest !== 'number' || latest <= now + DAY_MS) return found
  return failure(`A token that is in use is good until ${localTime(latest)} (access_token_ttl ${latest})`, {
    why: 'It was made while the clock of this machine was wrong, and whoever has it can read and save its file until then.',
    change:
      'Set the clock right (timedatectl set-ntp true), then let whoever edits now sign out everywhere, or disable and enable their accounts: that ends their tokens.',
  })
}

export const tokenChecks: ServerCheck[] = [
  { id: 'token-length', group: 'settings', title: 'Access tokens are short enough', short: true, offline: true, look: tokenLength },
  {
    id: 'token-lifetime',
    group: 'settings',
    title: 'Access tokens end when they should',
    short: true,
    offline: true,
    look: tokenLifetime,
  },
]
