import './main.css'
import { createRoot } from 'react-dom/client'
import { openFrame } from './frame.ts'
import { takeLaunch } from './launch.ts'
import { relayTo } from './relay.ts'
import { browserDrafts } from './session/drafts.ts'
import { browserMarks } from './session/mark-in-worker.ts'
import type { Ports } from './session/ports.ts'
import { runSession } from './session/run.ts'
import { wouldLose } from './session/state.ts'
import { browserTabs } from './session/tabs.ts'
import { actionsOf } from './shell/actions.ts'
import { App } from './shell/app.tsx'
import { isDark } from './shell/media.ts'
import { openStage } from './stage.ts'
import { blankBytes } from './views/blank-bytes.ts'

const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => ID_LETTERS.charAt(byte & 31)).join('')

function start(): void {
  const launch = takeLaunch()
  const root = document.getElementById('root')
  if (!launch || !root) return
  document.documentElement.lang = 'en'

  const relay = relayTo(launch)
  const stageElement = document.createElement('div')
  stageElement.className = 'moorage-stage'
  const stage = openStage(stageElement, {
    locale: launch.locale,
    dark: isDark(),
    converted: relay.converted,
    onChange: () => session.dispatch({ type: 'changed' }),
  })
  const frame = openFrame((heard) => {
    if (heard.id === 'Host_AskedToEdit') session.dispatch({ type: 'asked-to-edit', by: heard.by || 'Somebody' })
    if (heard.id === 'Action_GiveWay') session.dispatch({ type: 'give-way' })
  })
  const ports: Ports = {
    relay,
    stage,
    drafts: browserDrafts(),
    tabs: browserTabs(launch.wopiSrc),
    blank: async (name) => blankBytes(name),
    markOf: browserMarks(),
    post: (id, values) => frame.post(id as 'Doc_State', values as { State: 'saved' }),
    now: Date.now,
    newId,
    file: launch.wopiSrc,
  }
  const session = runSession(ports, launch.action === 'edit')

  let phase = session.state().phase
  session.subscribe(() => {
    const state = session.state()
    frame.trust(state.info?.PostMessageOrigin)
    if (state.info) document.title = state.info.BaseFileName
    if (phase === state.phase) return
    if (phase === 'opening') frame.post('App_LoadingStatus', { Status: 'Frame_Ready', DocumentLoadedTime: Math.round(performance.now()) })
    if (state.phase === 'editing' && phase !== 'saving' && phase !== 'kept') stage.focus()
    phase = state.phase
  })

  window.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
      event.preventDefault()
      session.dispatch({ type: 'save-now' })
    }
  })
  document.addEventListener('visibilitychange', () => {
    session.dispatch({ type: document.visibilityState === 'hidden' ? 'save-now' : 'visible' })
  })
  window.addEventListener('online', () => session.dispatch({ type: 'online' }))
  window.addEventListener('beforeunload', (event) => {
    stage.settle()
    if (!wouldLose(session.state())) return
    session.dispatch({ type: 'timer', name: 'draft' })
    event.preventDefault()
  })
  window.addEventListener('pagehide', () => session.leave())
  // a page that comes back from the browser's cache has given its lock away
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })

  createRoot(root).render(
    <App
      session={session}
      actions={actionsOf(session, relay, frame)}
      stage={stageElement}
      tokenTtl={launch.accessTokenTtl}
      rehearsal={launch.rehearsal}
    />,
  )
  session.start()
}

start()
