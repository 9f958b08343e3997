import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connect } from './connect.ts'
import { migrate } from './migrate.ts'
import { first } from './migrations/0001-first.ts'

test('a database of the first schema keeps what is in it and learns profiles and activities', () => {
  const folder = mkdtempSync(join(tmpdir(), 'moorage-migrate-'))
  const connection = connect(join(folder, 'moorage.db'))
  try {
    connection.exec(`create table migration (number integer primary key, at bigint not null); ${first}`)
    connection.exec(`
      insert into migration values (1, 1);
      insert into organization (id, name, slug, created_at) values ('o', 'Example', 'example', 1);
      insert into account (organization_id, id, email, email_key, name, kind, password_hash, created_at) values ('o', 'a', 'e', 'e', 'Anna', 'standard', '-', 1);
      insert into root values ('o', 'r', 'personal', 'My Files', 'a', 1);
      insert into node (organization_id, id, root_id, kind, name, name_key, name_sort, created_at, created_by, modified_at, modified_by, modified_by_name)
        values ('o', 'r', 'r', 'folder', 'My Files', 'my files', 'my files', 1, 'a', 1, 'a', 'Anna');
      insert into access_grant (organization_id, id, account_id, client, node_id, ceiling, created_at, expires_at) values ('o', 'g', 'a', 'test', 'r', 'edit', 1, 2)`)
    migrate(connection)
    expect(connection.prepare('select id, profile from access_grant').all()).toMatchObject([{ id: 'g', profile: null }])
    expect(connection.prepare('select name, name_key from account').all()).toMatchObject([{ name: 'Anna', name_key: 'anna' }])
    expect(connection.prepare('select * from activity').all()).toEqual([])
    expect(connection.prepare('select * from oauth_state').all()).toEqual([])
    for (const table of ['launch_finding', 'launch_finding_change', 'launch_screenshot'])
      expect(connection.prepare(`select * from ${table}`).all()).toEqual([])
    expect(connection.prepare('select id, parent_id from organization order by id').all()).toMatchObject([
      { id: 'allorganizations2222222222', parent_id: null },
      { id: 'o', parent_id: 'allorganizations2222222222' },
    ])
    migrate(connection)
    expect(connection.prepare('select number from migration order by number').all()).toMatchObject([
      { number: 1 },
      { number: 2 },
      { number: 3 },
      { number: 4 },
      { number: 5 },
      { number: 6 },
      { number: 7 },
      { number: 8 },
      { number: 9 },
      { number: 10 },
      { number: 11 },
      { number: 12 },
      { number: 13 },
    ])
  } finally {
    connection.close()
    rmSync(folder, { recursive: true })
  }
})
