import { fallen, judge } from './bars.mjs'
import { growth } from './growth.mjs'
import { operations } from './operations.mjs'
import { starting, storing } from './resources.mjs'
import { sessions } from './sessions.mjs'
import { sayBars, sayOperation } from './table.mjs'

const SIZES = [1000, 100_000, 1_000_000]

/** Everything that is measured, or (`quick`) the ratios that are watched; `before`: a run whose ratios may not fall by more than 30 %. */
export async function everything({ quick, before }) {
  const { operations: measured, memory } = await operations({ quick, say: sayOperation })
  const ratios = {
    checkFileInfo: measured.checkFileInfo.ratios.floor,
    getFile10MB: measured.getFile10MB.ratios.nginx,
    putFile100kB: measured.putFile100kB.ratios.floor,
  }
  if (ratios.getFile10MB === undefined) console.log('GetFile is compared with nginx where that is installed: it is not')
  const result = { quick, ratios, operations: measured, memory, ...(quick ? {} : await theRest(ratios)) }
  sayBars(judge(result))
  const fell = before ? fallen(before.ratios, ratios) : []
  for (const line of fell) console.error(`A ratio fell by more than 30 %: ${line}`)
  if (fell.length > 0) process.exitCode = 1
  return result
}

async function theRest(ratios) {
  const start = await starting()
  console.log(`ready after ${start.readyMs} ms, ${start.atRestMB} MB at rest`)
  const stored = await storing()
  console.log(`${stored.saves} autosaves of 10 MB: ${stored.storedMB} MB on the disk, ${stored.seconds} s`)
  const grown = await growth({ sizes: SIZES, say: sayOperation })
  ratios.growth1kTo1M = grown.worst
  const lived = await sessions({ count: 10_000, openMs: 90_000, lifeMs: 150_000 })
  console.log(
    `${lived.sessions} editing sessions, ${lived.mostAtOnce} at once, ${lived.calls} calls in ${lived.seconds} s, errors ${JSON.stringify(lived.errors)}`,
  )
  return { start, stored, growth: grown, sessions: lived }
}
