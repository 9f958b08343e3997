import type { Expected, SavedState } from '../suite/model.ts'
import { select, textOf } from './json-path.ts'
import type { WireResponse } from './transport.ts'

/** What the requests of one case remember for one another. A value that was empty or absent is remembered as ''. */
export type State = Map<string, string>

const PREFIX = '$State:'

class StateError extends Error {
  constructor(name: string, saved: boolean) {
    super(saved ? `"${name}" was saved without a value` : `"${name}" was never saved: the request that saves it did not run or failed`)
    this.name = 'StateError'
  }
}

export const initialState = (wopiSrc: string, accessToken: string): State =>
  new Map([
    ['OriginalWopiSrc', wopiSrc],
    ['OriginalAccessToken', accessToken],
  ])

/** The text itself, or what `$State:Name` stands for. Throws StateError where that has no value. */
export function resolve(state: ReadonlyMap<string, string>, text: string): string {
  if (!text.startsWith(PREFIX)) return text
  const name = text.slice(PREFIX.length)
  const value = state.get(name)
  if (!value) throw new StateError(name, value !== undefined)
  return value
}

/** What a clause compares with: a saved value where there is one, else the file's own; undefined = nothing to compare. */
export const expectedValue = (state: ReadonlyMap<string, string>, expected: Expected): string | undefined =>
  (expected.stateKey && state.get(expected.stateKey)) || expected.value

function savedValue(save: SavedState, response: WireResponse): string {
  if (save.from === 'Header') return response.headers.get(save.source.toLowerCase()) ?? ''
  try {
    return textOf(select(JSON.parse(new TextDecoder().decode(response.body)), save.source)) ?? ''
  } catch (error) {
    if (error instanceof SyntaxError) return ''
    throw error
  }
}

/** Remembers what a request asks for, even when its checks failed: clean-up needs the addresses. */
export function saveState(state: State, saves: readonly SavedState[], response: WireResponse): void {
  for (const save of saves) state.set(save.name, savedValue(save, response))
}
