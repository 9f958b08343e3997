import { Badge, Button } from '@fluentui/react-components'
import type { EditorEntry } from '@moorage/api'
import { useState } from 'react'
import { Link } from 'react-router'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import { FoldButton } from '../parts/FoldButton.tsx'
import { DiscoveryLine } from './DiscoveryLine.tsx'
import styles from './editors.module.css'
import { Offers } from './Offers.tsx'

const words = wordsMicrosoft365.editors
const MICROSOFT = ['m365', 'm365test']

interface Props {
  editor: EditorEntry
  onChange(): void
  onRemove(): void
}

/** One editor with the state of its discovery; the program's own are set up elsewhere or not at all. */
export function EditorCard({ editor, onChange, onRemove }: Props) {
  const { id, name, profile, proof, from, discovery, open, discoveryUrl, wopiOrigin } = editor
  const [unfolded, setUnfolded] = useState(false)
  const microsoft = MICROSOFT.includes(id)
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <div className={styles.cardText}>
          <h2>
            {name}
            {from === 'program' && <Badge appearance="tint">{words.program}</Badge>}
            {from === 'file' && (
              <Badge appearance="tint" color="subtle">
                {wordsMicrosoft365.fixed('moorage.yaml')}
              </Badge>
            )}
          </h2>
          <DiscoveryLine discovery={discovery} idle={microsoft} />
          {open > 0 && <p className={styles.open}>{words.open(open)}</p>}
        </div>
        <div className={styles.buttons}>
          {discovery.summary && id !== 'm365test' && (
            <Link className={styles.link} to={`/admin/roll-out?editor=${encodeURIComponent(id)}`} aria-label={words.rollOutOf(name)}>
              {words.rollOut}
            </Link>
          )}
          {from === 'portal' && (
            <>
              <Button onClick={onChange}>{words.change}</Button>
              <Button appearance="subtle" onClick={onRemove}>
                {wordsMicrosoft365.remove}
              </Button>
            </>
          )}
          {microsoft && (
            <Link className={styles.link} to="/admin/microsoft-365#configure">
              {words.toMicrosoft}
            </Link>
          )}
        </div>
      </div>
      <FoldButton open={unfolded} onToggle={() => setUnfolded(!unfolded)} className={styles.more}>
        {words.details(name)}
      </FoldButton>
      {unfolded && (
        <div className={styles.details}>
          {discovery.summary && <Offers summary={discovery.summary} />}
          <dl>
            <dt>{words.discovery}</dt>
            <dd>{discoveryUrl}</dd>
            <dt>{words.calls}</dt>
            <dd>{wopiOrigin}</dd>
            <dt>{wordsMicrosoft365.editorForm.profile}</dt>
            <dd>{words.profiles[profile]}</dd>
            <dt>{wordsMicrosoft365.editorForm.proof}</dt>
            <dd>{words.proofs[proof]}</dd>
          </dl>
        </div>
      )}
    </li>
  )
}
