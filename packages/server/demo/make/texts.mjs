export const toDo = `To do

- Call the lantern maker (Ben has the number)
- Permit for music after 22:00
- Proofread the visitor guide
- Ask the school band for a list of instruments
- Buy new boots
`

export const bensToDo = `Ben's list

- 240 lanterns, warm white
- Two more volunteers for the ferry pier
- First-aid tent: ask the lifeboat crew
`

export const travelNotes = `# Travel notes

How the other harbours do it, from the trip along the coast.

## What to copy

1. **Lanterns along the whole quay**, not only at the stage
2. A *quiet hour* before noon for families
3. Signs in four languages

## What it cost them

| Town | Visitors | Cost |
| --- | ---: | ---: |
| Northhaven | 8,200 | 41,000 € |
| Old Quay | 5,600 | 27,500 € |
| Sandmouth | 11,300 | 63,200 € |

> "Plan for rain. Then buy the lanterns anyway."
>
> The harbour master of Old Quay
`

export const readMeFirst = `# Projects

Everything that Anna, Ben and the administrator work on together.

- **Meeting notes.docx**: what was decided, and who does what
- **Volunteers.csv**: who helps on which day
- **Pier 4 renovation**: site notes and money

Whoever opens a document while somebody else is editing it sees that at once.
`

export const validation = `This file is for the WOPI validator: it is opened by tests only, which change its content.\n`

export const volunteers = `Name,Day,Place,From,Until
Mira Lindqvist,Friday,Stage,14:00,20:00
Tomas Ferreira,Friday,Ferry pier,12:00,18:00
Aiko Brandt,Saturday,First aid,09:00,15:00
Samuel Osei,Saturday,Stage,15:00,23:00
Jelena Kovač,Saturday,Children's harbour,10:00,16:00
Piet van Dam,Sunday,Clearing up,08:00,13:00
`

/** Invented, but with the rhythm of a real semi-diurnal tide: 12 h 25 min from high water to high water. */
export function tideTable() {
  const lines = ['Date,High water,Metres,Low water,Metres']
  const HALF_DAY = 745
  let high = 3 * 60 + 12
  for (let day = 0; day < 14; day++) {
    while (high < 24 * 60) {
      const spring = 4.6 + 0.7 * Math.cos((day / 14.8) * 2 * Math.PI)
      const low = high + HALF_DAY / 2
      const clock = (minutes) => `${String(Math.floor((minutes % 1440) / 60)).padStart(2, '0')}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`
      lines.push([`2026-12-${String(day + 1).padStart(2, '0')}`, clock(high), spring.toFixed(1), clock(low), (5.6 - spring).toFixed(1)].join(','))
      high += HALF_DAY
    }
    high -= 24 * 60
  }
  return `${lines.join('\n')}\n`
}
