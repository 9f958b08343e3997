import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Select,
} from '@fluentui/react-components'
import type { EditorEntry, EditorProfile, ProofPolicy, Trial } from '@moorage/api'
import { type FormEvent, useState } from 'react'
import { call } from '../../../api/call.ts'
import { type ApiProblem, asProblem } from '../../../api/problem.ts'
import { useFocusBack } from '../../../dialogs/focus-back.ts'
import { useNotify } from '../../../notify.tsx'
import { words as portal } from '../../../words.ts'
import { wordsMicrosoft365 } from '../../../words-microsoft-365.ts'
import styles from './editors.module.css'
import { KINDS, type Kind, kindOf, PROFILES, PROOFS } from './kinds.ts'
import { TrialReport } from './TrialReport.tsx'

const words = wordsMicrosoft365.editorForm
const profiles = wordsMicrosoft365.editors.profiles

interface Props {
  /** the one to change; without it one is added */
  editor?: EditorEntry
  onClose(): void
  onSaved(): void
}

/** Adds or changes an editor: its address is tried first, the rest has defaults that fit what the address turned out to be. */
export function EditorForm({ editor, onClose, onSaved }: Props) {
  useFocusBack()
  const notify = useNotify()
  const [kind, setKind] = useState<Kind>('collabora')
  const [url, setUrl] = useState(editor?.discoveryUrl ?? '')
  const [name, setName] = useState(editor?.name ?? KINDS.collabora.name)
  const [profile, setProfile] = useState<EditorProfile>(editor?.profile ?? KINDS.collabora.profile)
  const [proof, setProof] = useState<ProofPolicy>(editor?.proof ?? KINDS.collabora.proof)
  const [trial, setTrial] = useState<Trial>()
  const [problem, setProblem] = useState<ApiProblem>()
  const [wrong, setWrong] = useState<{ url?: string; name?: string }>({})
  const [busy, setBusy] = useState<'try' | 'save'>()
  const address = url.trim()
  const tried = trial?.url === address ? trial : undefined
  const known = tried?.usable || address === editor?.discoveryUrl

  const takeKind = (next: Kind) => {
    // a name that somebody typed stays
    if (!name.trim() || Object.values(KINDS).some((each) => each.name === name)) setName(KINDS[next].name)
    setKind(next)
    setProfile(KINDS[next].profile)
    setProof(KINDS[next].proof)
  }
  const checkUrl = () => {
    const said = !address ? words.urlMissing : /^https?:\/\/\S+$/i.test(address) && URL.canParse(address) ? undefined : words.urlWrong
    setWrong((before) => ({ ...before, url: said }))
    return !said
  }
  const attempt = async (what: 'try' | 'save', work: () => Promise<void>) => {
    setBusy(what)
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      const failed = asProblem(error)
      if (failed.code === 'DISCOVERY_UNUSABLE' && failed.data.trial) setTrial({ ...(failed.data.trial as Trial), url: address })
      else setProblem(failed)
    }
    setBusy(undefined)
  }
  const tryIt = () => {
    if (!checkUrl()) return
    void attempt('try', async () => {
      const outcome = await call('tryDiscovery', { body: { url: address, ...(editor ? { editorId: editor.id } : {}) } })
      setTrial({ ...outcome, url: address })
      const found = kindOf(outcome)
      if (!editor && outcome.usable && found) takeKind(found)
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy || !checkUrl()) return
    if (!known) return tryIt()
    if (!name.trim()) return setWrong((before) => ({ ...before, name: words.nameMissing }))
    void attempt('save', async () => {
      const body = { name: name.trim(), discoveryUrl: address, profile, proof }
      if (editor) await call('changeEditor', { params: { editorId: editor.id }, body })
      else await call('addEditor', { body })
      notify.done(editor ? words.changed(body.name) : words.added(body.name))
      onSaved()
    })
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface className={styles.dialog}>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle className={styles.long}>{editor ? words.changeTitle(editor.name) : words.addTitle}</DialogTitle>
            <DialogContent className={styles.form} tabIndex={0} role="region" aria-label={words.addTitle}>
              {!editor && (
                <Field label={words.kind}>
                  <RadioGroup value={kind} onChange={(_, { value }) => takeKind(value as Kind)} className={styles.kinds}>
                    {(Object.keys(KINDS) as Kind[]).map((each) => (
                      <Radio key={each} value={each} label={words.kinds[each]} />
                    ))}
                  </RadioGroup>
                </Field>
              )}
              <Field
                label={words.url}
                hint={words.urlHint}
                required
                validationState={wrong.url ? 'error' : 'none'}
                validationMessage={wrong.url}
              >
                <Input
                  type="url"
                  value={url}
                  placeholder={KINDS[kind].example}
                  maxLength={2000}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(_, data) => {
                    setUrl(data.value)
                    setWrong((before) => ({ ...before, url: undefined }))
                    setProblem(undefined)
                  }}
                />
              </Field>
              <div role="status" className={styles.outcome}>
                {problem && (
                  <MessageBar intent="error" layout="multiline">
                    <MessageBarBody className={styles.long}>{problem.sentence}</MessageBarBody>
                  </MessageBar>
                )}
                {tried && <TrialReport trial={tried} />}
              </div>
              {known && (
                <>
                  <Field
                    label={words.name}
                    hint={words.nameHint}
                    required
                    validationState={wrong.name ? 'error' : 'none'}
                    validationMessage={wrong.name}
                  >
                    <Input
                      value={name}
                      maxLength={60}
                      autoComplete="off"
                      onChange={(_, data) => {
                        setName(data.value)
                        setWrong((before) => ({ ...before, name: undefined }))
                      }}
                    />
                  </Field>
                  <Field label={words.profile}>
                    <Select value={profile} onChange={(_, { value }) => setProfile(value as EditorProfile)}>
                      {PROFILES.map((each) => (
                        <option key={each} value={each}>
                          {profiles[each]}
                        </option>
                      ))}
                    </Select>
                  </Field>
                  <Field label={words.proof} hint={proof === 'off' ? words.proofOffWarning : undefined}>
                    <Select value={proof} onChange={(_, { value }) => setProof(value as ProofPolicy)}>
                      {PROOFS.map((each) => (
                        <option key={each} value={each}>
                          {words.proofs[each]}
                        </option>
                      ))}
                    </Select>
                  </Field>
                  {editor && editor.open > 0 && <p className={styles.quiet}>{words.runningGoOn}</p>}
                </>
              )}
            </DialogContent>
            <DialogActions fluid>
              {known ? (
                <Button type="submit" appearance="primary" disabledFocusable={Boolean(busy)}>
                  {editor ? words.submitChange : words.submitAdd}
                </Button>
              ) : (
                <Button type="submit" appearance="primary" disabledFocusable={Boolean(busy)}>
                  {busy === 'try' ? wordsMicrosoft365.configure.trying : wordsMicrosoft365.configure.try}
                </Button>
              )}
              <Button onClick={onClose}>{portal.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
