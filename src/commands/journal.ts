import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportJournal } from '../journal/export.ts'
import type { Command } from './command.ts'
import { asOwner } from './owning.ts'

export const journal: Command = {
  name: 'journal',
  about: 'Prints the whole journal, for the verifier',
  help: [
    'Prints every entry of every matter, with its contents and the signed heads, as docs/journal.md says. It is what',
    'verifier/verify.mjs checks on any machine. It holds all that was ever written: keep it as you keep the database.',
  ].join('\n'),
  run: ({ settings }) =>
    asOwner(settings(), owner => pipeline(Readable.from(exportJournal(owner)), process.stdout, { end: false })),
}
