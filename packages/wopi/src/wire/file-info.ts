/** CheckFileInfo's answer. Helper W completes this. */
export interface CheckFileInfo {
  BaseFileName: string
}
