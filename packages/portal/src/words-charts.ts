/** Words around every chart. */
export const wordsCharts = {
  asTable: 'Show the figures',
  time: 'Time',
  nothing: 'Nothing measured yet',
}
