import { Agent } from 'node:http'
import { percentiles } from './percentiles.mjs'
import { saver, send } from './sending.mjs'

async function run({ origin, clients, ms = Number.POSITIVE_INFINITY, operations = Number.POSITIVE_INFINITY }) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients.length })
  const took = []
  const errors = {}
  let [begun, bytes] = [0, 0]
  const started = performance.now()
  const one = async (calls) => {
    const content = saver()
    while (performance.now() - started < ms && begun < operations) {
      begun++
      const at = performance.now()
      for (const call of calls) {
        const { status, received } = await send(agent, origin, call, call.body ? content(call.body) : undefined).catch((error) => ({
          status: error.code ?? error.message,
          received: 0,
        }))
        bytes += received
        const wrong = status !== 200 ? status : call.expects !== undefined && received !== call.expects && `with ${received} bytes`
        if (wrong) errors[`${call.method} ${wrong}`] = (errors[`${call.method} ${wrong}`] ?? 0) + 1
      }
      took.push(performance.now() - at)
    }
  }
  await Promise.all(clients.map(one))
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return { operations: took.length, seconds, errors, bytes, ms: percentiles(took) }
}

process.on('message', async (job) => process.send(await run(job)))
