import { expect, test } from 'vitest'
import { teller, toldBy } from './telling.ts'

const said = (MessageId: string, Values: Record<string, unknown> = {}) => toldBy({ MessageId, SendTime: 0, Values })

test('a document is shown once the editor says so, in the words of each', () => {
  const names = (values: Record<string, unknown>) => said('App_LoadingStatus', values).map(({ name }) => name)
  expect(names({ DocumentLoadedTime: 12 })).toEqual(['loading-status', 'shown'])
  expect(names({ Status: 'Document_Loaded' })).toEqual(['loading-status', 'shown'])
  expect(names({ Status: 'Frame_Ready' })).toEqual(['loading-status'])
  expect(names({ Status: 'Failed' })).toEqual(['loading-status'])
})

test('of any other message only its name is told', () => {
  expect(said('File_Rename', { NewName: 'secret plan' })).toEqual([{ name: 'message', text: 'File_Rename' }])
  expect(said('Doc_State', { State: 'failed', Why: 'secret' })).toEqual([{ name: 'document-state', text: 'failed' }])
})

function page() {
  const clock = { now: 1000 }
  const sent: { events: { name: string; ago: number }[] }[] = []
  const beacons: typeof sent = []
  const plans: [act: () => void, ms: number][] = []
  const line = { up: true }
  const tells = teller({
    now: () => clock.now,
    send: async (body) => {
      if (line.up) sent.push(JSON.parse(body))
      return line.up
    },
    beacon: (body) => beacons.push(JSON.parse(body)),
    later: (act, ms) => plans.push([act, ms]),
  })
  const next = async () => {
    plans.shift()?.[0]()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { clock, sent, beacons, plans, line, tells, next }
}

test('what happens close together goes in one batch, each with how long ago it was', async () => {
  const { clock, sent, tells, next } = page()
  tells.tell('frame-loaded')
  clock.now += 500
  tells.tell('shown')
  clock.now += 1500
  await next()
  expect(sent).toEqual([
    {
      events: [
        { name: 'frame-loaded', ago: 2000 },
        { name: 'shown', ago: 1500 },
      ],
    },
  ])
})

test('what did not arrive is sent again later, with its true age', async () => {
  const { clock, sent, line, tells, next, plans } = page()
  line.up = false
  tells.tell('offline')
  await next()
  expect(plans.map(([, ms]) => ms)).toEqual([30_000])
  line.up = true
  clock.now += 30_000
  await next()
  expect(sent).toEqual([{ events: [{ name: 'offline', ago: 30_000 }] }])
})

test('as the page goes, everything that waits goes too, never more than is taken at once', () => {
  const { beacons, tells } = page()
  for (let count = 0; count < 50; count++) tells.tell('hidden')
  tells.goes()
  expect(beacons.map(({ events }) => events.length)).toEqual([40, 10])
})
