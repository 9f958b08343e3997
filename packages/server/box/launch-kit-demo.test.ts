import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { installedChromium } from '../src/chromium/chromium.ts'
import { COMMAND, cleanEnvironment } from './server.ts'

test('with nothing running and no data, the whole kit is rehearsed, written, and nothing else stays', async () => {
  const home = await mkdtemp(join(tmpdir(), 'moorage-demo-kit-'))
  const [out, temporary] = [join(home, 'kit'), join(home, 'tmp')]
  try {
    await promisify(execFile)('mkdir', [temporary])
    const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, 'launch', '--demo', '--out', out], {
      env: cleanEnvironment({ TMPDIR: temporary }),
      cwd: home,
    })
    expect(stdout).toMatch(/\d+ files in /)
    for (const profile of ['web', 'native', 'test-a', 'test-b']) {
      const report = JSON.parse(await readFile(join(out, `reports/${profile}.json`), 'utf8'))
      expect(report).toMatchObject({ rehearsal: 'REHEARSAL, NOT FOR SUBMISSION', profile, failed: 0, stale: false })
      expect(report.passed).toBeGreaterThan(50)
    }
    expect(await readFile(join(out, 'README.md'), 'utf8')).toMatch(/^REHEARSAL, NOT FOR SUBMISSION/)
    const films = await readFile(join(out, 'films/films.md'), 'utf8')
    if (installedChromium()) expect(films).toMatch(/films\/1-validation\.webm: \d+ seconds/)
    else expect(films).toContain('Not recorded yet.')
    expect(await readFile(join(out, 'calendar.md'), 'utf8')).not.toContain('The doctor')
    expect([await readdir(temporary), (await readdir(home)).sort()]).toEqual([[], ['kit', 'tmp']])
  } finally {
    await rm(home, { recursive: true })
  }
}, 900_000)
