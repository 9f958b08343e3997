/** PDF strings: Latin-1 with the three signs that need a backslash. */
const quote = (text) => `(${text.replace(/[\\()]/g, '\\$&')})`
const NAVY = '0.122 0.227 0.373'
const TEAL = '0.059 0.463 0.431'
const INK = '0.118 0.161 0.231'

const rectangle = (colour, x, y, w, h) => `${colour} rg ${x} ${y} ${w} ${h} re f\n`
const write = (font, size, colour, x, y, text) => `BT /${font} ${size} Tf ${colour} rg ${x} ${y} Td ${quote(text)} Tj ET\n`

function page() {
  let y = 640
  const heading = (text) => {
    y -= 34
    const drawn = write('Bold', 15, TEAL, 64, y, text)
    y -= 22
    return drawn
  }
  const line = (text) => {
    const drawn = write('Plain', 11.5, INK, 64, y, text)
    y -= 18
    return drawn
  }
  const row = (cells) => {
    const drawn = cells.map((text, index) => write(index === 0 ? 'Bold' : 'Plain', 11.5, INK, [72, 210, 330][index], y, text)).join('')
    y -= 22
    return `${drawn}0.796 0.835 0.882 RG 0.6 w 64 ${y + 15} m 531 ${y + 15} l S\n`
  }
  return [
    rectangle(NAVY, 0, 712, 595, 130),
    rectangle('0.961 0.620 0.043', 0, 706, 595, 6),
    write('Bold', 30, '1 1 1', 64, 772, 'Visitor guide'),
    write('Plain', 14, '0.81 0.91 0.89', 64, 742, 'Lanterns over the harbour, Friday to Sunday'),
    line('Welcome to the quay. Everything is within ten minutes on foot, and the shuttle boat'),
    line('is free for everybody who carries a lantern.'),
    heading('When and where'),
    row(['Friday 17:00', 'Quay', 'Lighting of the first lantern']),
    row(['Saturday 11:00', 'Pier 4', 'The harbour choir']),
    row(['Saturday 15:00', 'Old town', 'Boat builders at work']),
    row(['Saturday 20:00', 'Stage', 'Bands until eleven']),
    row(['Sunday 10:00', 'Quay', 'Breakfast at the long table']),
    heading('Getting here'),
    line('By train: seven minutes from the station, always downhill.'),
    line('By boat: the ferry lands at Pier 2, every half hour.'),
    line('By bicycle: guarded stands behind the customs house.'),
    heading('Good to know'),
    line('Dogs on a lead are welcome. The quay has no railing: please keep hold of children.'),
    line('First aid is in the white tent at the ferry pier, day and night.'),
    rectangle(TEAL, 0, 0, 595, 40),
    write('Plain', 10, '1 1 1', 64, 16, 'Harbour & Pier Ltd'),
  ].join('')
}

/** One page, standard fonts only, classic cross-reference table. */
export function guidePdf() {
  const content = page()
  const font = (name) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /Plain 5 0 R /Bold 6 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}endstream`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    '<< /Title (Visitor guide) /Author (Anna Berg) >>',
  ]
  let file = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'
  const offsets = objects.map((object, index) => {
    const at = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = file.length
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}
