import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { type LaunchFilmName, type LaunchFilms, RECORDING_RESETS } from '@moorage/api'
import { useEffect, useState } from 'react'
import { call } from '../../../api/call.ts'
import { wordsLaunchFilms as words } from '../../../words-launch-films.ts'
import { type Answer, useAnswer } from '../parts/answer.ts'
import { Confirm } from '../parts/dialogs.tsx'
import { Shown } from '../parts/Shown.tsx'
import { FilmCard } from './FilmCard.tsx'
import styles from './films.module.css'

/** while one is recorded, and while somebody else might begin */
const RECORDING_MS = 1000
const IDLE_MS = 20_000

/** It asks again once the answer before is there, so that a slow one is never cut off. */
function useFilms(): Answer<LaunchFilms> {
  const answer = useAnswer({ key: 'launch-films', read: (signal) => call('getLaunchFilms', { signal }) })
  const { data, problem, again } = answer
  useEffect(() => {
    if (!data) return
    const timer = setTimeout(() => void again(), data.recording && !problem ? RECORDING_MS : IDLE_MS)
    return () => clearTimeout(timer)
  }, [data, problem, again])
  return answer
}

/** The films for Microsoft: what there is, why something is missing, and the buttons that have this server record. */
export function Films() {
  const answer = useFilms()
  const [asking, setAsking] = useState<LaunchFilmName[]>()
  return (
    <>
      <p className={styles.about}>{words.about}</p>
      <Shown answer={answer}>
        {(all) => (
          <>
            {all.unable && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{all.unable}</MessageBarBody>
              </MessageBar>
            )}
            <div>
              <Button
                appearance="primary"
                disabledFocusable={all.unable !== undefined || all.recording !== undefined || able(all).length === 0}
                onClick={() => setAsking(able(all))}
              >
                {words.recordAll}
              </Button>
            </div>
            <ol className={styles.films}>
              {all.films.map((film) => (
                <FilmCard key={film.name} film={film} all={all} record={() => setAsking([film.name])} />
              ))}
            </ol>
          </>
        )}
      </Shown>
      {asking && (
        <Confirm
          title={words.confirm.title}
          onClose={() => setAsking(undefined)}
          choices={[{ label: words.confirm.go, run: async () => answer.set(await call('recordLaunchFilms', { body: { names: asking } })) }]}
        >
          <p>{RECORDING_RESETS}</p>
          {asking.some((name) => answer.data?.films.find((film) => film.name === name)?.recorded) && <p>{words.confirm.replaces}</p>}
          <p>{words.confirm.takes}</p>
        </Confirm>
      )}
    </>
  )
}

const able = ({ films }: LaunchFilms) => films.flatMap(({ name, missing }) => (missing ? [] : [name]))
