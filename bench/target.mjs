import { startLoad } from './load.mjs'
import { compare } from './operations.mjs'
import { callsOn, signerFrom } from './wopi-client.mjs'

const AT_ONCE = 8
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The same load on any WOPI host of this machine: `wopisrc` is what was signed for, `target` where it listens. The file’s content is lost. */
export async function driveTarget({ target, wopisrc, token, sign: keyFile, quick, say }) {
  if (!LOOPBACK.has(new URL(target).hostname)) throw new Error(`${target} is not this machine: nobody else is put under load.`)
  const { origin: publicOrigin, pathname } = new URL(wopisrc)
  const calls = await callsOn({ path: pathname, token }, { publicOrigin, sign: signerFrom(keyFile), saved: true })
  const clients = (...names) => Array.from({ length: AT_ONCE }, () => names.map((name) => calls[name]))
  const load = startLoad()
  const span = quick ? { rounds: 3, ms: 1000 } : { rounds: 5, ms: 2000 }
  const results = {}
  const measure = async (name, ...names) => {
    results[name] = await compare(load, { target: { origin: target, clients: clients(...names) } }, span)
    say(name, results[name])
  }
  try {
    const { errors } = await load.run({ origin: target, clients: [[calls.lock]], operations: 1 })
    if (Object.keys(errors).length > 0)
      throw new Error(`Lock was answered ${Object.keys(errors)}: is the token of ${wopisrc}, and --sign the key file of its editor?`)
    await measure('checkFileInfo', 'checkFileInfo')
    await measure('refreshLock', 'refreshLock')
    await measure('putFile100kB', 'putFile')
    await measure('getFile100kB', 'getFile')
    // one client: there is one file, which eight would lock against each other
    await load.run({ origin: target, clients: [[calls.unlock]], operations: 1 })
    const alone = [[calls.lock, calls.putFile, calls.unlock]]
    results.lockPutUnlock = await compare(load, { target: { origin: target, clients: alone } }, span)
    say('lockPutUnlock', results.lockPutUnlock)
    return { operations: results }
  } finally {
    await load.run({ origin: target, clients: [[calls.unlock]], operations: 1 })
    load.stop()
  }
}
