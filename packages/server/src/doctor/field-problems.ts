/** What goes wrong with WOPI hosts in the field, and what becomes of it here. */
export interface FieldProblem {
  problem: string
  /** ids of checks that find it; an editor's without the editor */
  checks: readonly string[]
  /** what the product does about it, whatever the doctor finds */
  here: string
  /** files that prove it, from the top of the repository */
  tests: readonly string[]
}

const BOX = 'packages/server/box'
const SERVER = 'packages/server/src'
const WOPI = 'packages/wopi/src'
const PORTAL_TESTS = 'e2e'

/** THE TABLE, by the numbers under which the project collected them: 1 to 27. */
export const FIELD_PROBLEMS: readonly FieldProblem[] = [
  {
    problem: 'The editor was told another host name than the one it is called with',
    checks: ['portal-address', 'wopi-address', 'told-address', 'host-header', 'names-apart'],
    here: 'Every address is derived from publicUrl; the check prints the line that the editor needs.',
    tests: [`${BOX}/doctor-editors.test.ts`, `${BOX}/doctor-addresses.test.ts`, `${BOX}/platform-origins.test.ts`],
  },
  {
    problem: 'A reverse proxy changes scheme, host or path, or redirects',
    checks: [
      ...['raw-target', 'host-header', 'forwarded-scheme', 'wopi-headers', 'empty-lock-header', 'answers-unchanged', 'answers-uncached'],
      'websocket',
    ],
    here: 'The server compares what was sent with what arrived, byte for byte.',
    tests: [
      `${PORTAL_TESTS}/servers/doctor-proxy.test.ts`,
      `${PORTAL_TESTS}/servers/doctor-websocket.test.ts`,
      `${BOX}/doctor-canary.test.ts`,
      `${BOX}/platform-hosts.test.ts`,
    ],
  },
  {
    problem: 'Proofs do not hold behind a proxy, or were switched off',
    checks: ['signed-call', 'signed-call-test', 'proof-keys', 'raw-target'],
    here: 'Proofs are checked over the raw request target; a mismatch reads the keys again once.',
    tests: [`${BOX}/wopi-proofs.test.ts`, `${BOX}/wopi-rotation.test.ts`, `${BOX}/doctor-canary.test.ts`],
  },
  {
    problem: 'A lock stays behind when a tab is closed',
    checks: ['lock-store'],
    here: 'Locks end 30 minutes after the last refresh and who held them is told; the file can be joined meanwhile.',
    tests: [`${SERVER}/files/entries.test.ts`, `${BOX}/files-locked.test.ts`],
  },
  {
    problem: 'A lock of somebody else, or of an editing session that is dead, keeps people out',
    checks: ['lock-store'],
    here: 'A lock belongs to file and editor, not to a person; the next person is led to the editor that has the file, or is told who and where.',
    tests: [`${BOX}/wopi-open.test.ts`, `${BOX}/files-locked.test.ts`],
  },
  {
    problem: 'Lock ids change their form between calls',
    checks: [],
    here: 'They are opaque and compared byte for byte, up to 1,024 characters.',
    tests: [`${SERVER}/files/locks.test.ts`, `${BOX}/wopi-locks.test.ts`],
  },
  {
    problem: 'An editor forgets to lock, or stops doing so with an update',
    checks: ['conformance'],
    here: 'An unlocked file is written only while it is empty; the editor’s requirements are read from its discovery.',
    tests: [`${WOPI}/host/lock.test.ts`, `${SERVER}/files/content.test.ts`],
  },
  {
    problem: 'Web, desktop and synchronizing programs overwrite each other',
    checks: ['lock-store', 'unsaved-work'],
    here: 'One table of locks and one way to write; a save that loses a race is kept beside the file.',
    tests: [`${BOX}/wopi-races.test.ts`, `${BOX}/files-locked.test.ts`, `${BOX}/wopi-rescue.test.ts`],
  },
  {
    problem: 'The token ends while somebody is editing',
    checks: ['token-lifetime', 'refused-saves'],
    here: 'Ten hours per launch; a save with a genuine token that just ended is kept as Unsaved work.',
    tests: [`${BOX}/wopi-rescue.test.ts`, `${SERVER}/doctor/checks/settings.test.ts`],
  },
  {
    problem: 'access_token_ttl in the wrong unit',
    checks: ['token-lifetime'],
    here: 'It is the expiry in milliseconds since 1970; the check prints it as local time.',
    tests: [`${SERVER}/doctor/checks/settings.test.ts`, `${BOX}/platform-session.test.ts`],
  },
  {
    problem: 'Tokens too long for an address',
    checks: ['token-length'],
    here: '44 letters and digits, whoever the user is.',
    tests: [`${SERVER}/office/access-token.test.ts`, `${SERVER}/doctor/checks/settings.test.ts`],
  },
  {
    problem: 'Discovery from before the editor’s update',
    checks: ['discovery', 'proof-keys'],
    here: 'It is read in the background; unknown keys have it read again at once.',
    tests: [`${SERVER}/office/discovery.test.ts`, `${BOX}/wopi-rotation.test.ts`, `${BOX}/doctor-editors.test.ts`],
  },
  {
    problem: 'An editor that is down takes the portal along',
    checks: ['discovery'],
    here: 'No request waits for discovery that was read once; files stay listed, downloadable and openable elsewhere.',
    tests: [`${SERVER}/office/discovery.test.ts`, `${BOX}/wopi-rotation.test.ts`],
  },
  {
    problem: 'Discovery looks different from editor to editor',
    checks: ['applications', 'discovery'],
    here: 'One tolerant reader, tried with the documents of Microsoft, Collabora and ONLYOFFICE.',
    tests: [`${WOPI}/wire/discovery.test.ts`, `${WOPI}/wire/action-url.test.ts`],
  },
  {
    problem: 'Content-Security-Policy or X-Frame-Options forbid the frame',
    checks: ['editor-framing', 'host-page'],
    here: 'The host page allows just the editor that it opens; both ways are judged as browsers do.',
    tests: [`${BOX}/doctor-framing.test.ts`, `${BOX}/wopi-open.test.ts`, `${PORTAL_TESTS}/host-frame.test.ts`],
  },
  {
    problem: 'A portal with TLS and an editor without, or the other way round',
    checks: ['mixed-content', 'forwarded-scheme'],
    here: 'The zone of discovery is chosen by the portal’s own scheme.',
    tests: [`${WOPI}/wire/discovery.test.ts`, `${BOX}/doctor-addresses.test.ts`],
  },
  {
    problem: 'Certificates that are not trusted, names that do not resolve inside',
    checks: ['certificate-trusted', 'certificate-name', 'certificate-validity', 'tls-version', 'public-names', 'discovery'],
    here: 'The server asks itself through its public addresses and says which step failed.',
    tests: [`${PORTAL_TESTS}/servers/doctor-proxy.test.ts`, `${BOX}/doctor-addresses.test.ts`],
  },
  {
    problem: 'Large files stop at a proxy, and a full disk or quota is shown as “not saved”',
    checks: ['uploads', 'file-size', 'free-space', 'inodes', 'organization-space', 'blob-write'],
    here: 'Everything is streamed; too large, no space left and a full disk are three sentences of their own.',
    tests: [`${BOX}/files-limits.test.ts`, `${BOX}/files-full-disk.test.ts`, `${SERVER}/doctor/checks/storage.test.ts`],
  },
  {
    problem: 'Conflicts that are none, out of coarse times of change',
    checks: ['server-clock'],
    here: 'Versions are counted, never derived from times; the time that an editor compares is the one that it was given, to the letter.',
    tests: [`${SERVER}/files/content.test.ts`, `${BOX}/wopi-collabora.test.ts`],
  },
  {
    problem: 'A revision for every autosave, or none at all',
    checks: ['organization-space', 'content-there'],
    here: 'The saves of one editing are one revision with all its authors.',
    tests: [`${BOX}/files-locked.test.ts`, `${SERVER}/files/content.test.ts`],
  },
  {
    problem: 'Names with umlauts, percent signs, emoji or 文件',
    checks: [],
    here: 'Ids are in addresses, names never; UTF-7 is tried with every character there is.',
    tests: [`${WOPI}/wire/utf7.test.ts`, `${SERVER}/files/names.test.ts`],
  },
  {
    problem: 'On phones documents only open to be read, or not at all',
    checks: ['office-mobile', 'applications'],
    here: 'Phones get the editor’s page for phones; Office’s apps sign in and find the files.',
    tests: [`${BOX}/wopi-bootstrapper.test.ts`, `${BOX}/wopi-open.test.ts`],
  },
  {
    problem: 'One person is shown several times in a document',
    checks: [],
    here: 'UserId is one per account, letters and digits, and never changes; UserInfo is kept.',
    tests: [`${BOX}/wopi-bootstrapper.test.ts`, `${WOPI}/host/host.test.ts`],
  },
  {
    problem: 'What was typed last is lost when a tab is closed',
    checks: ['refused-saves', 'unsaved-work'],
    here: 'Whatever save had to be refused waits for its user under Unsaved work.',
    tests: [`${SERVER}/files/unsaved.test.ts`, `${BOX}/wopi-rescue.test.ts`, `${PORTAL_TESTS}/editor-saving.test.ts`],
  },
  {
    problem: 'Errors that say nothing, wrong status codes, logs that nobody finds',
    checks: ['settings-file', 'database-intact', 'migrations'],
    here: 'Every error has a code, a sentence and a request id; settings with mistakes are listed with their lines, all at once.',
    tests: [`${BOX}/wopi-bad-input.test.ts`, `${BOX}/platform-serve.test.ts`, `${BOX}/doctor.test.ts`],
  },
  {
    problem: 'CheckFileInfo with properties that an editor stumbles over',
    checks: ['conformance'],
    here: 'It is written from one typed table, and each editor is shown only what it knows.',
    tests: [`${WOPI}/wire/file-info.test.ts`, `${BOX}/wopi-collabora.test.ts`],
  },
  {
    problem: 'Clocks that differ',
    checks: ['clock', 'proxy-clock', 'server-clock'],
    here: 'Proofs of up to 20 minutes ago hold; the check compares the editor’s clock with this one.',
    tests: [`${BOX}/doctor-editors.test.ts`, `${BOX}/wopi-proofs.test.ts`, `${SERVER}/doctor/checks/settings.test.ts`],
  },
]

