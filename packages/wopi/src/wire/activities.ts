/** Somebody whom a comment names. `id` means something to `provider` only. */
export interface ActivityPerson {
  id: string
  name: string
  provider: string
  mentioned: boolean
  inThread: boolean
  repliedTo: boolean
}

/** What was done to a comment in a document, as the editor tells it. Every text is the client's: show it as text. */
export interface CommentActivity {
  /** unique for the client, case preserved; the same id again is the same activity */
  id: string
  /** epoch milliseconds; undefined when the client's text cannot be read */
  createdAt: number | undefined
  /** which comment; opaque */
  contentId: string
  /** where in the document it is; opaque */
  navigationId: string
  action: 'created' | 'updated' | 'deleted' | undefined
  text: string
  isReply: boolean
  people: ActivityPerson[]
}

/** One entry of the request, in its order. Without `comment` it is of a type that is not known here. */
export interface ActivityEntry {
  id: string
  comment?: CommentActivity
}

type Properties = Record<string, unknown>
const isObject = (value: unknown): value is Properties => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const objects = (value: unknown): Properties[] => (Array.isArray(value) ? value.filter(isObject) : [])

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.?(\d*)Z?$/

/** Epoch milliseconds. WOPI clients write a fraction without its dot: "2017-02-15T13:47:13000000Z". */
function timeOf(value: unknown): number | undefined {
  const [, seconds, fraction = ''] = TIME.exec(text(value)) ?? []
  const time = seconds === undefined ? Number.NaN : Date.parse(`${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  return Number.isNaN(time) ? undefined : time
}

function actionOf(value: unknown): CommentActivity['action'] {
  return value === 'created' || value === 'updated' || value === 'deleted' ? value : undefined
}

const personOf = (person: Properties): ActivityPerson => ({
  id: text(person.Id),
  name: text(person.Name),
  provider: text(person.Provider),
  mentioned: person.Mentioned === true,
  inThread: person.InThread === true,
  repliedTo: person.RepliedTo === true,
})

function commentOf(id: string, activity: Properties): CommentActivity {
  const data = isObject(activity.Data) ? activity.Data : {}
  return {
    id,
    createdAt: timeOf(activity.Created) ?? timeOf(activity.Timestamp),
    contentId: text(data.ContentId),
    navigationId: text(data.NavigationId),
    action: actionOf(data.ContentAction),
    text: text(data.CommentText),
    isReply: data.IsReply === true,
    people: objects(activity.People).map(personOf),
  }
}

/**
 * Reads the body of AddActivities; undefined when it is not one. Lenient within: what is unknown or misspelt counts
 * as absent, and an entry without an id, which nobody could be answered about, is passed over.
 */
export function readActivities(json: string): ActivityEntry[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
  if (!isObject(value) || !Array.isArray(value.Activities)) return undefined
  return objects(value.Activities).flatMap((activity) => {
    const id = text(activity.Id)
    if (!id) return []
    return text(activity.Type) === 'comment' ? [{ id, comment: commentOf(id, activity) }] : [{ id }]
  })
}
