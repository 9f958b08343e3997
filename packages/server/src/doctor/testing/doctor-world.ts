import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { newId } from '../../access/new-id.ts'
import { openApp } from '../../app.ts'
import { readSettings } from '../../config.ts'
import { databaseFile } from '../../data-folder.ts'
import { receive } from '../../files/content.ts'
import { createLog } from '../../log.ts'
import { connect } from '../../storage/db/connect.ts'
import { ask } from '../ask.ts'
import type { Finding, World } from '../check.ts'
import { CHECKS } from '../checks.ts'

/** A real data folder with an organization and one file in it, and the doctor's checks to make of it one by one. */
export async function openDoctorWorld(settings = '', { demo = false }: { demo?: boolean } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'moorage-doctor-'))
  const path = join(folder, 'moorage.yaml')
  const read = (text: string) => readSettings({ file: { path, text }, environment: {}, dataFolder: folder, demo })
  const { config, values } = read(settings)
  const { app, close } = await openApp(config, createLog('silent'))
  const organizationId = newId()
  const anna = { id: newId(), name: 'Anna', email: 'anna@example.test', passwordHash: '-', now: Date.now() }
  await app.db.transact('setUpInstallation', {
    organization: { id: organizationId, name: 'Example', quota: null },
    person: { ...anna, id: newId(), name: 'Ada', email: 'ada@example.test' },
    codeHash: undefined,
  })
  const parentId = await app.db.transact('createAccount', { ...anna, organizationId, kind: 'standard' })
  const world: World = { app, ask, editors: [], signal: new AbortController().signal }

  return {
    app,
    folder,
    path,
    values,
    read,
    organizationId,
    anna,
    file: async (name: string, content: string) => {
      const id = newId()
      const received = await receive(app, { organizationId, fileId: id, maxSize: 1e9 }, Readable.from([Buffer.from(content)]))
      const made = { organizationId, parentId, id, name, received, kind: 'upload', accountId: anna.id, now: Date.now() } as const
      await app.db.transact('createFile', made)
      return { id, blob: join(folder, 'blobs', ...received.blobKey.split('/')) }
    },
    look: (id: string): Promise<Finding> => lookAt(world, id),
    /** with the world as it would be under other settings */
    lookUnder: (text: string, id: string) => lookAt({ ...world, app: { ...app, config: read(text).config } }, id),
    /** writes past the domain, to arrange what it would not */
    arrange: (script: string) => {
      const connection = connect(databaseFile(folder))
      connection.exec(script)
      connection.close()
    },
    close: async () => {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function lookAt(world: World, id: string): Promise<Finding> {
  const check = CHECKS.find((one) => one.id === id)
  if (!check || 'lookAt' in check) throw new Error(`there is no check ${id} of the server`)
  return 'lookIn' in check ? check.lookIn(world.app) : check.look(world)
}

export type DoctorWorld = Awaited<ReturnType<typeof openDoctorWorld>>
