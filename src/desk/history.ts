import type { Answers, Author, Entry, Matter } from '../engine/matter.ts'
import { clausesOf, partOf, type Procedure, type Step } from '../engine/procedure.ts'
import { stepNamed } from '../engine/strike.ts'
import type { World } from '../engine/world.ts'
import type { Viewed } from './matter.ts'

/** An entry as it is told: who did what, when, in one sentence. */
export interface Told {
  readonly step: string
  readonly label: string
  readonly part: string
  readonly at: Date
  readonly by: Author
  /** After the author's name: 'took down an alleged sanction at Ashmoor'. */
  readonly says: string
  readonly clauses: Step['clauses']
}

/** An answer as its reader may see it, with the words of the question it was given to. */
export interface GivenAnswer {
  readonly step: string
  readonly question: string
  readonly label: string
  readonly part: string
  /** When it was given, where the entry it was given in is theirs to see. */
  readonly at?: Date
  readonly answer: unknown
  /** As a person reads it. */
  readonly words: string
}

const stepOf = (procedure: Procedure, { step: name, part }: Pick<Entry, 'step' | 'part'>): Step => {
  const step = stepNamed(procedure, name, part)
  if (!step) throw new Error(`${procedure.name} has no step ${name}, which the journal says was taken`)
  return step
}

/** Answers of one part of an entry: all that a sentence of that part may be made from. */
const inPart = (step: Step, part: string, answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).filter(([name]) => {
      const question = step.asks[name]
      return question !== undefined && partOf(step, question) === part
    }),
  )

/**
 * One entry, told: its sentence is made only of the part it stands in, so it says the same to all who see it. With the matter,
 * the clauses are those that it was done under there.
 */
export function told(procedure: Procedure, entry: Entry, world: World, matter?: Matter): Told {
  const step = stepOf(procedure, entry)
  const { part, at, by } = entry
  return {
    step: entry.step,
    label: step.label,
    part,
    at,
    by,
    says: step.says({ answers: inPart(step, part, entry.answers), world }),
    clauses: matter ? clausesOf(step, matter, entry.answers) : step.clauses,
  }
}

/** What was done to a matter, as far as this reader may know it, the earliest first. */
export const history = ({ matter, procedure }: Pick<Viewed, 'matter' | 'procedure'>, world: World): Told[] =>
  matter.entries.map(entry => told(procedure, entry, world, matter))

/** Every answer that this reader may see, in the order they were given. */
export const givenAnswers = (
  { matter, procedure }: Pick<Viewed, 'matter' | 'procedure'>,
  world: World,
): GivenAnswer[] =>
  [...matter.fragments, ...matter.entries].flatMap(entry => {
    const step = stepOf(procedure, entry)
    return Object.entries(entry.answers).flatMap(([name, answer]) => {
      const question = step.asks[name]
      if (!question) return []
      return [
        {
          step: entry.step,
          question: name,
          label: question.label,
          part: partOf(step, question),
          at: entry.at,
          answer,
          words: question.show(answer, { world }),
        },
      ]
    })
  })
