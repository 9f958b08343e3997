/**
 * What the host page (`/open/:itemId`) needs to put an editor into its frame. The server writes it as JSON into
 * the page; there is no API route for it, as a launch must be one request. Query of the page: `action`
 * (edit | view), `editor`, `revision`, and any `wd*` parameters, which are passed on.
 */
export interface Launch {
  itemId: string
  /** with extension */
  name: string
  title: string
  favIconUrl?: string
  /** form POST target in the frame, all placeholders filled or removed */
  actionUrl: string
  /** the only origin whose messages are believed */
  frameOrigin: string
  accessToken: string
  /** absolute expiry, epoch milliseconds */
  accessTokenTtl: number
  userId: string
  ownerId: string
  action: 'edit' | 'view'
  /** the editing session's number, for people and logs */
  session: string
  editorName: string
  profile: 'microsoft' | 'collabora' | 'onlyoffice' | 'built-in'
  /** the portal's folder view of the file */
  closeUrl: string
  downloadUrl: string
  editUrl: string
  viewUrl: string
  /** Sharing and revisions panels of the portal for this file */
  revisionsUrl: string
  sharingUrl: string
  /** why it opened view-only, or in another editor than usual; shown once over the frame's corner */
  notice?: string
  /** a sign-in to Microsoft 365 may be all that editing wants, or editing there instead of here: the page that leads there and back */
  licenceUrl?: string
}

/** In place of a Launch when no editor can open the file: what happened and what still works. */
export interface LaunchFailure {
  itemId: string
  name: string
  heading: string
  /** sentences for people */
  text: string
  closeUrl: string
  /** absent when the user may not download */
  downloadUrl?: string
  /** the number that it is found by where the editor was at fault */
  session?: string
  /** other ways to open it */
  alternatives: { label: string; url: string }[]
}
