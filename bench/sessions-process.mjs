import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { percentiles } from './percentiles.mjs'
import { saver, send } from './sending.mjs'
import { callOf, signerFrom } from './wopi-client.mjs'

/** Real clients save every half minute or so while somebody types, and refresh a lock every quarter of an hour: here faster. */
const SAVES = 4
const REFRESHES = 2
const SIZES = [12_000, 40_000, 40_000, 120_000]

/** One life, as clients live it: look, lock, read; saves and refreshes at random times; unlock. Signed anew as they go. */
async function live({ origin, file, sign, lifeMs, agent, note }) {
  const content = saver()
  const call = async (name, put) => {
    const signed = await callOf(name, file, { publicOrigin: origin, sign, body: put })
    const begun = performance.now()
    const { status } = await send(agent, origin, signed, put ? content(put) : undefined).catch((error) => ({
      status: error.code ?? error.message,
    }))
    note(name, performance.now() - begun, status)
  }
  await call('checkFileInfo')
  await call('getFile')
  await call('lock')
  const moments = [
    ...Array.from({ length: SAVES }, () => ({ name: 'putFile', put: SIZES[Math.floor(Math.random() * SIZES.length)] })),
    ...Array.from({ length: REFRESHES }, () => ({ name: 'refreshLock' })),
  ]
    .map((moment) => ({ ...moment, at: Math.random() * lifeMs }))
    .toSorted((a, b) => a.at - b.at)
  const begun = performance.now()
  for (const { at, name, put } of moments) {
    await pause(Math.max(0, at - (performance.now() - begun)))
    await call(name, put)
  }
  await pause(Math.max(0, lifeMs - (performance.now() - begun)))
  await call('unlock')
}

process.once('message', async ({ origin, keyFile, held, openMs, lifeMs }) => {
  const sign = signerFrom(keyFile)
  // as Microsoft's and Collabora's servers: some connections that all their sessions share
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const took = {}
  const errors = {}
  let [open, most] = [0, 0]
  const note = (name, ms, status) => {
    took[name] ??= []
    took[name].push(ms)
    if (status !== 200) errors[`${name} ${status}`] = (errors[`${name} ${status}`] ?? 0) + 1
  }
  const begun = performance.now()
  await Promise.all(
    held.map(async (file, n) => {
      await pause((n / held.length) * openMs)
      most = Math.max(most, ++open)
      await live({ origin, file, sign, lifeMs, agent, note })
      open--
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  const calls = Object.values(took).reduce((sum, list) => sum + list.length, 0)
  process.send({
    sessions: held.length,
    mostAtOnce: most,
    seconds: Math.round(seconds),
    calls,
    errors,
    ms: Object.fromEntries(Object.entries(took).map(([name, list]) => [name, percentiles(list)])),
  })
})
