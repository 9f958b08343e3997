import { Button, Field, Input } from '@fluentui/react-components'
import { LAUNCH_DATES, type LaunchDateName, type LaunchFields } from '@moorage/api'
import { type FormEvent, useState } from 'react'
import { useNotify } from '../../../notify.tsx'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import type { Change } from './LaunchKitPage.tsx'
import styles from './launch-kit.module.css'

const words = wordsLaunchKit.calendar
const NAMES = Object.keys(LAUNCH_DATES) as LaunchDateName[]

/** The days on which Microsoft's allow lists got the host names. */
export function AllowListDates({ fields, change }: { fields: LaunchFields; change: Change }) {
  const notify = useNotify()
  const [days, setDays] = useState<Pick<LaunchFields, LaunchDateName>>(() =>
    Object.fromEntries(NAMES.map((name) => [name, fields[name] ?? ''])),
  )
  const changed = NAMES.some((name) => days[name] !== (fields[name] ?? ''))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await change({ fields: days })
      notify.done(wordsLaunchKit.saved)
    } catch (error) {
      notify.failed(error)
    }
  }
  return (
    <form className={styles.fields} onSubmit={(event) => void save(event)}>
      <h2>{words.dates}</h2>
      <p className={styles.quiet}>{words.datesAbout}</p>
      <div className={styles.inputs}>
        {NAMES.map((name) => (
          <Field key={name} label={LAUNCH_DATES[name]}>
            <Input type="date" value={days[name] ?? ''} onChange={(_, { value }) => setDays((before) => ({ ...before, [name]: value }))} />
          </Field>
        ))}
      </div>
      <div>
        <Button type="submit" disabledFocusable={!changed}>
          {wordsLaunchKit.save}
        </Button>
      </div>
    </form>
  )
}
