import { isIP } from 'node:net'
import tls from 'node:tls'
import { isPublicName } from '../../office/public-names.ts'
import { portalOrigins } from '../../organizations/hostnames.ts'
import { connectionProblem } from '../ask.ts'
import { type CheckDefinition, type Finding, failure, fineForTrying, notApplicable, ok, type World, warning } from '../check.ts'
import { proxyLines } from '../reached.ts'
import { mixedContent } from './mixed-content.ts'

const DAY_MS = 24 * 60 * 60_000
const SOON_DAYS = 14
const TIMEOUT_MS = 8000

interface Certificate {
  origin: string
  hostname: string
  certificate: tls.PeerCertificate
  /** absent: the chain is trusted; the name is not part of this */
  distrust?: string
  protocol: string
}

interface Unreached {
  origin: string
  problem: string
  /** it answers, but not with TLS 1.2 or newer */
  handshake: boolean
}

/** What a TLS client of today is shown, whether it would believe that or not. */
const inspect = (origin: string) =>
  new Promise<Certificate | Unreached>((resolve) => {
    const { hostname: bracketed, port } = new URL(origin)
    const hostname = bracketed.replace(/[[\]]/g, '')
    const socket = tls.connect({
      host: hostname,
      port: Number(port || 443),
      ...(isIP(hostname) ? {} : { servername: hostname }),
      minVersion: 'TLSv1.2',
      rejectUnauthorized: false,
      // the name is judged apart from the chain
      checkServerIdentity: () => undefined,
    })
    const end = (found: Certificate | Unreached) => {
      socket.destroy()
      resolve(found)
    }
    socket.setTimeout(TIMEOUT_MS, () => end({ origin, problem: 'no answer in time', handshake: false }))
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate()
      const distrust = socket.authorized ? {} : { distrust: String(socket.authorizationError) }
      end({ origin, hostname, certificate, protocol: socket.getProtocol() ?? '', ...distrust })
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const handshake = error.code === 'EPROTO' || Boolean(error.code?.startsWith('ERR_SSL'))
      end({ origin, problem: handshake ? (error.code as string) : connectionProblem(error), handshake })
    })
  })

const isShown = (found: Certificate | Unreached): found is Certificate => 'certificate' in found

type Inspected = { finding: Finding } | { shown: Certificate[]; unreached: Unreached[] }

