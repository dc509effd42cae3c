import type { Calendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { Period } from '../calendar/period.ts'
import type { Directory } from './directory.ts'
import type { Answers, Matter, Me } from './matter.ts'

/** All that a rule may know beyond the matter and the person: handed in, never reached for. */
export interface World {
  readonly now: Date
  readonly today: Day
  readonly calendar: Calendar
  readonly directory: Directory
  /** How long a body has chosen for one of our defaults (decision 7): the agreement's own default unless it set another. */
  period(setting: string): Period
}

/** Someone taking a step: what every rule of a definition is given. */
export interface Taking<A = Answers> {
  readonly matter: Matter
  readonly me: Me
  readonly answers: A
  readonly world: World
}
