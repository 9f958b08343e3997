import type { RelativeTarget } from '../host/store.ts'
import { HEADERS } from '../wire/headers.ts'
import { encodeUtf7 } from '../wire/utf7.ts'

/** The name that a new file shall have. WOPI: one of two headers, never both. */
export const targetHeaders = (target: RelativeTarget): Record<string, string> =>
  target.mode === 'suggested'
    ? { [HEADERS.suggestedTarget]: encodeUtf7(target.name) }
    : { [HEADERS.relativeTarget]: encodeUtf7(target.name), [HEADERS.overwriteRelativeTarget]: String(target.overwrite) }
