import type { Organization } from '@moorage/api'

export interface Node extends Organization {
  /** 0 is the highest that one may see */
  depth: number
}

/** Organizations as the server lists them: parents before children, siblings by name. */
export class Tree {
  /** depth first: below each organization those of it, as a tree is read */
  readonly all: readonly Node[]
  readonly #byId: ReadonlyMap<string, Node>
  readonly #children: ReadonlyMap<string | undefined, readonly Organization[]>

  constructor(organizations: readonly Organization[]) {
    const known = new Set(organizations.map(({ id }) => id))
    const children = new Map<string | undefined, Organization[]>()
    for (const organization of organizations) {
      const above = organization.parentId && known.has(organization.parentId) ? organization.parentId : undefined
      const siblings = children.get(above)
      if (siblings) siblings.push(organization)
      else children.set(above, [organization])
    }
    const all: Node[] = []
    const walk = (parentId: string | undefined, depth: number) => {
      for (const organization of children.get(parentId) ?? []) {
        all.push({ ...organization, depth })
        walk(organization.id, depth + 1)
      }
    }
    walk(undefined, 0)
    this.all = all
    this.#children = children
    this.#byId = new Map(all.map((node) => [node.id, node]))
  }

  get root(): Node | undefined {
    return this.all[0]
  }
  get(id: string): Node | undefined {
    return this.#byId.get(id)
  }
  /** those directly below it */
  children(id: string): readonly Organization[] {
    return this.#children.get(id) ?? []
  }
  /** itself and all below it */
  below(id: string): Node[] {
    const from = this.all.findIndex((node) => node.id === id)
    const first = this.all[from]
    if (!first) return []
    const rest = this.all.slice(from + 1)
    const end = rest.findIndex(({ depth }) => depth <= first.depth)
    return [first, ...(end < 0 ? rest : rest.slice(0, end))]
  }
  /** all that have others below them, but the highest: what can be folded away without an empty page */
  get foldable(): string[] {
    return this.all.filter(({ id, depth }) => depth > 0 && this.#children.has(id)).map(({ id }) => id)
  }
  /** without what is below a folded one */
  unfolded(folded: ReadonlySet<string>): Node[] {
    let hiddenBelow = Number.POSITIVE_INFINITY
    return this.all.filter(({ id, depth }) => {
      if (depth > hiddenBelow) return false
      hiddenBelow = folded.has(id) ? depth : Number.POSITIVE_INFINITY
      return true
    })
  }
  /** whose name or hostname has all words of `q` in it */
  search(q: string): Node[] {
    const words = q.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    return this.all.filter(({ name, hostname = '' }) => {
      const text = `${name} ${hostname}`.toLocaleLowerCase()
      return words.every((word) => text.includes(word))
    })
  }
  /** from the highest down to the one above it */
  above(id: string): Node[] {
    const node = this.#byId.get(id)
    const parent = node?.parentId ? this.#byId.get(node.parentId) : undefined
    return parent ? [...this.above(parent.id), parent] : []
  }
}

/** "All Organizations" is there to hold the others: nobody and nothing lives in it. */
export const holdsPeople = (organization: Organization): boolean => organization.slug !== 'all-organizations'
