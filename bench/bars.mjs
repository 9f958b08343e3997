/** What is wanted of a run on two cores: figures of one run, against what was measured beside them. `got` of what was not measured is undefined. */
const BARS = [
  { name: 'CheckFileInfo, of its floor', atLeast: 0.8, got: ({ ratios }) => ratios.checkFileInfo },
  { name: 'GetFile 10 MB, of nginx', atLeast: 0.6, got: ({ ratios }) => ratios.getFile10MB },
  {
    name: 'GetFile 10 MB behind nginx, of nginx',
    atLeast: 0.95,
    got: ({ operations }) => operations.getFile10MBBehindNginx?.ratios.nginx,
  },
  { name: 'PutFile 100 kB, durable, of its floor', atLeast: 0.8, got: ({ ratios }) => ratios.putFile100kB },
  { name: 'growth from 1,000 to 1,000,000 files, the worst operation', atMost: 1.2, got: ({ ratios }) => ratios.growth1kTo1M },
  {
    name: 'errors of 10,000 editing sessions',
    atMost: 0,
    got: ({ sessions }) => sessions && Object.values(sessions.errors).reduce((sum, count) => sum + count, 0),
  },
  { name: 'milliseconds until the server is ready', atMost: 1000, got: ({ start }) => start?.readyMs },
  { name: 'megabytes at rest', atMost: 150, got: ({ start }) => start?.atRestMB },
]

/** `{ name, wanted, got, met }` of what was measured. */
export const judge = (result) =>
  BARS.map(({ name, atLeast, atMost, got }) => {
    const value = got(result)
    const wanted = atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`
    return { name, wanted, got: value, met: value !== undefined && (atLeast === undefined ? value <= atMost : value >= atLeast) }
  }).filter(({ got }) => got !== undefined)

/** The ratios that fell by more than 30 % since `before`; of growth, less is better. */
export function fallen(before, now) {
  return Object.entries(before).flatMap(([name, was]) => {
    const is = now[name]
    if (was === undefined || is === undefined) return []
    const fell = name.startsWith('growth') ? is > was / 0.7 : is < was * 0.7
    return fell ? [`${name} was ${was} and is ${is}`] : []
  })
}
