/** Our sign: a mooring ring over water. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0f6cbd" />
      <g fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round">
        <circle cx="16" cy="11" r="5" />
        <path d="M5 20.500c3.700 0 3.700 3 7.300 3s3.700-3 7.400-3 3.700 3 7.300 3" />
      </g>
    </svg>
  )
}
