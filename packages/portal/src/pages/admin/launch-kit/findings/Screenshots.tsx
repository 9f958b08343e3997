import { Button } from '@fluentui/react-components'
import { Image20Regular } from '@fluentui/react-icons'
import { SCREENSHOT_TYPES } from '@moorage/api'
import { useRef, useState } from 'react'
import { ApiProblem } from '../../../../api/problem.ts'
import { useNotify } from '../../../../notify.tsx'
import { wordsFindings } from '../../../../words-launch-findings.ts'
import { Confirm } from '../../parts/dialogs.tsx'
import { RowMenu } from '../../parts/RowMenu.tsx'
import { FullView } from './FullView.tsx'
import styles from './findings.module.css'
import { type Picture, type Pictures, picturesIn } from './screenshots.ts'

const words = wordsFindings.screenshots

/** Says why adding failed, also where no server was asked. */
export function useAdding(pictures: Pictures) {
  const notify = useNotify()
  const failed = (error: unknown) =>
    notify.failed(
      error instanceof ApiProblem || !(error instanceof Error) ? error : new ApiProblem({ code: 'BAD_REQUEST', title: error.message }),
    )
  return {
    failed,
    add: (files: File[]) => {
      if (files.length > 0) pictures.add(files).catch(failed)
    },
  }
}

/** Thumbnails that open, and ways to add, replace and delete them. `of`: what they are of, where a page has several of these. */
export function Screenshots({ pictures, of }: { pictures: Pictures; of?: string }) {
  const { add, failed } = useAdding(pictures)
  const [shown, setShown] = useState<Picture>()
  const [removing, setRemoving] = useState<Picture>()
  const [over, setOver] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  const replacing = useRef<string>(undefined)
  const choose = (replaces?: string) => {
    replacing.current = replaces
    chooser.current?.click()
  }
  const chosen = (files: File[]) => {
    const [first] = files
    if (replacing.current === undefined) add(files)
    else if (first) pictures.replace(replacing.current, first).catch(failed)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way of what the button does
    <div
      className={styles.screenshots}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        event.stopPropagation()
        setOver(false)
        add(picturesIn(event.dataTransfer))
      }}
    >
      {pictures.list.length > 0 && (
        <ul className={styles.thumbnails} aria-label={of ? words.of(words.title, of) : words.title}>
          {pictures.list.map((picture) => (
            <li key={picture.id}>
              <button type="button" className={styles.thumbnail} aria-label={words.show(picture.name)} onClick={() => setShown(picture)}>
                <img src={picture.src} alt="" loading="lazy" />
              </button>
              <span className={styles.thumbnailName}>
                <span title={picture.name}>{picture.name}</span>
                <RowMenu
                  of={picture.name}
                  actions={[
                    { label: words.replace, run: () => choose(picture.id) },
                    { label: words.remove, run: () => setRemoving(picture) },
                  ]}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.adding}>
        <Button
          icon={<Image20Regular />}
          disabledFocusable={pictures.busy}
          aria-label={of ? words.of(words.add, of) : undefined}
          onClick={() => choose()}
        >
          {pictures.busy ? words.sending : words.add}
        </Button>
        <span className={styles.quiet}>{words.hint}</span>
      </div>
      <input
        ref={chooser}
        type="file"
        accept={SCREENSHOT_TYPES.join()}
        multiple
        hidden
        onChange={(event) => {
          chosen([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {shown && <FullView picture={shown} onClose={() => setShown(undefined)} />}
      {removing && (
        <Confirm
          title={words.removeTitle(removing.name)}
          choices={[{ label: words.remove, run: () => pictures.remove(removing.id) }]}
          onClose={() => setRemoving(undefined)}
        >
          {words.removeText}
        </Confirm>
      )}
    </div>
  )
}
