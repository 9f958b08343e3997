import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Radio,
  RadioGroup,
} from '@fluentui/react-components'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { words } from '../words.ts'

export interface ClashQuestion {
  name: string
  text: string
  /** how many others may raise the same question; undefined: there is only this one */
  others?: number
  /** Replace is not offered (a folder never replaces) */
  noReplace?: boolean
}
export interface ClashAnswer {
  choice: 'replace' | 'keep-both' | 'skip'
  forAll: boolean
}
export type AskClash = (question: ClashQuestion) => Promise<ClashAnswer>

const ClashContext = createContext<AskClash | undefined>(undefined)

/** Asks what to do with a taken name; one question at a time. */
export function useAskClash(): AskClash {
  const ask = useContext(ClashContext)
  if (!ask) throw new Error('useAskClash outside <ClashDialogs>')
  return ask
}

type Open = ClashQuestion & { answer(answer: ClashAnswer): void }

export function ClashDialogs({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open>()
  const [choice, setChoice] = useState<'replace' | 'keep-both'>('keep-both')
  const [forAll, setForAll] = useState(false)
  const queue = useRef<Promise<unknown>>(Promise.resolve())

  const ask = useCallback<AskClash>((question) => {
    const mine = queue.current.then(
      () =>
        new Promise<ClashAnswer>((resolve) => {
          setChoice('keep-both')
          setForAll(false)
          setOpen({
            ...question,
            answer(answer) {
              setOpen(undefined)
              resolve(answer)
            },
          })
        }),
    )
    queue.current = mine
    return mine
  }, [])

  return (
    <ClashContext.Provider value={ask}>
      {children}
      {open && (
        <Dialog open onOpenChange={() => open.answer({ choice: 'skip', forAll: false })} modalType="modal">
          <DialogSurface style={{ maxInlineSize: 460 }}>
            <form
              onSubmit={(event) => {
                event.preventDefault()
                open.answer({ choice, forAll })
              }}
            >
              <DialogBody>
                <DialogTitle style={{ overflowWrap: 'anywhere' }}>{words.clash.title(open.name)}</DialogTitle>
                <DialogContent>
                  <p id="clash-text" style={{ marginBlockStart: 0 }}>
                    {open.text}
                  </p>
                  <RadioGroup
                    aria-labelledby="clash-text"
                    value={choice}
                    onChange={(_, data) => setChoice(data.value === 'replace' ? 'replace' : 'keep-both')}
                  >
                    <Radio value="keep-both" label={<Option name={words.clash.keepBoth} about={words.clash.keepBothAbout} />} />
                    {!open.noReplace && (
                      <Radio value="replace" label={<Option name={words.clash.replace} about={words.clash.replaceAbout} />} />
                    )}
                  </RadioGroup>
                  {open.others !== undefined && (
                    <Checkbox
                      label={words.clash.forAll(open.others)}
                      checked={forAll}
                      onChange={(_, data) => setForAll(data.checked === true)}
                    />
                  )}
                </DialogContent>
                <DialogActions>
                  <Button type="submit" appearance="primary">
                    {choice === 'replace' ? words.clash.replace : words.clash.keepBoth}
                  </Button>
                  <Button onClick={() => open.answer({ choice: 'skip', forAll })}>{words.clash.skip}</Button>
                </DialogActions>
              </DialogBody>
            </form>
          </DialogSurface>
        </Dialog>
      )}
    </ClashContext.Provider>
  )
}

function Option({ name, about }: { name: string; about: string }) {
  return (
    <>
      {name}
      <br />
      <span style={{ fontSize: 'var(--fontSizeBase200)', color: 'var(--colorNeutralForeground2)' }}>{about}</span>
    </>
  )
}
