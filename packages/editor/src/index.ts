export { blankParts } from './blank/blank.ts'
export { rotateProofKeys } from './key-file.ts'
export { type EditorLog, type EditorOptions, editorPlugin } from './plugin.ts'
export { type ProofKeys, proofKeys } from './proof-keys.ts'
