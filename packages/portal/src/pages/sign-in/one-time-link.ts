/** A one-time link carries its code behind the #, which browsers keep out of logs and referrers. */
export function codeOf(hash: string): string {
  const text = hash.slice(1)
  // some mail programs write the = as %3D
  return new URLSearchParams(text.replace(/^code%3D/i, 'code=')).get('code') ?? text
}
