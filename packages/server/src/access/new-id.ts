import { randomBytes } from 'node:crypto'
import { base32 } from './base32.ts'

/** 26 lower-case base32 characters (130 random bits): ids of accounts, nodes, revisions. Encodes nothing. */
export const newId = () => base32(randomBytes(17), 26)
