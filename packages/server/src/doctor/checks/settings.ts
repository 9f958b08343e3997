import { databaseFile } from '../../data-folder.ts'
import { microsoft365 } from '../../office/microsoft-365.ts'
import { examine } from '../../storage/db/examine.ts'
import { counted, inUnits } from '../amounts.ts'
import { type Finding, fineForTrying, notApplicable, ok, type ServerCheck, type World, warning } from '../check.ts'

const UNSENT = 'select count(*) as stuck from mail where sent_at is null and problem is not null'

async function mailGoesOut({ app, signal }: World): Promise<Finding> {
  const { mail, demo } = app.config
  if (!mail) {
    if (demo) return notApplicable('Fine for trying: mails wait in Administration → Mail')
    return warning('There is no mail server: mails wait in Administration → Mail', {
      why: 'Invitations and new passwords reach nobody until an administrator passes their links on.',
      change:
        'smtpUrl: smtps://user:password@mail.example.com\nmailFrom: Moorage <files@example.com>\nboth in moorage.yaml; then moorage reload.',
    })
  }
  const { hostname, port } = new URL(mail.smtpUrl)
  const server = port ? `${hostname}:${port}` : hostname
  const [[row] = []] = await examine(databaseFile(app.config.dataFolder), [UNSENT], signal)
  const stuck = Number(row?.stuck ?? 0)
  if (stuck === 0) return ok(`Mails go out by ${server}`)
  return warning(`${counted(stuck, 'mail')} could not be sent by ${server}`, {
    why: 'People wait for invitations or new passwords.',
    change: 'Administration → Mail says why; mend smtpUrl in moorage.yaml, moorage reload, and send them again there.',
  })
}

async function unsavedIsKept({ app }: World): Promise<Finding> {
  if (app.config.rescueRevisions) return ok('A save that has to be refused is kept for its user under Unsaved work')
  return warning('rescueRevisions is off', {
    why: 'What somebody typed is lost when its save has to be refused: a sign-in session that ended, a lock that was lost.',
    change: 'rescueRevisions: true in moorage.yaml (or leave it out); then moorage reload.',
  })
}

const MB = 1024 * 1024
/** Microsoft 365 for the web: the most that one of its apps saves */
const LARGEST_OF_MICROSOFT = 300 * MB
const USUAL = 100 * MB

async function filesFit({ app }: World): Promise<Finding> {
  const { maxFileSize } = app.config
  const seen = `Files may have up to ${inUnits(maxFileSize)}`
  const change = 'maxFileSize: 300 MB or more in moorage.yaml; then moorage reload.'
  if (maxFileSize < USUAL) return warning(seen, { why: 'Documents with pictures are soon larger: their upload is refused.', change })
  if (microsoft365(app).state !== 'off' && maxFileSize < LARGEST_OF_MICROSOFT)
    return warning(`${seen}; PowerPoint for the web saves up to ${inUnits(LARGEST_OF_MICROSOFT)}`, {
      why: 'A presentation that grows past it can be edited, but not saved.',
      change,
    })
  return ok(seen)
}

/** what Office on phones is registered with unless something else was agreed */
const OFFICE_REDIRECT = 'https://localhost'

async function officeMobile({ app }: World): Promise<Finding> {
  const { mobile, portalOrigin } = app.config
  if (!mobile) return notApplicable('Office on phones and tablets is not set up (mobileClientId)')
  if (!mobile.redirectUris.includes(OFFICE_REDIRECT))
    return warning(`Office on phones is answered at ${mobile.redirectUris.join(', ')} only`, {
      why: `It asks to be answered at ${OFFICE_REDIRECT}, unless Microsoft registered another address: signing in ends in an error.`,
      change: `mobileRedirectUris: [${OFFICE_REDIRECT}] in moorage.yaml; then restart. The form for Microsoft must say the same.`,
    })
  if (!portalOrigin.startsWith('https:')) return fineForTrying('Office on phones signs in at public https addresses only')
  return ok(`Office on phones signs in and is answered at ${mobile.redirectUris.join(', ')}`)
}

export const settingsChecks: ServerCheck[] = [
  { id: 'mail', group: 'settings', title: 'Mails reach people', short: true, offline: true, look: mailGoesOut },
  { id: 'refused-saves', group: 'settings', title: 'Refused saves will be kept', short: true, offline: true, look: unsavedIsKept },
  { id: 'file-size', group: 'settings', title: 'Usual documents are not too large', offline: true, look: filesFit },
  { id: 'office-mobile', group: 'settings', title: 'Office on phones and tablets signs in', offline: true, look: officeMobile },
]
