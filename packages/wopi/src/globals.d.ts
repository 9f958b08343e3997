/**
 * What every JavaScript runtime has (browsers, Node, Deno, Bun, workers), and no more: this package must compile
 * without the types of any of them, so that nothing here can lean on a window, a socket or a disk.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array
}

declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string
}

declare class URLSearchParams {
  constructor(query?: string)
  get(name: string): string | null
}

declare class URL {
  constructor(url: string, base?: string)
  readonly href: string
  readonly origin: string
  readonly protocol: string
  readonly hostname: string
  readonly pathname: string
  readonly search: string
  readonly searchParams: URLSearchParams
  readonly username: string
  readonly password: string
}

declare function atob(base64: string): string
declare function btoa(binary: string): string

declare const crypto: { getRandomValues<T extends Uint8Array>(bytes: T): T }
