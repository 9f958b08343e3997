import type { Account, Item, Mail, Me, Organization, Revision, TeamShare, UnsavedWork } from '@moorage/api'
import { SMTPServer } from 'smtp-server'
import { upload } from './files-upload.ts'
import { startServer, type Visitor } from './server.ts'
import { FakeEditor, signedSend } from './wopi-editor.ts'
import { launched } from './wopi-launches.ts'
import { eventually } from './wopi-requests.ts'

export const NOBODY = 'a'.repeat(26)
const PASSWORD = 'a password of the test'

/** The JSON of a good answer. */
export async function json<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Takes every mail and keeps none. */
async function startMailServer() {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, callback) => stream.resume().on('end', () => callback()),
  })
  const port = await new Promise<number>((resolve) => {
    const listening = smtp.listen(0, '127.0.0.1', () => resolve((listening.address() as { port: number }).port))
  })
  return { url: `smtp://127.0.0.1:${port}`, stop: () => new Promise<void>((resolve) => smtp.close(() => resolve())) }
}

/** The demo's server with an editor that signs and a mail server, and what tests do on it again and again. */
export async function startPlace() {
  const editor = await FakeEditor.start()
  const mail = await startMailServer()
  const server = await startServer({
    environment: { MOORAGE_EDITORS: editor.entry(), MOORAGE_SMTP_URL: mail.url, MOORAGE_MAIL_FROM: 'Moorage <files@example.com>' },
  })
  await eventually(() => editor.fetched > 0, 'discovery is fetched at start')
  const [admin, anna, ben] = [await server.signIn('admin@demo.test'), await server.signIn(), await server.signIn('ben@demo.test')]
  const mes = { admin: await admin.get<Me>('/api/me'), anna: await anna.get<Me>('/api/me'), ben: await ben.get<Me>('/api/me') }
  let made = 0
  const fresh = (name: string) => `${name} ${++made}`
  /** opened and locked by somebody in the editor that signs; `send` is what it then sends */
  const editing = async (who: Visitor, itemId: string) => {
    const held = await launched(who, itemId, '?editor=collabora')
    const send = (override: string, lock: string, body?: string) =>
      signedSend(
        editor.current,
        'POST',
        held,
        override === 'PUT' ? '/contents' : '',
        { 'X-WOPI-Override': override, 'X-WOPI-Lock': lock },
        body,
      )
    const { status } = await send('LOCK', 'cool-lock')
    if (status !== 200) throw new Error(`the lock was answered ${status}`)
    return send
  }
  return {
    server,
    editor,
    ...{ admin, anna, ben, mes },
    organizationId: mes.anna.organization.id,
    projects: mes.anna.teamShares[0]?.id ?? '',
    fresh,
    folder: async (who: Visitor, folderId: string, name = fresh('Folder')) =>
      json<Item>(await who.post(`/api/folders/${folderId}/folders`, { name })),
    file: async (who: Visitor, folderId: string, name = `${fresh('plan')}.txt`, content = 'text') =>
      (await upload(who, { folderId, name, onClash: 'replace' }, Buffer.from(content))).itemId ?? '',
    revisions: async (who: Visitor, itemId: string) =>
      (await who.get<{ revisions: Revision[] }>(`/api/items/${itemId}/revisions`)).revisions,
    editing,
    /** a save that was refused and kept */
    unsaved: async (who: Visitor, itemId: string) => {
      const send = await editing(who, itemId)
      await send('PUT', 'another-lock', 'typed in vain')
      await send('UNLOCK', 'cool-lock')
      const { unsaved } = await who.get<{ unsaved: UnsavedWork[] }>('/api/unsaved')
      return unsaved.find((work) => work.itemId === itemId)?.id ?? ''
    },
    organization: async (name = fresh('Company')) => {
      const all = await admin.get<{ organizations: Organization[] }>('/api/admin/organizations')
      return json<Organization>(await admin.post('/api/admin/organizations', { parentId: all.organizations[0]?.id, name }))
    },
    account: async (organizationId: string, name: string, kind = 'standard', invited = false) => {
      const email = `${name.toLowerCase().replace(/\W+/g, '.')}@example.test`
      const body = { email, name, kind, ...(invited ? {} : { password: PASSWORD }) }
      const answer = await admin.post(`/api/admin/organizations/${organizationId}/accounts`, body)
      return json<{ account: Account; mailId?: string }>(answer)
    },
    signIn: async (email: string) => {
      const visitor = server.visitor()
      await json(await visitor.post('/api/sign-in', { email, password: PASSWORD }))
      return visitor
    },
    mailTo: async (email: string) => (await admin.get<{ mails: Mail[] }>('/api/admin/mail')).mails.find(({ to }) => to === email),
    teamShare: async (organizationId: string, name = fresh('Share')) =>
      json<TeamShare>(await admin.post(`/api/admin/organizations/${organizationId}/team-shares`, { name })),
    stop: async () => {
      await server.stop()
      await Promise.all([editor.stop(), mail.stop()])
    },
  }
}
export type Place = Awaited<ReturnType<typeof startPlace>>
