const count = (number) => number.toLocaleString('en-US')
const where = ({ at, cores, node }) => `${at.slice(0, 10)}, ${cores} cores, Node ${node.slice(1)}`

/** The figures of docs/reliability.md by name, out of what the last runs wrote with `--json`; `table` makes Markdown of a head and rows. */
export function reliabilityFigures(table, { crash, fuzz, parsers }) {
  const { totals } = crash
  const statuses = Object.entries(fuzz.statuses).map(([status, times]) => `${status}: ${count(times)}`)
  return {
    crash: table(
      [
        'when and where',
        'rounds',
        'acknowledged saves',
        'lost',
        'uploads',
        'locks and unlocks',
        'renames',
        'reads',
        'revisions compared',
        'orphans swept',
      ],
      [
        [
          where(crash),
          `${count(crash.rounds)} (\`--seed ${crash.seed}\`)`,
          count(totals.saves),
          crash.failure ?? '0',
          ...[totals.uploads, totals.locks, totals.names, totals.reads, totals.checked].map(count),
          `${count(totals.orphans + totals.cut)}, of them ${count(totals.cut)} half-written`,
        ],
      ],
    ),
    fuzz: [
      table(
        ['when and where', 'requests', 'faults', 'a second', 'seeds'],
        [
          [
            where(fuzz),
            count(fuzz.requests),
            count(fuzz.faults.length),
            count(Math.round(fuzz.requests / fuzz.seconds)),
            `${fuzz.seed} to ${fuzz.seed + fuzz.rounds - 1}`,
          ],
        ],
      ),
      `Answers by status: ${statuses.join(', ')}. (501: operations that Moorage does not claim.)`,
    ].join('\n\n'),
    parsers: [
      `${where(parsers)}, \`--seed ${parsers.seed}\`:`,
      table(
        ['parser', 'inputs', 'blocks reached', 'faults'],
        parsers.parsers.map(({ name, inputs, reached, fault }) => [name, count(inputs), count(reached), fault ?? '0']),
      ),
    ].join('\n\n'),
  }
}
