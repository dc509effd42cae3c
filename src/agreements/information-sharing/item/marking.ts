import { lastAnswers, type Answers, type Matter } from '../../../engine/matter.ts'
import type { Taking } from '../../../engine/world.ts'
import { official, sensitive, type Marking } from '../../../letters/marking.ts'
import { tellingWords } from '../../nameless.ts'

/** How what is shared is marked, and whether it is personal: as whoever shares it says (HI-12e). */

/** What holds nothing personal. Whoever does not see what was said of it takes it to be the most it can be. */
export function asShared(matter: Matter): Marking | undefined {
  const said = lastAnswers(matter, 'share')
  if (said?.personal !== false) return undefined
  return said.marking === 'official' ? official : sensitive
}

/** What may tell who somebody is, in the line that everyone reads or in what is said to hold nothing personal. */
export function warnOfNames({ answers, matter, world }: Taking): string | undefined {
  const line = tellingWords([answers.about], world)
  const words = isPersonal({ ...lastAnswers(matter, 'share'), ...answers })
    ? ''
    : tellingWords([answers.words, answers.addition], world)
  return (
    [
      line && `${line} may tell who somebody is, and whoever passes it on reads that line. Say it there without.`,
      words && `${words} may tell who somebody is, and you say that it holds nothing personal.`,
    ]
      .filter(Boolean)
      .join(' ') || undefined
  )
}

const isPersonal = ({ personal }: Answers): boolean => personal !== false
