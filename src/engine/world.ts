import type { Body } from '../bodies.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { Length, Period } from '../calendar/period.ts'
import type { Directory } from './directory.ts'
import type { Answers, Matter, Me } from './matter.ts'
import type { Told } from '../interchange/manifest.ts'

/** All that a rule may know beyond the matter and the person: handed in, never reached for. */
export interface World {
  readonly now: Date
  readonly today: Day
  readonly calendar: Calendar
  readonly directory: Directory
  /** How long a body has chosen for one of our defaults (decision 7): the agreement's own default unless it set another. */
  period(setting: string): Period
  /** How long a kind of record is kept, by the schedule of the body whose schedule counts; nothing until that body has set it. */
  kept(kind: string): Length | undefined
  /** The sealed package that is made or brought in by the act that is under way. */
  readonly parcel?: Parcel
}

/** What the program vouches for of a package that it made, or opened and checked: nobody types it. */
export interface Parcel {
  /** The installation at the other end. */
  readonly installation: string
  /** The package's own number. */
  readonly number: string
  /** Whose information is brought in, and what it is called there. Absent when ours goes out. */
  readonly originator?: Body
  readonly reference?: string
  /** Id of the key that the other installation signs with. */
  readonly key?: string
  /** Number of the earlier package that something is told of. */
  readonly about?: string
  /** What is told, there or here, of an item that went in an earlier package, and when that was said: an instant. */
  readonly told?: Told
  readonly toldAt?: string
}

/** Someone taking a step: what every rule of a definition is given. */
export interface Taking<A = Answers> {
  readonly matter: Matter
  readonly me: Me
  readonly answers: A
  readonly world: World
}
