import { referencesIn } from '../documents/cites.ts'
import type { Making, Problem } from '../engine/decide.ts'
import type { Answers, Matter } from '../engine/matter.ts'
import { filesIn, partOf, type Procedure, type Secret } from '../engine/procedure.ts'
import { stepNamed } from '../engine/strike.ts'
import type { World } from '../engine/world.ts'
import { beginning } from './birth.ts'
import type { Desk } from './desk.ts'
import { findMatter } from './matter.ts'
import { namedInFiles, ofThose, wordsIn } from './named.ts'

/** What is about to be written on a matter that is there, or on one that would begin. */
export interface Act {
  readonly procedure: Procedure
  readonly matter: Matter
  readonly making: Making
}

/**
 * Why an act can't be done as it is worded: its words, or those of a file, name a matter of which their readers may not know yet.
 * Asked of all that it writes: on its own matter, on others in the same act, and on those it opens. Only whoever knows of that
 * matter is told so: to everybody else its reference is one like any other.
 */
export async function toldTooSoon(desk: Desk, acts: readonly Act[]): Promise<Problem | undefined> {
  for (const act of [...acts, ...acts.flatMap(one => opened(desk, one))])
    for (const { part, reference, stands } of await namedIn(desk, act)) {
      const found = reference === act.matter.reference ? undefined : await findMatter(desk, reference)
      const secret = found && secretIn(desk, found)
      if (!secret || readersOf(act, part, desk.world).every(key => isAmong(key, secret.knowing, desk.world))) continue
      return {
        words: `${stands ? 'What was written before, and would be read now,' : 'This'} names ${reference}. ${secret.words}`,
        next: stands ? 'Strike its reference out first.' : secret.next,
        clause: secret.clause,
      }
    }
  return undefined
}

/** That a matter is a secret still, for whoever knows of it: whoever else sees it was told of it since, or of a part of it. */
export function secretIn(
  desk: Desk,
  { procedure: { secret }, matter }: Pick<Act, 'procedure' | 'matter'>,
): (Secret & { readonly knowing: ReadonlySet<string> }) | undefined {
  if (!secret?.holds(matter)) return undefined
  const knowing = new Set(secret.knownTo.readers({ ...desk, matter, answers: {} }))
  return isAmong(desk.me.post, knowing, desk.world) ? { ...secret, knowing } : undefined
}

/** The matters that it opens, where what is said in them may name one. */
function opened(desk: Desk, { making }: Act): readonly Act[] {
  return making.opens.flatMap(({ procedure: name, answers }) => {
    const found = named(desk, answers).length > 0 ? desk.house.library.findProcedure(name, desk.world.today) : undefined
    if (!found) return []
    const { procedure, version } = found
    const birth = { procedure, version: version.name, step: procedure.begins, reference: '', raw: answers }
    const begun = beginning(desk, birth)
    return begun.refused ? [] : [{ procedure, ...begun }]
  })
}

const mayBeSecret = ({ secret }: Procedure): boolean => secret !== undefined

/** The references of such matters in what is said. */
const named = (desk: Desk, answers: Answers): readonly string[] =>
  ofThose(desk, referencesIn(wordsIn(answers)), mayBeSecret)

/** A reference of such a matter, and the part in which it would be read. */
interface Named {
  readonly part: string
  readonly reference: string
  /** Whether it stands there already. */
  readonly stands?: true
}

/** Those in what is typed now, in its files, and in what stands where somebody is told of it now. */
async function namedIn(desk: Desk, act: Act): Promise<readonly Named[]> {
  const { procedure, making } = act
  const typed = Object.entries(making.contents).flatMap(([part, answers]) =>
    named(desk, answers).map(reference => ({ part, reference })),
  )
  const step = procedure.steps[making.step]
  const partOfFile = new Map((step ? filesIn(step, making.entry.answers) : []).map(({ id, part }) => [id, part]))
  const files = await namedInFiles(desk, [...partOfFile.keys()])
  const inFiles = files.flatMap(({ id, named: one }) =>
    ofThose(desk, [one], mayBeSecret).map(reference => ({ part: partOfFile.get(id) ?? '', reference })),
  )
  return [...typed, ...inFiles, ...standing(desk, act)]
}

/** What was said in a part was for those who had it then: whoever is told of it only now reads it too. */
function standing(desk: Desk, { procedure, matter, making }: Act): readonly Named[] {
  const told = new Set([...making.shares, ...making.directs].map(({ part }) => part))
  if (told.size === 0) return []
  return [...matter.fragments, ...matter.entries].flatMap(({ step: name, part: own, answers }) => {
    const step = stepNamed(procedure, name, own)
    return Object.entries(answers).flatMap(([asked, answer]) => {
      const question = step?.asks[asked]
      const part = step && question ? partOf(step, question) : own
      return told.has(part)
        ? named(desk, { answer }).map(reference => ({ part, reference, stands: true as const }))
        : []
    })
  })
}

/** Keys of all who read a part of it, or are offered it, once it is done. */
const readersOf = ({ matter, making }: Act, part: string, { now }: World): readonly string[] => [
  matter.owner,
  ...[...matter.disclosures, ...matter.offers].flatMap(one =>
    one.part === part && !one.ended && (!one.until || one.until > now) ? [one.to] : [],
  ),
  ...[...making.shares, ...making.directs].flatMap(one => (one.part === part ? [one.to] : [])),
]

const isAmong = (key: string, knowing: ReadonlySet<string>, { directory }: World): boolean =>
  knowing.has(key) || knowing.has(directory.findPost(key)?.unit ?? '')
