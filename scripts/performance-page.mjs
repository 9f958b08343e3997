import { judge } from '../bench/bars.mjs'

const count = (number) => (number >= 100 ? Math.round(number).toLocaleString('en-US') : String(number))

/** What each operation is, and what bounds it. */
const OPERATIONS = {
  checkFileInfo: [
    'CheckFileInfo',
    'one core: the system’s send, the database reads, the RSA signature and Node’s HTTP are two thirds of it; the rest is spread thin over our own code',
  ],
  getFile100kB: ['GetFile 100 kB', 'the same as CheckFileInfo, and opening and reading a file'],
  getFile10MB: ['GetFile 10 MB', 'copying bytes through the process; nginx lets the kernel do that'],
  getFile10MBBehindNginx: ['GetFile 10 MB behind nginx (`accelRedirect`)', 'the kernel; Moorage only decides'],
  putFile100kB: [
    'PutFile 100 kB',
    'the processor before the disk: 21 pages of the database for each save (the revision, the activity, their indexes), five trips to the disk, and the commit that the saves of the moment share',
  ],
  putFile10MB: ['PutFile 10 MB', 'the disk, and hashing while writing'],
  refreshLock: ['RefreshLock', 'the disk: a commit, shared by all of the moment'],
  lockPutUnlock: ['Lock, PutFile 100 kB, Unlock', 'the disk: three commits'],
  folderListing: ['folder of 100 files (portal)', 'one core: writing the JSON'],
  search: ['search for a name (portal)', 'one core'],
  searchCommonWord: ['search for a word that every name has (portal)', 'one core'],
}

/** docs/performance.md out of a whole run of `npm run bench`; `table` makes Markdown of a head and rows. */
export function performanceMarkdown(table, run) {
  const { at, cores, node, operations, memory, start, stored, growth, sessions } = run
  const rows = Object.entries(OPERATIONS).flatMap(([name, [title, bound]]) => {
    const { ratios, ...targets } = operations[name] ?? {}
    if (!targets.moorage) return []
    const beside = Object.entries(ratios).map(([other, ratio]) => `${ratio} of ${other} (${count(targets[other].perSecond)})`)
    return [[title, count(targets.moorage.perSecond), `${targets.moorage.p50} / ${targets.moorage.p99}`, beside.join('<br>'), bound]]
  })
  return `# Performance

Measured on ${at.slice(0, 10)} with ${cores} cores and Node ${node.slice(1)}, load and server on the same machine:

\`\`\`sh
npm run bench -- --json bench/last-run.json
\`\`\`

Every request is signed, and its proof verified; tokens are checked and rights read, always; every save has new bytes, and is on the disk before it is answered. The load comes from a process of its own, eight connections at once (four where files are of 10 MB). Product, floor and limit take turns; the first turn of each is not counted, and what counts then is the middle one of their ratios: figures per second are of this machine, ratios say something about Moorage.

- **floor**: bare \`node:http\` that does what nobody can leave out, and nothing else, coded as cheaply as it can be: check the token’s code, verify the signature, read the rows of grant, account, file and place, answer a body of that size; for saves write, hash, rename, flush bytes and folder, and commit a revision and what points at it, many saves in one where they come together. It has no roles, policies, activity, quota, timelines, live events or indexes for the portal: what those cost is the difference.
- **limit**: bare \`node:http\` that answers what it has, no questions asked.
- **nginx**: the same bytes as a public file, with sendfile.

## Operations

${table(['operation', 'a second', 'p50 / p99 in ms', 'ratio to (a second)', 'what bounds it'], rows)}

## What is wanted

${table(
  ['figure', 'wanted', 'measured', ''],
  judge(run).map(({ name, wanted, got, met }) => [name, wanted, String(got), met ? 'met' : '**not met**']),
)}

## Growth

Operations a second with so many files in one organization, in folders of 100:

${table(
  ['operation', ...growth.sizes.map(count), 'times slower'],
  Object.entries(growth.times).map(([name, times]) => [
    OPERATIONS[name][0],
    ...growth.sizes.map((size) => count(growth.perOperation[name][`${size} files`].perSecond)),
    String(times),
  ]),
)}

## ${count(sessions.sessions)} editing sessions

${count(sessions.mostAtOnce)} of them were open at once. Each looks at its file, reads and locks it, saves four times and refreshes its lock twice at random moments, and unlocks; what takes a client an hour is pressed into ${sessions.seconds} seconds. ${count(sessions.calls)} calls; errors: ${Object.keys(sessions.errors).length === 0 ? 'none' : JSON.stringify(sessions.errors)}.

${table(
  ['call', 'p50 ms', 'p95 ms', 'p99 ms', 'slowest ms'],
  Object.entries(sessions.ms).map(([name, { p50, p95, p99, max }]) => [name, p50, p95, p99, max].map(String)),
)}

## Process

- Ready ${start.readyMs} ms after the command (the middle of five starts of a server that was there before); ${start.atRestMB} MB of memory at rest (30 s after a start), at most ${memory.mostMB} MB under the load above.
- ${stored.saves} autosaves of a document of 10 MB, each with new bytes and kept as a revision: ${count(stored.storedMB)} MB on the disk, ${stored.seconds} s.

## Other hosts

\`\`\`sh
npm run bench -- --target http://localhost:8080 --wopisrc https://host.example/wopi/files/1 --token … --sign keys.pem
\`\`\`

drives any other WOPI host on this machine with the same load: the key file is the editor’s, whose public keys the host has from its discovery; without one nothing is signed. The content of that file is lost.

\`npm run test:all\` measures the first ratios for a short while (\`--quick\`) and fails where one is more than 30 % below \`bench/last-quick.json\`.
`
}
