import { markdown } from '@codemirror/lang-markdown'
import { search, searchKeymap } from '@codemirror/search'
import { Annotation, ChangeSet, Compartment, EditorState, type Extension, Transaction } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { minimalSetup } from 'codemirror'

/** Marks changes that are not the user's. */
const external = Annotation.define<boolean>()

/** Colours come from the surrounding theme's custom properties, so light and dark need no code. */
const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--colorNeutralForeground1)', backgroundColor: 'var(--colorNeutralBackground1)', fontSize: '15px' },
  '.cm-scroller': { overflow: 'auto', lineHeight: '1.6', fontFamily: 'inherit' },
  '.cm-content': { padding: '24px 0 40vh', caretColor: 'var(--colorNeutralForeground1)', maxWidth: '860px', margin: '0 auto' },
  '.cm-line': { padding: '0 24px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--colorNeutralForeground1)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--colorBrandBackground2Pressed)',
  },
  '.cm-gutters': {
    backgroundColor: 'var(--colorNeutralBackground2)',
    color: 'var(--colorNeutralForeground3)',
    border: 'none',
  },
  '.cm-panels': { backgroundColor: 'var(--colorNeutralBackground2)', color: 'var(--colorNeutralForeground1)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--colorNeutralStroke2)' },
  '.cm-textfield': { backgroundColor: 'var(--colorNeutralBackground1)', borderColor: 'var(--colorNeutralStroke1)' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--colorNeutralBackground3)', borderColor: 'var(--colorNeutralStroke1)' },
})
const monospace = EditorView.theme({
  '.cm-content': { fontFamily: 'Consolas, ui-monospace, monospace', maxWidth: 'none', paddingTop: '12px' },
  '.cm-line': { padding: '0 12px' },
})

export interface TextEditor {
  view: EditorView
  /** all changes since `reset`, and the text they led to */
  changes(): ChangeSet
  /** shows another text, changing only what differs so that scroll and selection stay */
  reset(text: string): void
  setEditable(on: boolean): void
}

export function textEditor(
  parent: HTMLElement,
  options: { text: string; label: string; extension: string; editable: boolean; onChange(): void; onText(): void },
): TextEditor {
  const editable = new Compartment()
  const mode = (on: boolean): Extension => [EditorState.readOnly.of(!on), EditorView.editable.of(on)]
  let changes: ChangeSet
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        minimalSetup,
        search(),
        keymap.of(searchKeymap),
        options.extension === 'md' ? markdown() : [],
        options.extension === 'csv' ? [lineNumbers(), monospace] : EditorView.lineWrapping,
        look,
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: options.extension === 'csv' ? 'false' : 'true' }),
        editable.of(mode(options.editable)),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return
          changes = changes.compose(update.changes)
          options.onText()
          if (!update.transactions.some((transaction) => transaction.annotation(external))) options.onChange()
        }),
      ],
    }),
  })
  const nothing = () => ChangeSet.empty(view.state.doc.length)
  changes = nothing()
  return {
    view,
    changes: () => changes,
    reset(text) {
      const old = view.state.doc.toString()
      let start = 0
      while (start < old.length && start < text.length && old[start] === text[start]) start++
      let end = 0
      while (end < old.length - start && end < text.length - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end++
      if (start < old.length || start < text.length)
        view.dispatch({
          changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
          annotations: [external.of(true), Transaction.addToHistory.of(false)],
        })
      changes = nothing()
    },
    setEditable(on) {
      view.dispatch({ effects: editable.reconfigure(mode(on)) })
    },
  }
}
