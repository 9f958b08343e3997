import { Button } from '@fluentui/react-components'
import { useNavigate } from 'react-router'
import { useGuest } from '../api/session.tsx'
import { words } from '../words.ts'
import { Scene } from './Scene.tsx'
import styles from './states.module.css'

interface Props {
  title: string
  text: string
  /** offers Try again */
  again?: () => void
  /** offers the way to My Files */
  home?: boolean
}

/** In place of a page that can't be shown: what happened and what can be done. */
export function Failure({ title, text, again, home }: Props) {
  const navigate = useNavigate()
  const guest = useGuest()
  return (
    <div className={styles.state} role="alert" style={{ blockSize: '100%', boxSizing: 'border-box' }}>
      <Scene of="failure" />
      <h1>{title}</h1>
      <p>{text}</p>
      <div className={styles.buttons}>
        {again && (
          <Button appearance="primary" onClick={again}>
            {words.tryAgain}
          </Button>
        )}
        {home && <Button onClick={() => navigate('/files')}>{guest ? words.problems.toShared : words.problems.toMyFiles}</Button>}
      </div>
    </div>
  )
}
