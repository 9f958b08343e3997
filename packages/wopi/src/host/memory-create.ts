import { decide } from './lock.ts'
import type { MemoryActor, MemoryFolder, MemoryWorld } from './memory-world.ts'
import { freeName, nameProblem, suggestedName } from './names.ts'
import type { RelativeResult, RelativeTarget } from './store.ts'

/** A new file in a folder, beside a source or alone, with the rules of PutRelativeFile and CreateChildFile. */
export function createFile(
  world: MemoryWorld,
  actor: MemoryActor,
  folder: MemoryFolder,
  target: RelativeTarget,
  { sourceName, content, action }: { sourceName: string; content: Uint8Array; action: 'edit' | 'editnew' },
): RelativeResult {
  const taken = (name: string) => world.named(folder, name) !== undefined
  const name = target.mode === 'exact' ? target.name : freeName(suggestedName(sourceName, target.name), taken)
  const problem = nameProblem(name)
  if (problem) return { outcome: 'name-illegal', reason: problem }
  const present = world.named(folder, name)
  if (present && !(target.mode === 'exact' && target.overwrite && 'content' in present)) {
    return { outcome: 'name-taken', suggestion: freeName(name, taken) }
  }
  if (present && 'content' in present) {
    const decision = decide(present.lock, { operation: 'DeleteFile' }, world.now())
    if (decision.outcome === 'conflict') return decision
    world.overwrite(present, content)
  }
  const { id } = present ?? world.addFile(name, content, folder)
  return {
    outcome: 'ok',
    name,
    url: world.urlFor(actor, { kind: 'file', id }),
    hostViewUrl: world.pageFor('view', id),
    hostEditUrl: world.pageFor(action, id),
  }
}
