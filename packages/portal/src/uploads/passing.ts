/** No answer at all; 408: the line was silent for too long; 423: another request has the upload; 429: too many. */
const PASSING = new Set([0, 408, 423, 429])

/** Whether an upload that was answered so goes on by itself where it was; anything else is told to whoever sends it. */
export const isPassing = (status: number): boolean => PASSING.has(status) || status >= 502
