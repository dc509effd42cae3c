import { bodies } from '../bodies.ts'
import { NotFound } from '../engine/directory.ts'
import { folded, unopened, type Answers, type Entry, type Fragment, type Matter } from '../engine/matter.ts'
import { partOf, type Procedure } from '../engine/procedure.ts'
import { paper } from '../letters/docx.ts'
import { issue, noteFor, type Issued, type Letter, type LetterView, type Recipient } from '../letters/letter.ts'
import { highest, type Marking } from '../letters/marking.ts'
import type { Desk } from './desk.ts'
import type { Viewed } from './matter.ts'
import { recordReading } from './reading.ts'

/** A letter of a matter, as this person would write it. */
export interface Draft {
  readonly letter: Letter
  readonly marking: Marking
  readonly issued: Issued
}

/** A letter on paper. */
export interface Made {
  /** A file name without anyone's name in it. */
  readonly name: string
  readonly bytes: Buffer
}

/** Whom a letter is to, where its words do not say. */
const recipients: Readonly<Record<Recipient, string>> = {
  'detained person': 'The person concerned',
  'someone acting for them': 'Whoever acts for the person',
  'senior manager': 'The senior manager',
  'senior levels': 'A senior level of the service',
  bodies: 'The bodies that watch over detention',
  board: 'The monitoring board',
  minister: 'The minister',
  public: 'The public',
}

export const recipientInWords = ({ to }: Pick<Letter, 'to'>): string => recipients[to]

/** What a letter may be made from: all that its writer sees, or only the parts it names. */
const viewOf = ({ me, world }: Desk, { matter, procedure }: Viewed, { from }: Pick<Letter, 'from'>): LetterView => ({
  matter: from ? within(matter, procedure, from) : matter,
  me,
  world,
  answers: {},
})

/** A matter as if its reader saw these parts alone. */
function within(matter: Matter, procedure: Procedure, from: readonly string[]): Matter {
  const answersOf = ({ step: name, answers }: Entry | Fragment): Answers => {
    const step = procedure.steps[name]
    return Object.fromEntries(
      Object.entries(answers).filter(([asked]) => {
        const question = step?.asks[asked]
        return step && question && from.includes(partOf(step, question))
      }),
    )
  }
  const { id, reference, version, place, owner, openedAt } = matter
  const birth = unopened({ id, reference, procedure: procedure.name, version, place, owner, openedAt })
  const seen = matter.entries.filter(entry => from.includes(entry.part))
  return {
    ...folded(
      birth,
      seen.map(entry => ({ ...entry, answers: answersOf(entry) })),
    ),
    fragments: matter.fragments
      .filter(one => from.includes(one.part))
      .map(one => ({ ...one, answers: answersOf(one) })),
    parts: new Set(from.filter(part => matter.parts.has(part))),
  }
}

/** An agreement’s letters are its parties’: whoever a matter was only disclosed to writes none in their name. */
const isParty = ({ house: { library }, me }: Desk, { procedure }: Viewed): boolean =>
  library.agreements.some(
    agreement =>
      agreement.parties.includes(me.body) && agreement.versions.some(version => version.procedures.includes(procedure)),
  )

/** The letters that this person can write about a matter now, in the order in which they come up. */
export function lettersFor(desk: Desk, viewed: Viewed): readonly Letter[] {
  if (!isParty(desk, viewed)) return []
  return Object.values(viewed.procedure.letters ?? {}).filter(
    letter =>
      (!letter.by || letter.by.covers(desk.me, viewed.matter, desk.world)) &&
      (!letter.offered || letter.offered(viewOf(desk, viewed, letter))),
  )
}

/** One of them: made from what its writer may see, and marked as the highest of that and of what the letter is at least. */
export function letter(desk: Desk, viewed: Viewed, id: string): Draft {
  const found = lettersFor(desk, viewed).find(one => one.id === id)
  if (!found) throw new NotFound(`letter ${id} that is open now`)
  return {
    letter: found,
    marking: highest([...markingsOf(viewed, found), ...(found.marking ? [found.marking] : [])]),
    issued: issue(found, viewOf(desk, viewed, found)),
  }
}

const markingsOf = ({ marking, procedure }: Viewed, { from }: Letter): readonly Marking[] =>
  from ? from.flatMap(part => procedure.parts[part]?.marking ?? []) : [marking]

/** Puts it on paper, and records that it was printed: who has paper, of what, is asked when something goes missing (HI-12f). */
export async function print(desk: Desk, viewed: Viewed, draft: Draft): Promise<Made> {
  const { letter: printed, marking, issued } = draft
  if (issued.refused) throw new Error(`${printed.id} was refused and cannot be printed`)
  const { me, world } = desk
  const { reference, id: matter, parts } = viewed.matter
  await recordReading(desk, { kind: 'printed', matter, parts: printed.from ?? [...parts], why: printed.label })
  const bytes = await paper({
    title: issued.title,
    marking,
    reference,
    version: viewed.version,
    madeBy: `${me.name}, ${me.title}`,
    madeAt: world.now,
    from: [bodies[me.body].name, world.directory.unit(me.unit).name],
    to: [recipientInWords(printed)],
    blocks: issued.blocks,
    note: noteFor(printed, marking),
  })
  return { name: `${reference}-${printed.id}.docx`, bytes }
}
