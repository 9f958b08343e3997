/** Everything that this page says. */
export const words = {
  frameTitle: (name: string, editor: string) => `${name} in ${editor}`,

  dismiss: 'Dismiss',

  copied: 'Link copied. It opens for everybody this file is shared with.',
  notCopied: 'Copy this link:',
  manageAccess: 'Manage access',
  notSaved: 'Not saved: ',
  saveFailed: 'The last save did not work.',
  sessionNumber: 'If you ask for help, give this number:',
  copy: 'Copy',
  numberCopied: 'Copied',
  numberNotCopied: 'Your browser did not copy it.',
  popupBlocked: 'Your browser did not open the revisions.',
  openRevisions: 'Open revisions',

  signIn: { edit: 'Sign in to Microsoft 365', view: 'Sign in to Microsoft 365 to edit' },

  asked: 'Asked. You can edit as soon as they let you.',
  notAsked: 'Asking did not work. Check your connection and try again.',

  download: 'Download',
  backToFolder: 'Back to folder',
  tryAgain: 'Try again',
  keepWaiting: 'Keep waiting',
  openIn: (editor: string) => `Open in ${editor}`,
  viewIn: (editor: string) => `View in ${editor}`,
  whatWorks: 'What you can do',

  slow: {
    heading: (editor: string) => `${editor} does not answer`,
    text: (name: string) =>
      `It is taking unusually long to open “${name}”, and nothing was heard of it yet. Try again in a minute. If you can already see the document behind this message, keep waiting and go on. If nothing helps, tell whoever looks after this server.`,
  },
  refused: {
    heading: (editor: string) => `${editor} could not open this file`,
    text: (name: string) => `It reported a problem while it opened “${name}”. The file itself is safe: nothing was changed.`,
  },
  blocked: {
    heading: (editor: string) => `${editor} may not be shown on this page`,
    text: (blocked: string) =>
      `Your browser kept ${blocked} out, as it is not an address that this server allows for an editor. The file itself is safe. Please tell whoever looks after this server: the editor’s address has probably changed.`,
  },
  broken: {
    heading: 'This page did not load properly',
    text: 'Try again. If that does not help, tell whoever looks after this server.',
  },
} as const
