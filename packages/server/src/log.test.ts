import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('log.ts', import.meta.url))

test('a token or a query that is logged by mistake does not come out', () => {
  const token = 'abcdefghijklmnopqrstuvwxyz234567abcdefghijkl'
  const program = `
    import { createLog } from ${JSON.stringify(source)}
    const log = createLog('info')
    log.info({ url: '/wopi/files/x?access_token=${token}&wdorigin=1' }, 'GET:/edit?code=secret not found')
    log.error({ err: new Error('fetch https://host.example/wopi/files/x/contents?sc=secret failed, ${token}') }, 'failed')
    log.info('why not? because')`
  // the log goes to its process's own standard error
  const { stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { encoding: 'utf8' })
  expect(stderr).not.toContain(token)
  expect(stderr).not.toContain('secret')
  expect(stderr).toContain('/wopi/files/x?[query]')
  expect(stderr).toContain('why not? because')
})

test('passwords, cookies, codes and places of this machine do not come out either', () => {
  const program = `
    import { createLog } from ${JSON.stringify(source)}
    const log = createLog('debug', ['/srv/moorage'])
    log.debug({ body: { password: 'hush "quoted"', newPassword: 'hush', clientSecret: 'hush' } }, 'Authorization: Bearer hush')
    log.info({ headers: { cookie: 'moorage_session=hush; theme=dark' }, link: 'https://files.example/set-up#code=hush' }, 'moorage_session=hush')
    log.error({ err: new Error("ENOENT: no such file, open '/srv/moorage/blobs/ab/cd'") }, 'failed')`
  const { stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { encoding: 'utf8' })
  expect(stderr.split('\n').filter(Boolean)).toHaveLength(3)
  for (const line of stderr.split('\n').filter(Boolean)) expect(() => JSON.parse(line)).not.toThrow()
  expect(stderr).not.toContain('hush')
  expect(stderr).not.toContain('/srv/moorage')
  expect(stderr).not.toMatch(/\/\w+\/.*node_modules/)
})
