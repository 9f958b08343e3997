import { Field, Textarea } from '@fluentui/react-components'
import type { Body, ROUTES, Rollout } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { useNotify } from '../../../notify.tsx'
import { wordsRollOut } from '../../../words-roll-out.ts'
import { FormDialog } from '../parts/dialogs.tsx'

const words = wordsRollOut.decide
export type What = Body<(typeof ROUTES)['decideRollout']>['what']

function said(what: What, { editor, editorName, stages, stage }: Rollout): { title: string; texts: string[] } {
  const nameAt = (index: number) => stages[index]?.name ?? ''
  switch (what) {
    case 'start': {
      const more = editor === 'm365' ? [words.start.production] : []
      return { title: words.start.title(editorName), texts: [words.start.text(nameAt(0)), words.start.hasIt, ...more] }
    }
    case 'advance':
      return { title: words.advance.title(nameAt(stage + 1)), texts: [words.advance.text(nameAt(stage + 1))] }
    case 'hold':
      return { title: words.hold.title, texts: [words.hold.text] }
    case 'resume':
      return { title: words.resume.title, texts: [words.resume.text] }
    case 'step-back': {
      const { title, to, toNone } = words['step-back']
      return { title: title(nameAt(stage)), texts: [stage > 0 ? to(nameAt(stage - 1)) : toNone] }
    }
    case 'end':
      return { title: words.end.title(editorName), texts: [words.end.text] }
  }
}

const REASONED: readonly What[] = ['hold', 'step-back']
/** whoever is editing might fear for what is open */
const CALMING: readonly What[] = ['start', 'hold', 'step-back']

interface Props {
  what: What
  rollout: Rollout
  onClose(): void
  onDone(rollout: Rollout): void
  onStale(): Promise<void>
}

/** Asks before something is decided, and why where that has to be known later. */
export function Decide({ what, rollout, onClose, onDone, onStale }: Props) {
  const notify = useNotify()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { title, texts } = said(what, rollout)
  const reasoned = REASONED.includes(what)
  const missing = reasoned && tried && !reason.trim()
  const decide = () => {
    setTried(true)
    if (reasoned && !reason.trim()) return false
    const body = { what, stage: rollout.stage, ...(reason.trim() ? { reason: reason.trim() } : {}) }
    return call('decideRollout', { params: { editorId: rollout.editor }, body }).then(
      (next) => {
        notify.done(words[what].done)
        onDone(next)
      },
      async (error: unknown) => {
        await onStale()
        throw error
      },
    )
  }
  return (
    <FormDialog title={title} submit={wordsRollOut.do[what]} onClose={onClose} onSubmit={decide}>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {CALMING.includes(what) && <p>{wordsRollOut.nobodyCut}</p>}
      {reasoned && (
        <Field
          label={wordsRollOut.reason}
          required
          hint={wordsRollOut.reasonHint}
          validationMessage={missing ? wordsRollOut.reasonMissing : undefined}
          validationState={missing ? 'error' : 'none'}
        >
          <Textarea value={reason} maxLength={500} rows={3} onChange={(_, { value }) => setReason(value)} />
        </Field>
      )}
    </FormDialog>
  )
}
