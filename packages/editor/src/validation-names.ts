/** The names that Microsoft's cases and ours give; anything else in the folder is somebody's. */
const TEST_NAMES =
  /^(made_?up_?name|validatortestfile|createchildcontainertest|testfolder|suggestedname\.|moorage[-_ ]?(case|exact|child|folder|inner|other|renamed))/i

export const isTestName = (name: string): boolean => TEST_NAMES.test(name)

/** What a page may remember of a run: names that only tests give, and copies of a validation file. No path. */
export const isRemembered = (name: unknown): name is string =>
  typeof name === 'string' &&
  name.length <= 250 &&
  /^[^\p{Cc}\\/:*?"<>|]+$/u.test(name) &&
  (isTestName(name) || /\.wopitestx?$/i.test(name))
