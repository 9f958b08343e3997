/** What an administrator may state for the traffic estimates. */
export const STATED_TRAFFIC = {
  growth: 2,
  users: 1000,
  opensPerDay: 3,
  editPercent: 50,
  kinds: { word: 60, excel: 30, powerpoint: 10 },
  peakHourPercent: 25,
  regions: [{ name: 'Europe', percent: 80 }],
}
