import { type Trial, tryOffice } from '@moorage/editor'
import { type Finding, type Folder, type FolderCheck, failure, notApplicable, ok, warning } from '../check.ts'

const PATIENCE_MS = 30_000
const INSTALL = 'apt install --no-install-recommends libreoffice-writer libreoffice-calc libreoffice-impress'
const FENCES = {
  full: 'fenced in without a network or sight of the data folder',
  network: 'fenced in without a network',
  bounds: 'bounded in time and memory only: this machine allows no namespaces',
}

/** A document of one word is converted as somebody's would be. */
export async function lookAtLibreOffice({ config }: Pick<Folder, 'config'>, patience = PATIENCE_MS): Promise<Finding> {
  const { libreOffice: program, dataFolder } = config
  if (program === 'off') return notApplicable('Switched off (libreOffice)')
  const trial = await tryOffice({ program, hidden: dataFolder, patience })
  const why = 'Files of the formats .doc, .xls, .ppt, .odt, .ods and .odp can be downloaded, but not shown or converted.'
  switch (trial.outcome) {
    case 'ok':
      return converted(trial)
    case 'not-found':
      return program === 'auto'
        ? notApplicable(`Not installed: old formats are offered for download only. To show them: ${INSTALL}`)
        : warning('There is no program at the path of the setting libreOffice', { why, change: `Correct libreOffice, or: ${INSTALL}` })
    case 'too-slow':
      return failure(`A document of one word was not converted within ${patience / 1000} seconds`, {
        why,
        change: 'Look at the load of this machine, and run “soffice --headless --convert-to pdf” by hand on any .odt file.',
      })
    case 'unreadable':
      return failure('It did not convert a document of one word', { why, change: `Install the parts that read documents: ${INSTALL}` })
  }
}

/** @internal exported for its test: which fence there is depends on the machine */
export function converted({ level, version, ms }: Extract<Trial, { outcome: 'ok' }>): Finding {
  const seen = `${version ?? 'It'} converted a document in ${ms} ms, ${FENCES[level]}`
  if (level !== 'bounds') return ok(seen)
  return warning(seen, {
    why: 'A document made to break into LibreOffice could read the data folder and reach the network.',
    change:
      'Allow user namespaces to the account that Moorage runs as (systemd: no RestrictNamespaces; Debian: sysctl kernel.unprivileged_userns_clone=1; Ubuntu: an AppArmor profile with “userns”; containers: a seccomp profile that allows unshare), or set libreOffice: off.',
  })
}

export const libreOfficeChecks: FolderCheck[] = [
  {
    id: 'libreoffice',
    group: 'editors',
    title: 'LibreOffice shows files of old formats',
    offline: true,
    lookIn: (folder) => lookAtLibreOffice(folder),
  },
]
