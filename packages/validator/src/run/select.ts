import type { TestCase, TestGroup, TestSuite } from '../suite/model.ts'

export type Category = 'WopiCore' | 'OfficeOnline' | 'OfficeNativeClient' | 'WopiCoauth'

export interface Selection {
  /** absent: every category. WopiCore cases always run, the others when they are named. */
  categories?: readonly Category[]
  groups?: readonly string[]
  /** names of cases */
  cases?: readonly string[]
  /** groups that wait for locks to expire; minutes */
  withDelays?: boolean
}

function wanted(test: TestCase, selection: Selection): boolean {
  if (selection.cases && !selection.cases.includes(test.name)) return false
  return !selection.categories || test.category === 'WopiCore' || selection.categories.some((category) => category === test.category)
}

export type Selected = TestGroup & { leftOut: string | undefined }

/** The groups and cases that a run is asked for; a group without cases left is not there at all. */
export function selectGroups(suite: TestSuite, selection: Selection): Selected[] {
  return suite.groups
    .filter((group) => !selection.groups || selection.groups.includes(group.name))
    .map((group) => ({
      ...group,
      cases: group.cases.filter((test) => wanted(test, selection)),
      leftOut: group.hasDelay && !selection.withDelays ? 'It waits for locks to expire, which takes minutes' : undefined,
    }))
    .filter((group) => group.cases.length > 0)
}
