import type { TestSuite } from './model.ts'

/** Several test files as one suite, groups in the order of the files. A name that two files use differently is an error. */
export function mergeSuites(suites: readonly TestSuite[]): TestSuite {
  const merged: TestSuite = { resources: new Map(), prerequisites: new Map(), groups: [] }
  for (const { resources, prerequisites, groups } of suites) {
    for (const [id, resource] of resources) merged.resources.set(id, resource)
    for (const [name, test] of prerequisites) merged.prerequisites.set(name, test)
    const twice = groups.find(({ name }) => merged.groups.some((group) => group.name === name))
    if (twice) throw new Error(`Two test files have a group ${twice.name}`)
    merged.groups.push(...groups)
  }
  return merged
}

export const caseCount = (suite: TestSuite): number => suite.groups.reduce((sum, { cases }) => sum + cases.length, 0)
