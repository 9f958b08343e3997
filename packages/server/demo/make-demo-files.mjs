#!/usr/bin/env node
// Makes the demo's documents; run by hand after a change here, and commit what it made.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { libraryEstimate, pierBudget, winterBudget } from './make/budget-xlsx.mjs'
import { guidePdf } from './make/guide-pdf.mjs'
import { harbourPng } from './make/harbour-png.mjs'
import { talkPptx } from './make/talk-pptx.mjs'
import { contacts, deliveries, safetyRules, siteVisit, tariqsToDo } from './make/texts-elsewhere.mjs'
import { bensToDo, readMeFirst, tideTable, toDo, travelNotes, validation, volunteers } from './make/texts.mjs'
import { meetingNotes, siteNotes, startHere } from './make/word.mjs'
import { designBrief, feeProposal, inspectionReport, siteDiary } from './make/word-elsewhere.mjs'

/** One folder per place. In Anna's My Files there are no folders and no name before "Start here": it is the first row. */
const FILES = {
  'anna/Start here.docx': await startHere(),
  'anna/Tide table.csv': tideTable(),
  'anna/To do.txt': toDo,
  'anna/Town hall talk.pptx': talkPptx(),
  'anna/Travel notes.md': travelNotes,
  'anna/Validation.wopitest': validation,
  'anna/View of the harbour.png': harbourPng(),
  'anna/Visitor guide.pdf': guidePdf(),
  'anna/Winter budget.xlsx': winterBudget(),
  'verification/Presentation.pptx': talkPptx(),
  'verification/Validation.wopitest': validation,
  'verification/Validation.wopitestx': validation,
  'verification/Word document.docx': await meetingNotes(),
  'verification/Workbook.xlsx': winterBudget(),
  'ben/To do.txt': bensToDo,
  'projects/Meeting notes.docx': await meetingNotes(),
  'projects/Read me first.md': readMeFirst,
  'projects/Volunteers.csv': volunteers,
  'projects/Pier 4 renovation/Büdget 2026.xlsx': pierBudget(),
  'projects/Pier 4 renovation/Site notes.docx': await siteNotes(),
  'pier-4/site/Deliveries.csv': deliveries,
  'pier-4/site/Safety rules.md': safetyRules,
  'pier-4/site/Site diary.docx': await siteDiary(),
  'pier-4/lukas/Inspection report.docx': await inspectionReport(),
  'kestrel/library/Contacts.csv': contacts,
  'kestrel/library/Cost estimate.xlsx': libraryEstimate(),
  'kestrel/library/Design brief.docx': await designBrief(),
  'kestrel/library/Site visit.md': siteVisit,
  'kestrel/tariq/Fee proposal.docx': await feeProposal(),
  'kestrel/tariq/To do.txt': tariqsToDo,
}

const here = dirname(fileURLToPath(import.meta.url))
for (const [path, content] of Object.entries(FILES)) {
  const file = join(here, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}
