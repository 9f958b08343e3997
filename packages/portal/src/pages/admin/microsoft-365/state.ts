import type { Microsoft365 } from '@moorage/api'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'

const words = wordsMicrosoft365.state
export type StateName = 'off' | 'testing' | 'rehearsal' | 'production'

/** What the administrators call the state: Testing with the built-in editor in Microsoft's place is Rehearsal. */
export function stateName({ state, rehearsal }: Pick<Microsoft365, 'state' | 'rehearsal'>): StateName {
  return state === 'testing' && rehearsal ? 'rehearsal' : state
}

/** What is on for whom, in one or two sentences. */
export function stateSentence(now: Microsoft365): string {
  const name = stateName(now)
  if (name === 'off') return words.about.off
  if (name === 'production') return words.about.production(now.organizationsOn, now.testers.filter(({ staysOnTest }) => staysOnTest).length)
  return words.about[name](now.testers.length)
}

/** Whether the settings file or the environment says what the state is. */
export const fixedState = ({ fixed }: Microsoft365) =>
  fixed.find(({ setting }) => setting === 'WOPI_ENABLED') ?? fixed.find(({ setting }) => setting === 'WOPI_TESTING')

export const fixedAddress = ({ fixed }: Microsoft365, environment: 'test' | 'production') =>
  fixed.find(({ setting }) => setting === (environment === 'test' ? 'WOPI_TEST_URL' : 'WOPI_PRODUCTION_URL'))

/** Testing or Production would open Microsoft's own pages, and Microsoft could not answer this server. */
export function unreachableBy(now: Microsoft365, state: Microsoft365['state']): string | undefined {
  if (state === 'off' || !now.notPublic) return undefined
  const { url, defaultUrl } = state === 'testing' ? now.test : now.production
  return url === defaultUrl ? now.notPublic : undefined
}
