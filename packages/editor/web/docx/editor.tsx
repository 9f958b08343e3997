import { DocxEditor, type DocxEditorPopups, type Editor, useEditorState, useOpenFailure } from '@docx-editor.dev/react'
import { useEffect } from 'react'
import { fonts } from './fonts.ts'

export interface EditorFrameProps {
  document: Uint8Array
  editable: boolean
  dark: boolean
  locale: string
  onReady(editor: Editor): void
  onUserChange(): void
  /** the first pages are on screen, or they never will be (the failure's stable code) */
  onOpened(failure: string | undefined): void
}

const { Root, Viewport, Content, Toolbar, Navigation, HeaderFooterChrome, NotesChrome, PageNumber, Loading } = DocxEditor

/** A phone is narrower than the page at the library's own smallest fit. */
const FIT = { type: 'fit', fit: 'pageWidth', minZoom: 0.4, maxZoom: 1 } as const

const POPUPS: DocxEditorPopups = {
  hyperlink: (props) => <DocxEditor.HyperLink {...props} />,
  contextMenu: (props) => <DocxEditor.ContextMenu {...props} />,
  contentControl: (props) => <DocxEditor.ContentControl {...props} />,
  equation: () => <DocxEditor.Equation />,
}

function Opened({ onOpened }: Pick<EditorFrameProps, 'onOpened'>) {
  const opening = useEditorState(({ isLoading, isOpening, page }) => isLoading || isOpening === true || page.total === 0)
  const { failure } = useOpenFailure()
  useEffect(() => {
    if (failure) onOpened(failure.code)
    else if (!opening) onOpened(undefined)
  }, [failure, opening, onOpened])
  return null
}

/**
 * Pages and a formatting bar, and nothing else: title, save state and file commands are the shell's. The library's menu
 * bar stays out because it takes Ctrl+S, Ctrl+O and Ctrl+P for itself.
 */
export function EditorFrame({ document, editable, dark, locale, onReady, onUserChange, onOpened }: EditorFrameProps) {
  const theme = dark ? 'dark' : 'light'
  return (
    <Root
      document={document}
      fonts={fonts}
      popups={POPUPS}
      mode={editable ? 'edit' : 'view'}
      locale={locale}
      colorMode={theme}
      zoomMode={FIT}
      onReady={onReady}
      onChange={(change) => {
        if (change.source === undefined) onUserChange()
      }}
    >
      <Opened onOpened={onOpened} />
      <div className={`docx-editor moorage-docx${dark ? ' dark' : ''}`}>
        {editable ? (
          <div className="moorage-docx-bar">
            <Toolbar>
              <Toolbar.Group id="review" hidden />
              <Toolbar.Group id="insert" label="Insert" after="list" priority={35}>
                <Toolbar.TableInsert />
                <Toolbar.ImageInsert />
                <Toolbar.Button slot="insert.pageBreak" />
              </Toolbar.Group>
            </Toolbar>
          </div>
        ) : null}
        <div className="moorage-docx-body">
          <Navigation />
          <Viewport className={`moorage-docx-pages${dark ? ' dark' : ''}`}>
            <HeaderFooterChrome />
            <NotesChrome />
            <Content />
          </Viewport>
          <PageNumber />
          <Loading overlay />
        </div>
      </div>
    </Root>
  )
}
