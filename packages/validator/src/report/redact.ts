/** A text without access tokens: they open files as long as they live, and reports are kept and sent around. */
export const redact = (text: string): string =>
  text
    .replace(/(access_token(?:=|%3D))[^&"'\s\\<]+/gi, '$1…')
    .replace(/(Bearer )[^\s"\\<]+/g, '$1…')
    .replace(/(\\?"(?:AccessToken|access_token|refresh_token)\\?"\s*:\s*\\?")[^"\\]+/g, '$1…')
