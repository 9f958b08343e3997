import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { Link } from 'react-router'
import { call } from '../../../api/call.ts'
import { wordsDoctor as words } from '../../../words-doctor.ts'
import { useAnswer } from '../parts/answer.ts'
import parts from '../parts/parts.module.css'
import { countsOf } from './report.ts'

/** Says on another page that the last look found something to mend; only for who has the doctor's page. */
export function DoctorNote() {
  const { data } = useAnswer({ key: 'doctor', read: (signal) => call('getDoctor', { signal }) })
  const { failure, warning } = countsOf(data?.checks ?? [])
  if (failure + warning === 0) return null
  return (
    <MessageBar intent={failure > 0 ? 'error' : 'warning'} layout="multiline">
      <MessageBarBody>
        {words.dashboard(failure, warning)}{' '}
        <Link to="/admin/doctor" className={parts.link}>
          {words.open}
        </Link>
      </MessageBarBody>
    </MessageBar>
  )
}