const titles = (rows: readonly string[]) => rows.map((row) => `| ${row} |`).join('\n')

/** docs/doctor.md, out of both tables. `groups`: names of groups for people, in their order. */
export function doctorMarkdown(
  checks: readonly { id: string; group: string; title: string; short?: true; offline?: true }[],
  groups: Readonly<Record<string, string>>,
): string {
  const ordered = Object.entries(groups).flatMap(([group, name]) =>
    checks
      .filter((check) => check.group === group)
      .map(({ id, title, short, offline }) => [`\`${id}\``, name, title, offline ? 'yes' : '', short ? 'yes' : ''].join(' | ')),
  )
  const problems = FIELD_PROBLEMS.map(({ problem, checks: ids, here, tests }, index) =>
    [
      index + 1,
      problem,
      ids.map((id) => `\`${id}\``).join(', ') || 'none needed',
      here,
      tests
        .map(
          (file) =>
            `[${file
              .split('/')
              .at(-1)
              ?.replace(/\.test\.tsx?$/, '')}](../${file})`,
        )
        .join(', '),
    ].join(' | '),
  )
  return `# The doctor

\`moorage doctor\` looks at a server from the browsers’, its own and the editors’ side, says what is wrong and prints the
lines that mend it; Administration → Doctor shows the same. Beside a running server it asks that one; without, it makes the
checks that need none. It ends with 1 where anything failed, else with 0.

- \`--json\`: for programs: \`{ "checks": [{ "id", "group", "title", "status", "seen", "why", "change", "fixable" }], "fixed": [], "serving": true }\`.
  \`status\` is \`ok\`, \`warning\`, \`failure\` or \`not-applicable\`.
- \`--fix\`: first mends what can be mended without risk: permissions, folders, what crashes left behind.
- \`--editor NAME\`: among the checks of editors only this one’s.
- \`--only NAME\`: only this group, or this check.

At every start the short form is made once the server answers; what is not well is a line of the log, and nothing else is
said. No report has a path, a token or a secret in it.

## What it looks at

Checks of an editor have its id behind theirs: \`discovery:built-in\`.

| check | group | what ought to be true | without a server | at every start |
| --- | --- | --- | --- | --- |
${titles(ordered)}

## What it does not look at

- How long a proxy waits: nginx gives up an upload that stands still for 60 s (\`client_body_timeout\`, \`proxy_send_timeout\`) and an
  answer that does not come for 60 s (\`proxy_read_timeout\`). That takes longer to see than a check may take; only readers that
  are slow for seconds are tried (\`answers-unbuffered\`). The snippets have the right lines, the websocket’s among them.
- Websockets of ONLYOFFICE and of Microsoft 365: the first goes on without, the second is not behind your proxy.
- What only the browsers of your people meet: their own proxies, extensions and blocked cookies.
- An editor that accepts a websocket and then says no more: whether documents open is the check \`document-opened\`, which needs
  a Chromium on the server.

## What goes wrong in the field

Collected from the public issues of other hosts.

| | what goes wrong | checks | what Moorage does | proved by |
| --- | --- | --- | --- | --- |
${titles(problems)}
`
}
