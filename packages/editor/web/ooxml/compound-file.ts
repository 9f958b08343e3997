/** OLE2: what an encrypted package begins with, and every document of before 2007. */
export const isCompoundFile = (bytes: Uint8Array): boolean => [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte)

/** A compound file that a password keeps closed. */
export const isEncrypted = (bytes: Uint8Array): boolean => isCompoundFile(bytes) && includesUtf16(bytes, 'EncryptedPackage')

function includesUtf16(bytes: Uint8Array, word: string): boolean {
  const codes = [...word].flatMap((letter) => [letter.charCodeAt(0), 0])
  for (let at = bytes.indexOf(codes[0] ?? 0); at >= 0; at = bytes.indexOf(codes[0] ?? 0, at + 1))
    if (codes.every((byte, index) => bytes[at + index] === byte)) return true
  return false
}
