/** One request as it goes out. `url` must arrive byte for byte: proofs are over it. */
export interface WireRequest {
  method: 'GET' | 'POST'
  url: string
  headers: [name: string, value: string][]
  /** undefined: no body (a POST then says Content-Length: 0) */
  body: Uint8Array | undefined
}

export interface WireResponse {
  status: number
  /** names in lower case; an empty value is kept */
  headers: Map<string, string>
  body: Uint8Array
}

/** Sends a request, follows no redirect, decodes no content encoding. Rejects when there is no answer. */
export type Transport = (request: WireRequest) => Promise<WireResponse>

/** A file of the fixtures folder, by a path with `/`: `JsonSchemas/X.json`, `Resources/…/FileStream`. */
export type ReadFixture = (path: string) => Promise<Uint8Array>

/** RSA PKCS#1 v1.5 with SHA-256 by the client's current or its previous key. */
export interface Signer {
  current(data: Uint8Array): Uint8Array | Promise<Uint8Array>
  old(data: Uint8Array): Uint8Array | Promise<Uint8Array>
}
