import type { Item } from '@moorage/api'
import { useMemo } from 'react'
import { call } from '../api/call.ts'
import { asProblem } from '../api/problem.ts'
import { useAskClash } from '../dialogs/clash.tsx'
import { undoing, useNotify } from '../notify.tsx'
import { words } from '../words.ts'

/** ids per call: the most that the server takes */
const BATCH = 1000

export interface Operations {
  /** rejects with an ApiProblem, to be shown under the field */
  rename(item: Item, name: string): Promise<void>
  move(items: Item[], to: Pick<Item, 'id' | 'name'>): Promise<void>
  copy(items: Item[], to: Pick<Item, 'id' | 'name'>): Promise<void>
  remove(items: Item[]): Promise<void>
  restore(items: Item[]): Promise<void>
}

function batches<T>(all: T[]): T[][] {
  const made: T[][] = []
  for (let at = 0; at < all.length; at += BATCH) made.push(all.slice(at, at + BATCH))
  return made
}
const idsOf = (items: Item[]) => items.map((item) => item.id)
const namesOf = (items: Item[]) => items.map((item) => item.name)

/** What changes items, each with its Undo. `refresh` reads the list again; `onProblem` shows what failed in the list. */
export function useOperations(refresh: () => Promise<void>, onProblem: (error: unknown) => void): Operations {
  const notify = useNotify()
  const ask = useAskClash()

  return useMemo(() => {
    const guarded = async (work: () => Promise<void>) => {
      try {
        await work()
      } catch (error) {
        onProblem(error)
      }
      await refresh()
    }
    const undo = (work: () => Promise<unknown>, then: string) =>
      undoing(
        () =>
          void guarded(async () => {
            await work()
            notify.done(then)
          }),
      )

    /** Moves all; where a name is taken asks, and goes on with the others. */
    async function moveAsking(items: Item[], to: Pick<Item, 'id' | 'name'>) {
      const moved: { item: Item; from: string }[] = []
      let left = items
      let onClash: 'fail' | 'keep-both' | 'replace' = 'fail'
      while (left.length > 0) {
        const now = left.slice(0, BATCH)
        try {
          moved.push(...(await call('moveItems', { body: { ids: idsOf(now), to: to.id, onClash } })).moved)
          left = left.slice(now.length)
        } catch (error) {
          const problem = asProblem(error)
          const clashing = now.find((item) => item.name === problem.data.name) ?? (now.length === 1 ? now[0] : undefined)
          if (problem.code !== 'NAME_TAKEN' || onClash !== 'fail' || !clashing) throw error
          const answer = await ask({
            name: clashing.name,
            text: words.clash.moveText(to.name),
            others: left.length > 1 ? left.length - 1 : undefined,
            noReplace: clashing.kind === 'folder',
          })
          if (answer.choice === 'skip') {
            left = answer.forAll ? [] : left.filter((item) => item !== clashing)
          } else if (answer.forAll) {
            onClash = answer.choice
          } else {
            moved.push(...(await call('moveItems', { body: { ids: [clashing.id], to: to.id, onClash: answer.choice } })).moved)
            left = left.filter((item) => item !== clashing)
          }
        }
      }
      return moved
    }

    async function moveBack(moved: { item: Item; from: string }[]) {
      for (const from of new Set(moved.map((one) => one.from))) {
        for (const some of batches(moved.filter((one) => one.from === from))) {
          await call('moveItems', { body: { ids: some.map((one) => one.item.id), to: from, onClash: 'keep-both' } })
        }
      }
    }

    const removeAll = async (ids: string[]) => {
      for (const some of batches(ids)) await call('deleteItems', { body: { ids: some } })
    }
    const restoreAll = async (ids: string[]) => {
      for (const some of batches(ids)) await call('restoreItems', { body: { ids: some } })
    }

    return {
      async rename(item, name) {
        const before = item.name
        await call('renameItem', { params: { itemId: item.id }, body: { name } })
        notify.done(
          words.done.renamed(name),
          undo(() => call('renameItem', { params: { itemId: item.id }, body: { name: before } }), words.done.renamed(before)),
        )
        await refresh()
      },
      move: (items, to) =>
        guarded(async () => {
          const moved = await moveAsking(items, to)
          if (moved.length === 0) return
          const names = moved.map((one) => one.item.name)
          notify.done(
            words.done.moved(names, to.name),
            undo(() => moveBack(moved), words.done.movedBack),
          )
        }),
      copy: (items, to) =>
        guarded(async () => {
          const copies: Item[] = []
          for (const some of batches(items)) copies.push(...(await call('copyItems', { body: { ids: idsOf(some), to: to.id } })).copies)
          notify.done(
            words.done.copied(namesOf(items), to.name),
            undo(() => removeAll(idsOf(copies)), words.done.copyUndone),
          )
        }),
      remove: (items) =>
        guarded(async () => {
          await removeAll(idsOf(items))
          notify.done(
            words.done.deleted(namesOf(items)),
            undo(() => restoreAll(idsOf(items)), words.done.restored(namesOf(items))),
          )
        }),
      restore: (items) =>
        guarded(async () => {
          await restoreAll(idsOf(items))
          notify.done(
            words.done.restored(namesOf(items)),
            undo(() => removeAll(idsOf(items)), words.done.deleted(namesOf(items))),
          )
        }),
    }
  }, [refresh, onProblem, notify, ask])
}
