import { documentOf, h1, h2, p, point, step, subtitle, table, title } from './word.mjs'

/** What lies in the suborganization and in the second organization of the demo. */

export const siteDiary = () =>
  documentOf(
    'Site diary',
    'Pier 4 Works',
    [
      title('Site diary'),
      subtitle('Pier 4, one entry for each working day'),
      h1('Monday'),
      p('Landward section closed at 07:00, footbridge in place by noon. Wind south-west, 4.'),
      point('Planks 1 to 18 lifted; **three more are rotten** than the site notes say.'),
      point('The ferry company asks for quiet between 10:00 and 10:30.'),
      h1('Tuesday'),
      p('Divers at the two landward piles. Both collars fit; the second waits for its bolts.'),
      table(
        [3900, 2700, 2700],
        ['Work', 'Planned', 'Done'],
        [
          ['Planks lifted', '41', '30'],
          ['Planks laid', '20', '12'],
          ['Collars set', '2', '1'],
        ],
      ),
      h2('Tomorrow'),
      step('Bolts for the second collar, by the first boat.'),
      step('Planks 31 to 41, then clear the landward end.'),
    ],
    'Lukas Weber',
  )

export const inspectionReport = () =>
  documentOf(
    'Inspection report',
    'Pier 4 Works',
    [
      title('Inspection report'),
      subtitle('Piles and planks of Pier 4, for the harbour engineer'),
      h1('Result'),
      p('The pier can be used during the work on the side that is not closed. **Two piles** need new collars before the winter storms.'),
      table(
        [2400, 3300, 3600],
        ['Pile', 'Condition', 'What to do'],
        [
          ['L1', 'collar worn through', 'new collar, week 1'],
          ['L2', 'collar loose', 'new collar, week 1'],
          ['M1 to M6', 'sound', 'look again in two years'],
          ['H1 to H4', 'sound, some growth', 'clean in spring'],
        ],
      ),
      h1('Remarks of the engineer'),
      p('To be filled in by Noor Haddad.'),
    ],
    'Lukas Weber',
  )

export const designBrief = () =>
  documentOf(
    'Design brief',
    'Kestrel Architects · Town library',
    [
      title('Design brief'),
      subtitle('Town library, Alderbrook'),
      h1('What the town wants'),
      p('A library that is **open in the evening**, seen from the square, and quiet inside. The old reading room stays.'),
      h2('Rooms'),
      table(
        [4300, 2400, 2600],
        ['Room', 'Size', 'Places'],
        [
          ['Reading room (old)', '140 m²', '36'],
          ['Open shelves', '310 m²', '24'],
          ["Children's library", '95 m²', '20'],
          ['Evening room, own entrance', '80 m²', '40'],
        ],
      ),
      h1('Rules we gave ourselves'),
      point('Timber where it is seen, concrete only where it must be.'),
      point('No room without daylight.'),
      point('The lime tree on the square stays.'),
    ],
    'Tariq Rahman',
  )

export const feeProposal = () =>
  documentOf(
    'Fee proposal',
    'Kestrel Architects',
    [
      title('Fee proposal'),
      subtitle('Town library, stages 1 to 4. A draft, for Elin to look through.'),
      h1('Stages'),
      table(
        [4700, 2300, 2300],
        ['Stage', 'Weeks', 'Share'],
        [
          ['1  Sketches and estimate', '6', '15 %'],
          ['2  Design', '10', '30 %'],
          ['3  Permit', '8', '20 %'],
          ['4  Drawings for building', '14', '35 %'],
        ],
      ),
      h1('Not included'),
      point('Survey of the cellar'),
      point('Furniture beyond fixed shelves'),
    ],
    'Tariq Rahman',
  )
