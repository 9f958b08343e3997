/** Times in milliseconds, sizes in bytes, origins without trailing slash. */
export interface Config {
  dataFolder: string
  demo: boolean
  /** the `test` client exists */
  testClient: boolean
  /** host page, API, downloads: http://localhost:8080 */
  portalOrigin: string
  /** WOPI only: http://localhost:8081 */
  wopiOrigin: string
  /** the built-in editor: http://localhost:8082 */
  editorOrigin: string
  /** one row per WOPI client beside the built-in one */
  editors: EditorConfig[]
  maxFileSize: number
  rescueRevisions: boolean
}

export interface EditorConfig {
  /** letters and digits */
  id: string
  name: string
  discoveryUrl: string
  proof: 'required' | 'if-present' | 'off'
  profile: 'microsoft' | 'collabora' | 'onlyoffice' | 'built-in'
  /** WOPI host name for this editor; default the WOPI origin */
  wopiOrigin?: string
  order: number
}
