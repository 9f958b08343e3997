import type { RunEvent } from '@moorage/validator'

export type Outcome = 'passed' | 'failed' | 'skipped'

/** What became of every case in every profile. */
export class Matrix {
  readonly profiles: string[] = []
  readonly #cases = new Map<string, { group: string; outcomes: Map<string, Outcome> }>()

  /** Every case that the run was going to do counts as skipped until it is told otherwise. */
  add(profile: string, events: readonly RunEvent[]) {
    this.profiles.push(profile)
    for (const event of events) {
      if (event.type === 'run-started')
        for (const { name: group, cases } of event.groups) for (const name of cases) this.#set(profile, group, name, 'skipped')
      if (event.type === 'case-finished') this.#set(profile, event.group, event.result.name, event.result.status)
    }
  }

  #set(profile: string, group: string, name: string, outcome: Outcome) {
    const key = `${group}/${name}`
    const known = this.#cases.get(key) ?? { group, outcomes: new Map<string, Outcome>() }
    known.outcomes.set(profile, outcome)
    this.#cases.set(key, known)
  }

  get total() {
    return this.#cases.size
  }

  /** of one profile, or of all: passed somewhere and failed nowhere */
  passed(profile?: string): string[] {
    return this.#keys((outcomes) =>
      profile
        ? outcomes.get(profile) === 'passed'
        : [...outcomes.values()].includes('passed') && ![...outcomes.values()].includes('failed'),
    )
  }

  failed(): string[] {
    return this.#keys((outcomes) => [...outcomes.values()].includes('failed'))
  }

  /** Passed in no profile, and failed in none either: what a matrix without holes does not have. */
  untried(): string[] {
    return this.#keys((outcomes) => [...outcomes.values()].every((outcome) => outcome === 'skipped'))
  }

  #keys(wanted: (outcomes: Map<string, Outcome>) => boolean): string[] {
    return [...this.#cases].flatMap(([key, { outcomes }]) => (wanted(outcomes) ? key : []))
  }

  /** One line for each group, and for each case that failed or was tried nowhere. */
  groups(): { name: string; cases: number; passed: Record<string, number>; whole: number }[] {
    const names = [...new Set([...this.#cases.values()].map(({ group }) => group))]
    return names.map((name) => {
      const inGroup = (keys: string[]) => keys.filter((key) => key.startsWith(`${name}/`)).length
      return {
        name,
        cases: [...this.#cases.values()].filter(({ group }) => group === name).length,
        passed: Object.fromEntries(this.profiles.map((profile) => [profile, inGroup(this.passed(profile))])),
        whole: inGroup(this.passed()),
      }
    })
  }

  toString(): string {
    const groups = this.groups()
    const wide = Math.max(...groups.map(({ name }) => name.length))
    const line = (name: string, cells: (string | number)[]) =>
      `${name.padEnd(wide)}${cells.map((cell) => String(cell).padStart(9)).join('')}`
    const mark = '·'
    const failed = this.failed().length
    return [
      line('', [...this.profiles, 'together', 'cases']),
      ...groups.map(({ name, passed, whole, cases }) =>
        line(name, [...this.profiles.map((profile) => passed[profile] || mark), whole, cases]),
      ),
      line('passed', [...this.profiles.map((profile) => this.passed(profile).length), this.passed().length, this.total]),
      ...this.failed().map((key) => `failed: ${key}`),
      ...this.untried().map((key) => `tried in no profile: ${key}`),
      `${this.passed().length} of ${this.total} passed, ${failed} failed`,
    ].join('\n')
  }
}
