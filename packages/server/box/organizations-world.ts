import type { Account, Me, Organization } from '@moorage/api'
import type { BoxServer, Visitor } from './server.ts'

export const PASSWORD = 'a password for tests'

/** The JSON of a good answer. */
export async function good<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

export const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

/** What a system administrator arranges by the API. */
export function arranging(server: BoxServer, admin: Visitor) {
  const organization = async (parentId: string, name: string, more: Record<string, unknown> = {}) =>
    good<Organization>(await admin.post('/api/admin/organizations', { parentId, name, ...more }))
  const person = async (organizationId: string, email: string, kind: Account['kind'] = 'standard') => {
    const body = { email, name: email.split('@')[0], kind, password: PASSWORD }
    return (await good<{ account: Account }>(await admin.post(`/api/admin/organizations/${organizationId}/accounts`, body))).account
  }
  const signedIn = async (email: string): Promise<Visitor> => {
    const visitor = server.visitor()
    await good<Me>(await visitor.post('/api/sign-in', { email, password: PASSWORD }))
    return visitor
  }
  const turn = (id: string, word: 'disable' | 'enable', who = admin) => who.post(`/api/admin/organizations/${id}/${word}`)
  return { organization, person, signedIn, turn }
}
