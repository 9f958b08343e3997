import type { DiscoverySummary } from '@moorage/api'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import styles from './editors.module.css'

const words = wordsMicrosoft365.trial
const SHOWN = 14

function Extensions({ of }: { of: string[] }) {
  const named = of.filter(Boolean)
  if (named.length === 0) return words.nothing
  return (
    <span title={named.join(' ')}>
      {named.slice(0, SHOWN).join(' ')} {named.length > SHOWN && words.andMore(named.length - SHOWN)}
    </span>
  )
}

/** What each app of a discovery edits and views. */
export function Offers({ summary }: { summary: DiscoverySummary }) {
  return (
    <table className={styles.offers}>
      <thead>
        <tr>
          <th scope="col">{words.app}</th>
          <th scope="col">{words.edits}</th>
          <th scope="col">{words.views}</th>
        </tr>
      </thead>
      <tbody>
        {summary.apps.map(({ name, edit, view }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <Extensions of={edit} />
            </td>
            <td>
              <Extensions of={view} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
