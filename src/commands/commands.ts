import { backup } from './backup.ts'
import { clauses } from './clauses.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { holidays } from './holidays.ts'
import { journal } from './journal.ts'
import { migrate } from './migrate.ts'
import { packages } from './package.ts'
import { seat } from './seat.ts'
import { restore } from './restore.ts'
import { token } from './token.ts'
import { verify } from './verify.ts'

/** Every command there is. To add one, write its file and name it here. */
export const commands: readonly Command[] = [
  token,
  clauses,
  holidays,
  migrate,
  seat,
  verify,
  journal,
  backup,
  restore,
  packages,
  doctor,
]
