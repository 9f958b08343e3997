import { dateIn, SPANS, type Span, timesOf } from '../activity/filter.ts'

/** What the list is narrowed down to, as it stands in its address. */
export interface Filter {
  organization: string | undefined
  person: string | undefined
  /** an id or a link */
  file: string | undefined
  editor: string | undefined
  stage: string | undefined
  trouble: boolean
  /** as it was typed; nothing else counts then */
  number: string | undefined
  span: Span
  from: string | undefined
  to: string | undefined
}

/** Whatever is not understood is left out. */
export function filterOf(params: URLSearchParams): Filter {
  const text = (name: string) => params.get(name)?.trim() || undefined
  return {
    organization: text('organization'),
    person: text('person'),
    file: text('file'),
    editor: /^[a-z0-9-]{1,30}$/.test(params.get('editor') ?? '') ? text('editor') : undefined,
    stage: text('stage'),
    trouble: params.get('trouble') === 'yes',
    number: text('number'),
    span: SPANS.find((span) => span === params.get('span')) ?? 'week',
    from: dateIn(params, 'from'),
    to: dateIn(params, 'to'),
  }
}

/** As the API takes it. A number is looked for whenever it was. */
export function queryOf({ organization, person, file, editor, stage, trouble, number, ...times }: Filter, now: number) {
  const within = organization ? { organizationId: organization } : {}
  if (number) return { ...within, number }
  return {
    ...within,
    ...(person ? { accountId: person } : {}),
    ...(file ? { file } : {}),
    ...(editor ? { editor } : {}),
    ...(stage ? { stage } : {}),
    ...(trouble ? { trouble } : {}),
    ...timesOf(times, now),
  }
}
