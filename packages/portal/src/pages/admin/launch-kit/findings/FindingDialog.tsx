import { Field, Input, MessageBar, MessageBarBody, Select, Textarea } from '@fluentui/react-components'
import { type Body, FINDING_STATES, type FindingField, LAUNCH_FLOWS, type LaunchFinding, type ROUTES } from '@moorage/api'
import { useState } from 'react'
import { call } from '../../../../api/call.ts'
import { ApiProblem } from '../../../../api/problem.ts'
import { useNotify } from '../../../../notify.tsx'
import { wordsFindings } from '../../../../words-launch-findings.ts'
import { useAnswer } from '../../parts/answer.ts'
import { FormDialog } from '../../parts/dialogs.tsx'
import { CasePicker } from './CasePicker.tsx'
import styles from './findings.module.css'
import { changesBetween, type Form, formOf, isPass, merge, shown } from './form.ts'
import { History } from './History.tsx'
import { Screenshots, useAdding } from './Screenshots.tsx'
import { picturesIn, usePictures } from './screenshots.ts'

const words = wordsFindings.form

interface Props {
  /** the one to change; without it one is added */
  finding?: LaunchFinding
  /** what a new one is of unless told */
  pass: number
  /** something is saved, the form may stay */
  onChanged(): void
  onClose(): void
}

/** A finding, all of it. Whoever saves second sees what the first one saved before anything of it is lost. */
export function FindingDialog({ finding, pass, onChanged, onClose }: Props) {
  const notify = useNotify()
  const [base, setBase] = useState(finding)
  const [form, setForm] = useState(() => formOf(finding, pass))
  const [theirs, setTheirs] = useState<{ by: string; form: Partial<Form> }>()
  const [wrong, setWrong] = useState<{ title?: string; pass?: string }>({})
  const [left, setLeft] = useState(false)
  const detail = useAnswer({
    key: `${base?.id} ${base?.version}`,
    read: (signal) => (base ? call('getFinding', { params: { findingId: base.id }, signal }) : Promise.resolve(undefined)),
  })
  const again = async () => {
    await detail.again()
    onChanged()
  }
  const pictures = usePictures(base && { findingId: base.id }, (detail.data?.finding ?? finding)?.screenshots ?? [], again)
  const { add } = useAdding(pictures)
  const put =
    (field: FindingField) =>
    (_: unknown, { value }: { value: string }) =>
      setForm((before) => ({ ...before, [field]: value }))
  const clash = (field: FindingField) => {
    const value = theirs?.form[field]
    return theirs && value !== undefined
      ? { validationState: 'warning' as const, validationMessage: words.theirs(theirs.by, shown(field, value)) }
      : {}
  }

  const save = async (now: LaunchFinding | undefined) => {
    const changes = changesBetween(formOf(now, 0), form)
    if (!now) {
      const { flow, test, ...rest } = changes
      const given = { ...rest, ...(flow ? { flow } : {}), ...(test ? { test } : {}) }
      return call('addFinding', { body: given as Body<(typeof ROUTES)['addFinding']> })
    }
    return call('changeFinding', { params: { findingId: now.id }, body: { version: now.version, ...changes } })
  }
  const submit = () => {
    const said = { ...(form.title.trim() ? {} : { title: words.titleNeeded }), ...(isPass(form.pass) ? {} : { pass: words.passNeeded }) }
    setWrong(said)
    if (said.title || said.pass) return false as const
    return (async () => {
      try {
        const saved = await save(base)
        setBase(saved)
        setForm(formOf(saved, pass))
        setTheirs(undefined)
        await pictures
          .sendTo({ findingId: saved.id })
          .catch((error) => {
            setLeft(true)
            throw error
          })
          .finally(onChanged)
        notify.done(base ? words.saved(saved.title) : words.added(saved.title))
        onClose()
      } catch (error) {
        const now = error instanceof ApiProblem ? (error.data.finding as LaunchFinding | undefined) : undefined
        if (now && base) {
          const merged = merge(formOf(base, pass), form, formOf(now, pass))
          setBase(now)
          setForm(merged.form)
          setTheirs({ by: now.changedBy, form: merged.theirs })
          onChanged()
        }
        throw error
      }
    })()
  }
  const waiting = left && pictures.list.some(({ file }) => file)
  return (
    <FormDialog
      wide
      title={finding ? words.changeTitle(finding.number) : words.addTitle}
      submit={base ? words.save : words.add}
      onClose={onClose}
      onSubmit={submit}
    >
      <div
        className={styles.form}
        onPaste={(event) => {
          const pasted = picturesIn(event.clipboardData)
          if (pasted.length === 0) return
          event.preventDefault()
          add(pasted)
        }}
      >
        {theirs && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{words.conflict}</MessageBarBody>
          </MessageBar>
        )}
        {waiting && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{words.picturesLeft}</MessageBarBody>
          </MessageBar>
        )}
        <Field
          label={words.title}
          required
          {...clash('title')}
          {...(wrong.title ? { validationState: 'error', validationMessage: wrong.title } : {})}
        >
          <Input value={form.title} maxLength={200} onChange={put('title')} />
        </Field>
        <div className={styles.pairs}>
          <Field
            label={words.pass}
            required
            {...clash('pass')}
            {...(wrong.pass ? { validationState: 'error', validationMessage: wrong.pass } : {})}
          >
            <Input type="number" min={1} max={99} value={form.pass} onChange={put('pass')} />
          </Field>
          <Field label={words.state} {...clash('state')}>
            <Select value={form.state} onChange={put('state')}>
              {Object.entries(FINDING_STATES).map(([name, label]) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={words.flow} {...clash('flow')}>
            <Select value={form.flow} onChange={put('flow')}>
              <option value="">{words.noFlow}</option>
              {Object.entries(LAUNCH_FLOWS).map(([name, { title }]) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={words.test} hint={words.testHint} {...clash('test')}>
            <CasePicker value={form.test} onChange={(test) => setForm((before) => ({ ...before, test }))} />
          </Field>
        </div>
        <Field label={words.text} {...clash('text')}>
          <Textarea value={form.text} maxLength={20_000} rows={5} resize="vertical" onChange={put('text')} />
        </Field>
        <Field label={words.answer} {...clash('answer')}>
          <Textarea value={form.answer} maxLength={20_000} rows={4} resize="vertical" onChange={put('answer')} />
        </Field>
        <h3>{wordsFindings.screenshots.title}</h3>
        <Screenshots pictures={pictures} />
        {detail.data && <History history={detail.data.history} />}
      </div>
    </FormDialog>
  )
}
