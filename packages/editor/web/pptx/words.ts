/** What people read in this view. */
export const words = {
  slides: 'Slides',
  slide: (number: number, title: string, hidden: boolean) => `Slide ${number}${title ? `: ${title}` : ''}${hidden ? ' (hidden)' : ''}`,
  place: (number: number, count: number) => (count ? `${number} of ${count}` : 'No slides'),
  noSlides: 'This presentation has no slides.',
  notDrawn: 'This slide could not be drawn. It is kept as it is.',
  tools: 'Slide tools',
  newSlide: 'New slide',
  newSlideFrom: 'New slide from a layout',
  duplicate: 'Duplicate slide',
  remove: 'Delete slide',
  up: 'Move slide up',
  down: 'Move slide down',
  hide: 'Hide slide',
  unhide: 'Show slide again',
  undo: 'Undo',
  redo: 'Redo',
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  /** why a command is off */
  because: {
    noUndo: 'nothing to undo',
    noRedo: 'nothing to redo',
    noText: 'click a text and select words first',
    noSlide: 'there is no slide',
    first: 'this is the first slide',
    last: 'this is the last slide',
    noLayout: 'this presentation has no layouts',
  },
  editText: (name: string, text: string) => `Edit ${name || 'text'}${text ? `: ${text}` : ''}`,
  prompt: (placeholder: string) =>
    placeholder === 'title' || placeholder === 'ctrTitle'
      ? 'Click to add title'
      : placeholder === 'subTitle'
        ? 'Click to add subtitle'
        : 'Click to add text',
  notes: 'Notes',
  addNotes: 'Click to add notes',
  noNotes: 'No notes',
  notesClosed: 'The notes page of this slide has no place for text.',
  notesHeight: 'Height of the notes',
  closed: {
    chart: 'Charts can’t be changed here. They are kept as they are.',
    diagram: 'SmartArt can’t be changed here. It is kept as it is.',
    other: 'This object can’t be changed here. It is kept as it is.',
  },
}
