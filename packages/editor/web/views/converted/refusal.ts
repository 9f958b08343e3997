const DOWNLOAD = 'Download it to open it.'

/** Why the server did not convert a file, for people; `status` is its answer to /relay/converted and /relay/convert. */
export function refusalText(extension: string, status: number): string {
  switch (status) {
    case 0:
      return 'The server can’t be reached. Check your connection and try again.'
    case 401:
      return 'Your access to this document has ended. Close this tab and open it again.'
    case 404:
      return 'This document isn’t here any more, or isn’t shared with you.'
    case 413:
      return `This file is too large to be shown here. ${DOWNLOAD}`
    case 415:
      return `This is not a .${extension} file, whatever its name says. ${DOWNLOAD}`
    case 422:
      return `This file can’t be shown here: it is damaged, or protected with a password. ${DOWNLOAD}`
    case 501:
      return `.${extension} files can’t be shown here. ${DOWNLOAD}`
    case 503:
      return 'The server is busy with other documents just now. Try again in a moment, or download it.'
    case 504:
      return `It takes too long to show this file here. ${DOWNLOAD}`
    default:
      return 'The server could not show this file just now. Try again in a moment, or download it.'
  }
}
