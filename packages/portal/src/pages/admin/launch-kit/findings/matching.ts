import { LAUNCH_FLOWS, type LaunchFinding } from '@moorage/api'

/** Of that pass ('' is any), and with every one of these words, wherever in it. */
export function matching(
  { number, title, text, answer, flow, test, pass, ...rest }: LaunchFinding,
  words: string,
  ofPass: string,
): boolean {
  if (ofPass && String(pass) !== ofPass) return false
  const all = [`${number}.`, title, text, answer, flow && LAUNCH_FLOWS[flow].title, test, rest.addedBy, rest.changedBy]
    .join(' ')
    .toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}
