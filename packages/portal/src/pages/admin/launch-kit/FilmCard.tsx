import { Badge, Button, Spinner } from '@fluentui/react-components'
import { LAUNCH_FILMS, type LaunchFilm, type LaunchFilms } from '@moorage/api'
import { useState } from 'react'
import { address } from '../../../api/routes.ts'
import { formatSize, formatWhen } from '../../../format.ts'
import { wordsLaunchFilms as words } from '../../../words-launch-films.ts'
import styles from './films.module.css'

type State = 'recording' | 'waiting' | 'stale' | 'recorded' | 'missing' | 'none'
const COLOURS = {
  recording: 'brand',
  waiting: 'brand',
  stale: 'warning',
  recorded: 'success',
  missing: 'danger',
  none: 'informative',
} as const

function stateOf({ name, recorded, missing }: LaunchFilm, { recording }: LaunchFilms): State {
  if (recording?.name === name) return 'recording'
  if (recording?.waiting.includes(name)) return 'waiting'
  if (recorded) return recorded.stale ? 'stale' : 'recorded'
  return missing ? 'missing' : 'none'
}

export function FilmCard({ film, all, record }: { film: LaunchFilm; all: LaunchFilms; record(): void }) {
  const { name, client, missing, problem, recorded } = film
  const { title } = LAUNCH_FILMS[name]
  const state = stateOf(film, all)
  const busy = state === 'recording' || state === 'waiting'
  const [playing, setPlaying] = useState(false)
  // another film has another address: nothing of the one before is shown from a cache
  const source = recorded && address('getLaunchFilm', { name }, { of: recorded.at })
  return (
    <li className={styles.film}>
      <h2>
        {title}
        <Badge appearance="tint" color={COLOURS[state]}>
          {words[state]}
        </Badge>
        {recorded?.rehearsal && (
          <Badge appearance="tint" color="warning">
            {words.rehearsal}
          </Badge>
        )}
      </h2>
      {state === 'recording' && all.recording && <Spinner className={styles.doing} size="tiny" label={all.recording.doing} />}
      {recorded && (
        <p className={styles.quiet}>
          {words.facts(formatWhen(recorded.at), recorded.seconds, formatSize(recorded.bytes), recorded.client, recorded.version)}
        </p>
      )}
      {recorded && <p className={styles.quiet}>{words.ends(recorded.ends)}</p>}
      {recorded?.stale && <p>{words.staleText}</p>}
      {missing && <p>{recorded ? words.notAnew(missing) : words.missingWhy(missing)}</p>}
      {!missing && !recorded && client && <p className={styles.quiet}>{words.would(client)}</p>}
      {problem && !busy && <p className={styles.problem}>{words.failed(problem)}</p>}
      {playing && source && <video key={source} className={styles.video} src={source} controls autoPlay muted aria-label={title} />}
      {(recorded || (!missing && !all.unable)) && (
        <div className={styles.buttons}>
          {source && (
            <>
              <Button aria-label={words.of(playing ? words.close : words.play, title)} onClick={() => setPlaying(!playing)}>
                {playing ? words.close : words.play}
              </Button>
              <Button
                as="a"
                href={address('getLaunchFilm', { name }, { download: true })}
                download
                aria-label={words.of(words.download, title)}
              >
                {words.download}
              </Button>
            </>
          )}
          {!missing && !all.unable && (
            <Button
              appearance={recorded ? 'subtle' : 'secondary'}
              disabledFocusable={busy}
              aria-label={words.of(recorded ? words.again : words.record, title)}
              onClick={record}
            >
              {recorded ? words.again : words.record}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
