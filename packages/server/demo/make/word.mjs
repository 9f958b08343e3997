import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'

const NAVY = '1F3A5F'
const TEAL = '0F766E'
const GREY = '5B6673'
const LINE = 'CBD5E1'

const styles = {
  default: {
    document: { run: { font: 'Calibri', size: 22 }, paragraph: { spacing: { after: 140, line: 276 } } },
    title: { run: { font: 'Calibri', size: 52, bold: true, color: NAVY }, paragraph: { spacing: { after: 60 } } },
    heading1: { run: { font: 'Calibri', size: 28, bold: true, color: TEAL }, paragraph: { spacing: { before: 260, after: 100 } } },
    heading2: { run: { font: 'Calibri', size: 24, bold: true, color: NAVY }, paragraph: { spacing: { before: 180, after: 80 } } },
  },
  paragraphStyles: [
    { id: 'Subtitle', name: 'Subtitle', basedOn: 'Normal', next: 'Normal', run: { size: 24, color: GREY }, paragraph: { spacing: { after: 240 } } },
  ],
}

const numbering = {
  config: [
    {
      reference: 'steps',
      levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left: 460, hanging: 320 } } } }],
    },
    {
      reference: 'points',
      levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left: 460, hanging: 260 } } } }],
    },
  ],
}

/** "plain **bold** plain" */
const runs = (text) => text.split('**').map((part, index) => new TextRun({ text: part, bold: index % 2 === 1 }))
export const title = (text) => new Paragraph({ text, heading: HeadingLevel.TITLE })
export const subtitle = (text) => new Paragraph({ text, style: 'Subtitle' })
export const h1 = (text) => new Paragraph({ text, heading: HeadingLevel.HEADING_1 })
export const h2 = (text) => new Paragraph({ text, heading: HeadingLevel.HEADING_2 })
export const p = (text) => new Paragraph({ children: runs(text) })
const item = (reference, text) => new Paragraph({ numbering: { reference, level: 0 }, children: runs(text), spacing: { after: 80 } })
export const step = (text) => item('steps', text)
export const point = (text) => item('points', text)

const edge = { style: BorderStyle.SINGLE, size: 4, color: LINE }

export function table(widths, head, rows) {
  const cell = (text, index, header) =>
    new TableCell({
      width: { size: widths[index], type: WidthType.DXA },
      margins: { top: 70, bottom: 70, left: 120, right: 120 },
      ...(header ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: NAVY } } : {}),
      children: [new Paragraph({ spacing: { after: 0 }, children: header ? [new TextRun({ text, bold: true, color: 'FFFFFF' })] : runs(text) })],
    })
  return new Table({
    columnWidths: widths,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    borders: { top: edge, bottom: edge, left: edge, right: edge, insideHorizontal: edge, insideVertical: edge },
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text, index) => cell(text, index, true)) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, index) => cell(text, index, false)) })),
    ],
  })
}

export function documentOf(name, running, children, author = 'Anna Berg') {
  const small = (text) => new TextRun({ text, size: 18, color: GREY })
  return Packer.toBuffer(
    new Document({
      title: name,
      creator: author,
      lastModifiedBy: author,
      description: '',
      styles,
      numbering,
      sections: [
        {
          properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1200, bottom: 1100, left: 1300, right: 1300 } } },
          headers: { default: new Header({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [small(running)] })] }) },
          footers: {
            default: new Footer({
              children: [
                new Paragraph({
                  alignment: AlignmentType.CENTER,
                  children: [small('Page '), new TextRun({ children: [PageNumber.CURRENT], size: 18, color: GREY })],
                }),
              ],
            }),
          },
          children,
        },
      ],
    }),
  )
}

export const startHere = () =>
  documentOf('Start here', 'Harbour & Pier Ltd', [
    title('Start here'),
    subtitle('A real Word document, in your own file portal. Click into the text and type.'),
    p('What you write is saved by itself: the top of the window first says **Saving…**, then **Saved** and the time. You can close this tab at any moment.'),
    h1('Three things to try'),
    step('Write a sentence under “Your turn” below, wait for **Saved**, close the tab, and look at the file list: the row says that it was you, just now.'),
    step('Choose **Revisions** for this file. Every state of the day is there, to look at or to restore, and restoring can be undone.'),
    step('Open a **private window**, sign in as Ben, and open “Meeting notes” in the Team Share Projects while Anna has it open. Ben sees who is editing, and can ask to edit.'),
    h1('What opens how'),
    table(
      [3000, 3300, 3000],
      ['Kind of file', 'In the browser', 'Try it with'],
      [
        ['Word', 'Read and **edit**', 'This document'],
        ['Text, Markdown, CSV', 'Read and **edit**', 'To do, Tide table'],
        ['Excel, PowerPoint', 'Read', 'Winter budget, Town hall talk'],
        ['PDF, pictures', 'Read', 'Visitor guide, View of the harbour'],
        ['Everything else', 'Download', 'Your own files'],
      ],
    ),
    h1('Bring your own'),
    p('Drop a document or a whole folder onto the file list. A large upload that is interrupted goes on where it stopped.'),
    h1('Your turn'),
    p('Anna was here.'),
  ])

export const meetingNotes = () =>
  documentOf('Meeting notes', 'Projects · Harbour festival', [
    title('Meeting notes'),
    subtitle('Harbour festival, planning group, every second Tuesday'),
    h1('Where we are'),
    p('The quay is ours from Friday noon. The ferry company keeps its berth at Pier 2, so the stage moves to **Pier 4** as soon as its planks are replaced.'),
    h2('Decided'),
    point('The programme starts at 11:00 with the harbour choir.'),
    point('Stalls pay 60 € for both days; schools and clubs pay nothing.'),
    point('Ben orders the lanterns, 240 pieces, before the end of the month.'),
    h2('Open'),
    table(
      [4700, 2200, 2400],
      ['Question', 'Who', 'Until'],
      [
        ['Permit for amplified music after 22:00', 'Anna', 'next meeting'],
        ['Second first-aid tent', 'Ben', 'next meeting'],
        ['Shuttle boat timetable', 'Harbour office', 'end of month'],
      ],
    ),
    h1('Next meeting'),
    p('Tuesday, 18:30, in the old customs house. Bring the list of volunteers.'),
  ])

export const siteNotes = () =>
  documentOf('Site notes', 'Projects · Pier 4 renovation', [
    title('Site notes'),
    subtitle('Pier 4, from the walk of the harbour engineer'),
    h1('Condition'),
    p('Of 312 planks, **87** are to be replaced. The piles are sound below the waterline; two at the landward end need new collars.'),
    table(
      [3100, 2000, 2000, 2200],
      ['Section', 'Planks', 'Rails', 'Closed'],
      [
        ['Landward', '41', '12 m', 'weeks 1–2'],
        ['Middle', '28', '6 m', 'week 3'],
        ['Pier head', '18', '22 m', 'weeks 3–4'],
      ],
    ),
    h1('Order of work'),
    step('Close the landward section and put up the footbridge.'),
    step('Replace planks from the shore outwards.'),
    step('New rails and lamps at the pier head.'),
    step('Acceptance with the harbour office.'),
  ])