/** Everything that people and editors reach by https; a finding where there is no such thing. */
async function inspected({ app }: World): Promise<Inspected> {
  const { wopiOrigin, wopiTestOrigin, editorOrigin, portalOrigin } = app.config
  const origins = [...new Set([...portalOrigins(app), wopiOrigin, wopiTestOrigin, editorOrigin])]
  const secure = origins.filter((origin) => origin.startsWith('https:'))
  if (secure.length === 0) {
    const { hostname, protocol } = new URL(portalOrigin)
    if (!isPublicName(hostname)) return { finding: fineForTrying('publicUrl with https, and a certificate for its names') }
    return {
      finding: warning(`${portalOrigin} has no TLS`, {
        why: 'Passwords and documents travel readable by everybody on the way; Microsoft does not come without TLS.',
        change: `In moorage.yaml: publicUrl: https://${hostname}\n${proxyLines({
          nginx: 'listen 443 ssl; ssl_certificate …; ssl_certificate_key …;',
          Caddy: `${hostname} { … }   (it gets the certificate by itself; take ${protocol}// away from the name)`,
        })}`,
      }),
    }
  }
  const found = await Promise.all(secure.map(inspect))
  const shown = found.filter(isShown)
  const unreached = found.filter((one): one is Unreached => !isShown(one))
  if (shown.length === 0 && !unreached.some(({ handshake }) => handshake))
    return { finding: notApplicable(`${unreached[0]?.origin}: ${unreached[0]?.problem}; mend that first`) }
  return { shown, unreached }
}

const DATES = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])
const ends = ({ certificate }: Certificate) => Date.parse(certificate.valid_to)
const begins = ({ certificate }: Certificate) => Date.parse(certificate.valid_from)

const all = (shown: Certificate[], unreached: Unreached[]) =>
  `${shown.length} of ${shown.length + unreached.length} https addresses show one`

async function chain(world: World): Promise<Finding> {
  const seen = await inspected(world)
  if ('finding' in seen) return seen.finding
  const now = world.app.now()
  const outOfDate = (one: Certificate) => ends(one) < now || begins(one) > now
  const wrong = seen.shown.find((one) => one.distrust && !(DATES.has(one.distrust) && outOfDate(one)))
  if (!wrong)
    return seen.shown.length === 0
      ? notApplicable('No certificate is shown')
      : ok(`Certificates are trusted: ${all(seen.shown, seen.unreached)}`)
  const incomplete = wrong.distrust === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' || wrong.distrust === 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'
  return failure(
    `${wrong.origin}: ${incomplete ? 'the certificate’s chain is incomplete, or its issuer is not known' : 'the certificate is not trusted'} (${wrong.distrust})`,
    {
      why: 'Browsers warn, and editors refuse to fetch files.',
      change: `${proxyLines({
        nginx: 'ssl_certificate fullchain.pem;   (the certificate first, then every intermediate one)',
        Apache: 'SSLCertificateFile fullchain.pem',
        Caddy: 'take tls internal out, or give: tls fullchain.pem key.pem',
      })}\nWhere it is your own authority’s: NODE_EXTRA_CA_CERTS=/path/to/authority.pem in this server’s environment, and in each editor’s; Microsoft takes public authorities only.`,
    },
  )
}

async function name(world: World): Promise<Finding> {
  const seen = await inspected(world)
  if ('finding' in seen) return seen.finding
  if (seen.shown.length === 0) return notApplicable('No certificate is shown')
  const wrong = seen.shown.find(({ hostname, certificate }) => tls.checkServerIdentity(hostname, certificate) !== undefined)
  if (!wrong) return ok('Each certificate is for the name at which it is shown')
  const names = (wrong.certificate.subjectaltname ?? 'no name').slice(0, 200)
  return failure(`${wrong.origin} shows a certificate for ${names}`, {
    why: 'Browsers warn, and editors refuse to fetch files.',
    change: `Get one that has ${wrong.hostname} too: certbot certonly -d ${[...new Set(seen.shown.map(({ hostname }) => hostname))].join(' -d ')}\n${proxyLines({ nginx: `server_name ${wrong.hostname};   (in the server block with that ssl_certificate)` })}`,
  })
}

async function validity(world: World): Promise<Finding> {
  const seen = await inspected(world)
  if ('finding' in seen) return seen.finding
  const [first] = seen.shown.toSorted((one, other) => ends(one) - ends(other))
  if (!first) return notApplicable('No certificate is shown')
  const now = world.app.now()
  const days = Math.floor((ends(first) - now) / DAY_MS)
  const change = 'certbot renew, then reload the proxy (nginx -s reload); and let a timer do both: systemctl enable --now certbot.timer'
  const why = 'From then on browsers warn, and editors refuse to fetch files.'
  if (ends(first) < now)
    return failure(`${first.origin}: the certificate ended ${Math.ceil((now - ends(first)) / DAY_MS)} days ago`, { why, change })
  const future = seen.shown.find((one) => begins(one) > now)
  if (future)
    return failure(`${future.origin}: the certificate begins only on ${new Date(begins(future)).toISOString()}`, {
      why: 'Until then browsers warn, and editors refuse to fetch files.',
      change: 'Look at this machine’s clock first: timedatectl set-ntp true',
    })
  if (days < SOON_DAYS) return warning(`${first.origin}: the certificate ends in ${days} days`, { why, change })
  return ok(`The certificate that ends first does so in ${days} days`)
}

async function version(world: World): Promise<Finding> {
  const seen = await inspected(world)
  if ('finding' in seen) return seen.finding
  const old = seen.unreached.find(({ handshake }) => handshake)
  if (!old) return ok(`TLS 1.2 or newer is spoken: ${[...new Set(seen.shown.map(({ protocol }) => protocol))].join(', ')}`)
  return failure(`${old.origin} does not speak TLS 1.2 or newer (${old.problem})`, {
    why: 'Browsers and Microsoft’s servers refuse to connect.',
    change: proxyLines({
      nginx: 'listen 443 ssl; ssl_protocols TLSv1.2 TLSv1.3;',
      Apache: 'SSLEngine on\nSSLProtocol -all +TLSv1.2 +TLSv1.3',
    }),
  })
}

export const tlsChecks: CheckDefinition[] = [
  { id: 'certificate-trusted', group: 'tls', title: 'Certificates are trusted, with their whole chain', look: chain },
  { id: 'certificate-name', group: 'tls', title: 'Certificates are for the names where they are shown', look: name },
  { id: 'certificate-validity', group: 'tls', title: 'Certificates are valid, and for two more weeks', look: validity },
  { id: 'tls-version', group: 'tls', title: 'TLS 1.2 or newer is spoken', look: version },
  { id: 'mixed-content', group: 'tls', title: 'Secure pages frame nothing insecure', short: true, offline: true, look: mixedContent },
]
