import type { Failure, Session } from '../session/state.ts'

/** Every sentence of the editor's frame, in English: the one catalogue. */
export const words = {
  opening: 'Opening…',
  back: (folder: string | undefined) => (folder ? `Back to ${folder}` : 'Close'),
  rename: 'Rename',
  renameFailed: 'That name could not be given.',
  renameLabel: 'File name without its extension',
  edit: 'Edit',
  editHere: 'Edit here',
  askToEdit: 'Ask to edit',
  asked: 'Asked',
  share: 'Share',
  revisions: 'Revisions',
  download: 'Download',
  saveCopy: 'Save a copy',
  convert: (extension: string) => `Convert to .${extension} and edit`,
  convertShort: 'Convert',
  converting: 'Converting…',
  more: 'More',
  notices: 'Notices',
  tryAgain: 'Try again',
  undo: 'Undo',
  dismiss: 'Dismiss',
  open: 'Open',
  reload: 'Reload',
  viewOnly: 'View only',
  rehearsal: 'Rehearsal',
  rehearsalText: 'The built-in editor stands in for Microsoft 365, to try out what an administrator has set up.',
  saving: 'Saving…',
  saved: (time: string | undefined) => (time ? `Saved ${time}` : 'Saved'),
  kept: 'Not saved, kept here',
  somebody: 'Somebody',
  isEditing: (name: string) => (name === 'You' ? 'You are editing in another window' : `${name} is editing`),
  follow: (name: string) =>
    name === 'You'
      ? 'You have this open in another window or browser; you see every save here.'
      : `${name} is editing; you see every save.`,
  otherTab: 'You have this document open in another tab.',
  free: 'Nobody is editing now.',
  gaveWay: 'You let somebody else edit. Everything you typed is saved.',
  updated: (time: string) => `Updated ${time}`,
  askedBy: (name: string) => `${name} would like to edit.`,
  letEdit: (name: string) => `Let ${name} edit`,
  notNow: 'Not now',
  recovered: (time: string) => `Recovered what you typed at ${time}.`,
  restoring: (time: string) => `Bringing back what you typed at ${time}. You can go on typing in a moment.`,
  undoing: 'Going back to the document as it was saved. You can go on typing in a moment.',
  draftCopy: (time: string) => `What you typed at ${time} was not saved, and the document has changed since.`,
  forget: 'Throw it away',
  copied: (name: string) => `Saved a copy as “${name}”.`,
  copyFailed: 'The copy could not be saved either. Download it to be safe.',
  showNewer: 'Show the newer version',
  expires: (time: string) => `Your access to this document ends at ${time}. Reload to go on.`,
  expired: 'Your access to this document has ended. Reload to go on.',
  ended: 'You can close this tab.',
  closeTitle: 'Not everything is saved',
  closeText: 'What you typed is kept in this browser. Open the document here again and it comes back.',
  closeAnyway: 'Close anyway',
  stay: 'Keep editing',
}

/** What went wrong with a save and what to do, for people. */
export function failureText({ kind, reason }: Failure, holder: Session['holder'], holderName: string): string {
  switch (kind) {
    case 'signed-out':
      return 'Your access to this document has ended. Download what you have, then open the document again.'
    case 'gone':
      return 'The document was deleted, or is no longer shared with you. Save a copy or download it.'
    case 'lock-lost':
      return holder?.name
        ? `${holderName} is editing now. Yours is saved as soon as that is over and nothing was changed, or save a copy.`
        : 'Somebody else is editing now. Yours is saved as soon as that is over and nothing was changed, or save a copy.'
    case 'changed':
      return 'The document was changed by somebody else meanwhile. Save yours as a copy, or look at the newer version.'
    case 'too-large':
      return `${reason ?? 'The document is too large, or there is no space left.'} Make it smaller and try again, or download it.`
    case 'server':
      return 'The server could not save it just now. We keep trying.'
    case 'offline':
      return 'The server can’t be reached. We keep trying; you can go on typing.'
    case 'broken':
      return reason ?? 'The document could not be put together for saving. Undo the last change and try again.'
    case 'refused':
      return `The server does not take this save${reason ? `: ${reason}` : '.'} Save a copy or download it.`
  }
}

/** The name inside what a host says about a lock: "Anna has this file open in …". undefined when it says no name. */
export const nameIn = (reason: string | undefined): string | undefined => /^(.{1,80}?) (?:has|have|is|are) /.exec(reason ?? '')?.[1]
