const SCENES = {
  empty: (
    <>
      <path
        d="M34 44h28l8 9h36a6 6 0 0 1 6 6v37a6 6 0 0 1-6 6H34a6 6 0 0 1-6-6V50a6 6 0 0 1 6-6z"
        fill="var(--colorBrandBackground2Hover)"
      />
      <path d="M28 62h84v34a6 6 0 0 1-6 6H34a6 6 0 0 1-6-6z" fill="var(--colorBrandStroke2)" />
      <path
        d="M70 12v34m-12-12 12 13 12-13"
        stroke="var(--colorBrandStroke1)"
        strokeWidth="4"
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  search: (
    <>
      <rect x="30" y="22" width="56" height="74" rx="6" fill="var(--colorBrandBackground2Hover)" />
      <path d="M42 42h32M42 56h32M42 70h20" stroke="var(--colorBrandStroke2)" strokeWidth="5" strokeLinecap="round" />
      <circle cx="86" cy="74" r="19" fill="var(--colorNeutralBackground1)" stroke="var(--colorBrandStroke1)" strokeWidth="5" />
      <path d="m100 88 14 14" stroke="var(--colorBrandStroke1)" strokeWidth="6" strokeLinecap="round" />
    </>
  ),
  failure: (
    <>
      <circle cx="70" cy="42" r="20" fill="none" stroke="var(--colorBrandStroke2)" strokeWidth="9" strokeDasharray="104 22" />
      <path
        d="M22 82c12 0 12 9 24 9s12-9 24-9 12 9 24 9 12-9 24-9"
        fill="none"
        stroke="var(--colorBrandStroke1)"
        strokeWidth="6"
        strokeLinecap="round"
      />
      <path
        d="M38 103c8 0 8 6 16 6s8-6 16-6 8 6 16 6 8-6 16-6"
        fill="none"
        stroke="var(--colorBrandStroke2)"
        strokeWidth="5"
        strokeLinecap="round"
      />
    </>
  ),
  done: (
    <>
      <rect x="38" y="18" width="64" height="84" rx="7" fill="var(--colorBrandBackground2Hover)" />
      <path d="M52 40h36M52 54h36" stroke="var(--colorBrandStroke2)" strokeWidth="5" strokeLinecap="round" />
      <path
        d="m54 78 11 11 22-24"
        fill="none"
        stroke="var(--colorBrandStroke1)"
        strokeWidth="6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
}

/** A small drawing above a sentence, in the theme's colours. */
export function Scene({ of }: { of: keyof typeof SCENES }) {
  return (
    <svg width="140" height="120" viewBox="0 0 140 120" aria-hidden="true" focusable="false">
      {SCENES[of]}
    </svg>
  )
}
