import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Badge, Button, Field, Input } from '@fluentui/react-components'
import { LAUNCH_FIELDS, type LaunchFieldName, type LaunchFields, type LaunchKit } from '@moorage/api'
import { type FormEvent, useState } from 'react'
import { useNotify } from '../../../notify.tsx'
import { wordsLaunchKit } from '../../../words-launch-kit.ts'
import { wordsLaunchMeasured } from '../../../words-launch-measured.ts'
import { CopyButton } from './CopyButton.tsx'
import type { Change } from './LaunchKitPage.tsx'
import styles from './launch-kit.module.css'
import { LastSent, MarkSent } from './MarkSent.tsx'

const words = wordsLaunchKit.texts
const NAMES = Object.keys(LAUNCH_FIELDS) as LaunchFieldName[]

function Fields({ fields, change }: { fields: LaunchFields; change: Change }) {
  const notify = useNotify()
  const [values, setValues] = useState<LaunchFields>(fields)
  const changed = NAMES.some((name) => (values[name] ?? '') !== (fields[name] ?? ''))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await change({ fields: values })
      notify.done(wordsLaunchKit.saved)
    } catch (error) {
      notify.failed(error)
    }
  }
  return (
    <form className={styles.fields} onSubmit={(event) => void save(event)}>
      <h2>{words.fields}</h2>
      <p className={styles.quiet}>{words.fieldsAbout}</p>
      <div className={styles.inputs}>
        {NAMES.map((name) => (
          <Field key={name} label={LAUNCH_FIELDS[name]}>
            <Input
              value={values[name] ?? ''}
              maxLength={300}
              onChange={(_, { value }) => setValues((before) => ({ ...before, [name]: value }))}
            />
          </Field>
        ))}
      </div>
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={!changed}>
          {wordsLaunchKit.save}
        </Button>
      </div>
    </form>
  )
}

/** What has to be filled in, and every text with a button that copies it. */
export function Texts({ kit, change, onMarked }: { kit: LaunchKit; change: Change; onMarked(kit: LaunchKit): void }) {
  return (
    <>
      <Fields fields={kit.fields} change={change} />
      <div>
        <h2>{words.list}</h2>
        <Accordion collapsible multiple>
          {kit.texts.map(({ id, title, to, text, missing, sent }) => (
            <AccordionItem key={id} value={id}>
              <AccordionHeader>
                <span className={styles.textHead}>
                  {title}
                  <Badge appearance="tint" color={missing.length > 0 ? 'warning' : 'success'}>
                    {missing.length > 0 ? words.missing(missing.length) : words.complete}
                  </Badge>
                  {sent?.before !== undefined && (
                    <Badge appearance="tint" color="warning">
                      {wordsLaunchMeasured.sent.changed}
                    </Badge>
                  )}
                </span>
              </AccordionHeader>
              <AccordionPanel className={styles.text}>
                <p className={styles.quiet}>{words.to(to)}</p>
                {missing.length > 0 && <p>{words.stillMissing(missing)}</p>}
                <pre>{text}</pre>
                <LastSent sent={sent} now={text} advice={wordsLaunchMeasured.sent.whatToSendText} />
                <div className={styles.buttons}>
                  <CopyButton text={text} of={title} />
                  <MarkSent what={id} title={title} text={text} onMarked={onMarked} />
                </div>
              </AccordionPanel>
            </AccordionItem>
          ))}
        </Accordion>
      </div>
    </>
  )
}
