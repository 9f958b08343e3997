import type { Item, Me } from '@moorage/api'
import { call } from '../../../api/call.ts'

const NAME = 'Validation.wopitest'
const isOurs = (item: Item) => item.kind === 'file' && item.extension === 'wopitest' && !item.deletedAt

/** A file for the tests in this person's My Files; undefined when there is none yet. */
export async function findValidationFile({ myFiles }: Pick<Me, 'myFiles'>): Promise<Item | undefined> {
  const { results } = await call('search', { query: { q: 'wopitest', limit: 50 } })
  const own = results.map(({ item }) => item).filter((item) => isOurs(item) && item.rootId === myFiles.id)
  return own.find(({ name }) => name === NAME) ?? own[0]
}

/** Makes the file as New would: an empty text, then its name, as tests look at nothing but the ending. */
export async function makeValidationFile({ myFiles }: Pick<Me, 'myFiles'>): Promise<Item> {
  const made = await call('createFile', { params: { folderId: myFiles.id }, body: { name: `Validation ${Date.now()}`, type: 'text' } })
  return call('renameItem', { params: { itemId: made.id }, body: { name: NAME } })
}
