import { SearchBox } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { words } from '../words.ts'
import styles from './shell.module.css'

const PAUSE = 250

/** Searches while one types; Escape or the cross leads back to where one was. */
export function SearchField() {
  const navigate = useNavigate()
  const location = useLocation()
  const [params] = useSearchParams()
  const searching = location.pathname === '/search'
  const q = searching ? (params.get('q') ?? '') : ''
  const [text, setText] = useState(q)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const cameFrom = useRef('/files')

  useEffect(() => {
    if (!searching) cameFrom.current = location.pathname + location.search
  }, [searching, location])
  // the address leads: back, forward and links fill the field
  useEffect(() => setText(q), [q])
  useEffect(() => () => clearTimeout(timer.current), [])

  const go = (value: string) => {
    clearTimeout(timer.current)
    const wanted = value.trim()
    if (wanted) navigate(`/search?q=${encodeURIComponent(wanted)}`, { replace: searching })
    else if (searching) navigate(cameFrom.current)
  }

  return (
    <search className={styles.search}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          go(text)
        }}
      >
        <SearchBox
          className={styles.search}
          aria-label={words.search.label}
          placeholder={words.search.placeholder}
          dismiss={{ 'aria-label': words.search.clear }}
          value={text}
          maxLength={200}
          onChange={(_, data) => {
            setText(data.value)
            clearTimeout(timer.current)
            timer.current = setTimeout(() => go(data.value), data.value ? PAUSE : 0)
          }}
        />
      </form>
    </search>
  )
}
