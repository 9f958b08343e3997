/** A text without access tokens: they open files as long as they live, and reports are kept and sent around. */
export const redact = (text: string): string =>
  text
    // access_token, and the token that a FileUrl or a link has in its query; not the time that access_token_ttl tells
    .replace(/((?:\b|_|%3F|%26)token(?:=|%3D))[^&"'\s\\<]+/gi, '$1…')
    .replace(/(Bearer )[^\s"\\<]+/g, '$1…')
    .replace(/(\\?"(?:AccessToken|access_token|refresh_token)\\?"\s*:\s*\\?")[^"\\]+/g, '$1…')
