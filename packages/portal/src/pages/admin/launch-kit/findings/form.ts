import { FINDING_FIELDS, FINDING_STATES, type FindingField, LAUNCH_FLOWS, type LaunchFinding, type LaunchFlowName } from '@moorage/api'

/** The form's fields as they are typed. */
export type Form = Record<FindingField, string>
const FIELDS = Object.keys(FINDING_FIELDS) as FindingField[]

export const formOf = (finding: LaunchFinding | undefined, pass: number): Form => ({
  title: finding?.title ?? '',
  text: finding?.text ?? '',
  pass: String(finding?.pass ?? pass),
  flow: finding?.flow ?? '',
  test: finding?.test ?? '',
  answer: finding?.answer ?? '',
  state: finding?.state ?? 'new',
})

export const isPass = (text: string) => /^[1-9]\d?$/.test(text.trim())

const sentAs = (field: FindingField, text: string) => {
  if (field === 'pass') return Number(text)
  if (field === 'flow' || field === 'test') return text.trim() || null
  return text
}

/** What was changed since `before`, as the API takes it. */
export const changesBetween = (before: Form, after: Form): Record<string, unknown> =>
  Object.fromEntries(FIELDS.filter((field) => after[field] !== before[field]).map((field) => [field, sentAs(field, after[field])]))

/** As people read a field's value. */
export function shown(field: FindingField, text: string): string {
  if (field === 'state') return FINDING_STATES[text as keyof typeof FINDING_STATES] ?? text
  if (field === 'flow') return LAUNCH_FLOWS[text as LaunchFlowName]?.title ?? ''
  return text
}

/**
 * When somebody else saved first: mine where only I changed a field, theirs where only they did, and of the fields that
 * both changed mine, with theirs beside it.
 */
export function merge(before: Form, mine: Form, theirs: Form): { form: Form; theirs: Partial<Form> } {
  const form = { ...mine }
  const clashes: Partial<Form> = {}
  for (const field of FIELDS) {
    if (mine[field] === before[field]) form[field] = theirs[field]
    else if (theirs[field] !== before[field] && theirs[field] !== mine[field]) clashes[field] = theirs[field]
  }
  return { form, theirs: clashes }
}
