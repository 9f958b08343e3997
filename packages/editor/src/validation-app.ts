import type { DiscoveryApp } from '@moorage/wopi'

const PLACEHOLDERS =
  '<ui=UI_LLCC&><rs=DC_LLCC&><dchat=DISABLE_CHAT&><hid=HOST_SESSION_ID&><sc=SESSION_CONTEXT&><wopisrc=WOPI_SOURCE&><IsLicensedUser=BUSINESS_USER&><testcategory=VALIDATOR_TEST_CATEGORY>'

const EXTENSIONS = ['wopitest', 'wopitestx']

/** WOPI: the validator is an application of the client; `view` is for people, `getinfo` for automation. */
export const validationApp = (origin: string): DiscoveryApp => ({
  name: 'WopiTest',
  favIconUrl: `${origin}/icons/validation.svg`,
  checkLicense: true,
  actions: EXTENSIONS.flatMap((ext) => [
    { name: 'view', ext, urlsrc: `${origin}/validation?${PLACEHOLDERS}`, requires: [], isDefault: true },
    { name: 'getinfo', ext, urlsrc: `${origin}/validation/getinfo?${PLACEHOLDERS}`, requires: [], isDefault: false },
  ]),
})
