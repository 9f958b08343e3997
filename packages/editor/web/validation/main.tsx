import '../main.css'
import './validation.css'
import type { CheckFileInfo } from '@moorage/wopi'
import { createRoot } from 'react-dom/client'
import { openFrame } from '../frame.ts'
import { takeLaunch } from '../launch.ts'
import { relayTo } from '../relay.ts'
import { callsTo } from './calls.ts'
import { Page } from './page.tsx'
import { rememberedOf } from './remembered.ts'

async function start(): Promise<void> {
  const launch = takeLaunch()
  const element = document.getElementById('root')
  if (!launch || !element) return
  document.documentElement.lang = 'en'
  const frame = openFrame(() => undefined)
  const root = createRoot(element)
  const calls = callsTo(launch)
  const remembered = rememberedOf(launch.wopiSrc)
  const show = (info: CheckFileInfo | undefined, onClose?: () => void) =>
    root.render(<Page launch={launch} info={info} calls={calls} remembered={remembered} onClose={onClose} />)
  show(undefined)

  const answer = await relayTo(launch).info()
  const info = answer.ok ? answer.value : undefined
  frame.trust(info?.PostMessageOrigin)
  frame.post('App_LoadingStatus', { Status: 'Frame_Ready', DocumentLoadedTime: Math.round(performance.now()) })
  if (!info) return
  document.title = info.BaseFileName
  const close = info.ClosePostMessage ? () => frame.post('UI_Close', {}) : () => void window.open(info.CloseUrl, '_top')
  show(info, info.ClosePostMessage || info.CloseUrl ? close : undefined)
}

void start()
