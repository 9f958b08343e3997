import { Button, ToggleButton } from '@fluentui/react-components'
import { ArrowDownload20Regular, Copy20Regular } from '@fluentui/react-icons'
import type { DoctorReport } from '@moorage/api'
import { wordsDoctor as words } from '../../../words-doctor.ts'
import { useCopy } from '../parts/copy.ts'
import styles from './doctor.module.css'
import { isToMend } from './report.ts'

interface Props {
  report: DoctorReport
  toMendOnly: boolean
  onFilter(toMendOnly: boolean): void
}

const asText = (report: DoctorReport) => `${JSON.stringify(report, null, 2)}\n`

function download({ startedAt, ...rest }: DoctorReport) {
  const address = URL.createObjectURL(new Blob([asText({ startedAt, ...rest })], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = words.file(new Date(startedAt ?? Date.now()).toISOString().slice(0, 10))
  link.click()
  URL.revokeObjectURL(address)
}

/** What narrows the report down, and what hands it on. */
export function Tools({ report, toMendOnly, onFilter }: Props) {
  const copy = useCopy()
  const { checks, endedAt } = report
  return (
    <div className={styles.tools}>
      <fieldset className={styles.filter}>
        <legend className="visually-hidden">{words.show}</legend>
        <ToggleButton shape="circular" checked={!toMendOnly} onClick={() => onFilter(false)}>
          {words.all(checks.length)}
        </ToggleButton>
        <ToggleButton shape="circular" checked={toMendOnly} onClick={() => onFilter(true)}>
          {words.toMend(checks.filter(isToMend).length)}
        </ToggleButton>
      </fieldset>
      <div className={styles.filter}>
        <Button
          appearance="subtle"
          icon={<Copy20Regular />}
          disabledFocusable={endedAt === undefined}
          onClick={() => void copy(asText(report), words.reportCopied)}
        >
          {words.copyReport}
        </Button>
        <Button
          appearance="subtle"
          icon={<ArrowDownload20Regular />}
          disabledFocusable={endedAt === undefined}
          onClick={() => download(report)}
        >
          {words.download}
        </Button>
      </div>
    </div>
  )
}
