/** One file of what goes to Microsoft. `name` is relative, with forward slashes; `path` leads to one that lies on the disk. */
export interface KitFile {
  name: string
  content: string | { path: string }
}
