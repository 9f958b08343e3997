/** Another way to see a text, beside it. */
export interface Preview {
  label: string
  /** gives a function that shows a text in the container */
  open(container: HTMLElement): (text: string) => void
}
