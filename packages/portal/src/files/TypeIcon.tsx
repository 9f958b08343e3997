import type { ReactNode } from 'react'
import { words } from '../words.ts'
import { type FileKind, kindOf } from './kind.ts'

/** Colour of the tab on the page, and the sign on it. */
const LOOKS: Record<Exclude<FileKind, 'folder'>, { colour: string; sign: ReactNode }> = {
  word: { colour: '#185abd', sign: <path d="M4.500 15h8M4.500 17.500h8M4.500 20h5" /> },
  excel: { colour: '#107c41', sign: <path d="M4.500 14.500h8v6h-8zM4.500 17.500h8M8.500 14.500v6" /> },
  powerpoint: { colour: '#c43e1c', sign: <path d="M5.500 20.500v-2.500M8.500 20.500v-6M11.500 20.500v-4" strokeWidth="1.900" /> },
  pdf: { colour: '#b3261e', sign: <path d="M5 20.500c3-1.500 4-6.500 3.300-6.500s-.3 5 4 4.500c-1.600-.9-5.600.2-7.300 2z" /> },
  text: { colour: '#5c6670', sign: <path d="M4.500 14.800h8M4.500 17.500h8M4.500 20.200h8" /> },
  csv: { colour: '#2b7d6b', sign: <path d="M5 15h1.500M8.800 15h3.200M5 17.500h1.500M8.800 17.500h3.200M5 20h1.500M8.800 20h3.200" /> },
  image: { colour: '#7a4fb5', sign: <path d="m4.500 20.500 2.800-3.500 1.800 2 1.500-1.800 2 3.300zM10.800 14.700h.01" /> },
  archive: { colour: '#8a6d1f', sign: <path d="M8.500 14v1.200M8.500 16.400v1.200M8.500 18.800v1.900" strokeWidth="2.400" /> },
  video: { colour: '#a4326f', sign: <path d="M6.800 14.500v6l5-3z" /> },
  audio: {
    colour: '#b0511c',
    sign: <path d="M7 20v-5l5-1v5M7 20a1.200 1.200 0 1 1-1.200-1.200H7M12 19a1.200 1.200 0 1 1-1.200-1.200H12" />,
  },
  file: { colour: '#69727d', sign: <path d="M5.500 17.500h.01M8.500 17.500h.01M11.500 17.500h.01" strokeWidth="2" /> },
}

function Folder() {
  return (
    <>
      <path
        d="M2 6.500A2.500 2.500 0 0 1 4.500 4h4.400c.6 0 1.200.3 1.600.7L12.500 7h7A2.500 2.500 0 0 1 22 9.500v8a2.500 2.500 0 0 1-2.500 2.500h-15A2.500 2.500 0 0 1 2 17.500z"
        fill="#e2a63a"
      />
      <path d="M2 10.500h20v7a2.500 2.500 0 0 1-2.500 2.500h-15A2.500 2.500 0 0 1 2 17.500z" fill="#ffcf66" />
    </>
  )
}

function Page({ kind }: { kind: Exclude<FileKind, 'folder'> }) {
  const { colour, sign } = LOOKS[kind]
  return (
    <>
      <path
        d="M7.500 1.500h8L21 7v13.500a2 2 0 0 1-2 2H7.500a2 2 0 0 1-2-2v-17a2 2 0 0 1 2-2z"
        fill="#fff"
        stroke="#aeb4bb"
        strokeWidth="1"
        strokeLinejoin="round"
      />
      <path d="M15.500 1.500V5A2 2 0 0 0 17.500 7H21" fill="#eceff2" stroke="#aeb4bb" strokeWidth="1" strokeLinejoin="round" />
      <rect x="1" y="10" width="15" height="13" rx="2.2" fill={colour} />
      <g
        transform="translate(-1.28 -3.63) scale(1.15)"
        fill="none"
        stroke="#fff"
        strokeWidth="1.300"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {sign}
      </g>
    </>
  )
}

/** A small picture of the type of a file; says its type to screen readers. */
export function TypeIcon({ item, size = 24 }: { item: { kind: 'file' | 'folder'; extension: string }; size?: number }) {
  const kind = kindOf(item)
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      role="img"
      aria-label={words.kinds[kind]}
      focusable="false"
      style={{ flex: 'none' }}
    >
      {kind === 'folder' ? <Folder /> : <Page kind={kind} />}
    </svg>
  )
}
