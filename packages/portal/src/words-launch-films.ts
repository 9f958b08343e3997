/** Every sentence of Administration → Launch kit → Films. */
export const wordsLaunchFilms = {
  about:
    'Microsoft wants to see these on video. This server records them by itself in Chromium with the two test accounts, in the editor that is configured; nobody else’s files or sessions are touched.',
  recordAll: 'Record all',
  record: 'Record',
  again: 'Record anew',
  of: (what: string, film: string) => `${what}: ${film}`,
  recording: 'Recording …',
  waiting: 'Waiting its turn',
  missing: 'Missing',
  none: 'Not recorded',
  recorded: 'Recorded',
  stale: 'Out of date',
  staleText: 'The settings have changed since. Record it anew.',
  rehearsal: 'Rehearsal, stamped',
  facts: (when: string, seconds: number, size: string, client: string, version: string) =>
    `${when} · ${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')} · ${size} · in ${client} · Moorage ${version}`,
  ends: (caption: string) => `It ends with: ${caption}`,
  missingWhy: (why: string) =>
    `${why} It can be filmed once Microsoft 365, or another editor that can do it, opens these files for the test accounts.`,
  failed: (why: string) => `The last attempt gave no film. ${why}`,
  notAnew: (why: string) => `It cannot be recorded anew now. ${why}`,
  play: 'Play',
  close: 'Close the film',
  download: 'Download',
  would: (client: string) => `Would be filmed in ${client}.`,
  confirm: {
    title: 'Reset the test accounts and record?',
    replaces: 'A film that is recorded anew takes the place of the one before it.',
    takes: 'Each film takes about a minute. You can leave this page meanwhile.',
    go: 'Reset and record',
  },
}
