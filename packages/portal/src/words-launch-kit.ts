/** Every sentence of Administration → Launch kit. */
export const wordsLaunchKit = {
  lead: 'What goes to Microsoft on the way to its admission, prepared out of the settings of this server.',
  rehearsal: 'Rehearsal: the built-in editor is in Microsoft’s place. Look around, but send nothing of this.',
  tabs: { calendar: 'Calendar', texts: 'Texts', flows: 'By hand', questionnaire: 'Questionnaire', accounts: 'Test accounts' },
  copy: 'Copy',
  copied: (what: string) => `Copied: ${what}`,
  copyOf: (what: string) => `Copy ${what}`,
  save: 'Save',
  saved: 'Saved',

  calendar: {
    headline: (day: string) => `Users get it on ${day} at the earliest`,
    about: (latest: string) =>
      `By ${latest} if every step takes as long as it usually may. Steps that are done or late move the days after them.`,
    table: 'Steps to the last user',
    step: 'Step',
    who: 'Who acts',
    you: 'You',
    microsoft: 'Microsoft',
    state: 'State',
    states: { 'to-do': 'To do', 'under-way': 'Under way', done: 'Done' },
    ends: 'Ends',
    between: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
    actions: 'Actions',
    change: 'Change',
    title: (step: string) => `How far is “${step}”?`,
    day: 'On which day',
    dayHint: 'When it began, or when it was done.',
    note: 'Note',
    noteHint: 'Who did it, what Microsoft answered, a case number.',
  },

  texts: {
    fields: 'What only you know',
    fieldsAbout: 'It goes into the texts below. What Microsoft gives you on the way comes here too.',
    list: 'Texts to send',
    to: (where: string) => `For: ${where}`,
    complete: 'Ready to send',
    missing: (count: number) => `${count} to fill in`,
    stillMissing: (labels: string[]) => `Still to fill in above: ${labels.join(', ')}.`,
  },

  flows: {
    about: 'What Microsoft’s people try by hand. Try it before they do, in Word, Excel and PowerPoint, with the two test accounts.',
    seen: 'To be seen:',
    states: { 'to-do': 'Not tried yet', passed: 'Passed', failed: 'Failed' },
    tried: (when: string) => `Tried ${when}`,
    stale: 'The settings have changed since: try it again.',
    passed: 'It passed',
    failed: 'It failed',
    again: 'Not tried yet',
    of: (what: string, flow: string) => `${what}: ${flow}`,
    note: 'What was seen',
  },

  questionnaire: {
    about: 'Microsoft’s questions before verification. Each answer is read from this server whenever you open this page.',
    from: (source: string) => `From: ${source}`,
    all: 'Copy all answers',
    name: 'the questionnaire',
  },

  accounts: {
    about:
      'Microsoft’s testers sign in with two accounts. They get an organization of their own, so that nobody else is offered them as colleagues, and files of every kind that the first shares with the second. No mail is sent.',
    make: 'Make the test accounts',
    title: 'Make the test accounts anew?',
    text: 'Where they exist they are put back as they were: both get new passwords and are signed out, and what lies in their My Files is moved to the deleted files.',
    confirm: 'Make them',
    once: 'The passwords are shown only now. Copy the sheet before you leave this page.',
    sheet: 'the sheet',
    address: 'Address',
    organization: 'Organization',
    account: 'Account',
    password: 'Password',
    files: 'Files',
  },
}
