import { choice, day, optional, paragraph, rows, text, worked, type Question } from '../../../engine/question.ts'
import type { Answers, Matter } from '../../../engine/matter.ts'
import type { Taking } from '../../../engine/world.ts'
import { inspectionEnded, testsOf, workingAnswers } from './reading.ts'
import { anyTest, itemKinds, kindsFor, scores, type Test } from './words.ts'

/** What a report is made of, asked for as it is written and copied from there into every version of it. */

const about = (label: string, hint?: string) => optional(paragraph(label, '', hint === undefined ? {} : { hint }))

/** The name that the report gives a test, where that is another than the one by which everybody is asked of it. */
const calledThere = (test: Test) => (taking: Taking) => {
  const name = testsOf(taking)[test]
  return name === anyTest[test] ? undefined : `The report calls it “${name}”`
}

/** Told apart from its score by its words: what is asked alike in one part is taken for the same question answered anew. */
const found = (test: Test) => ({ ...about(`${anyTest[test]}: what was found`), stands: calledThere(test) })

export const texts = {
  introduction: about('Introduction and summary', 'What was inspected and when, and what matters most.'),
  onLeadership: about('Leadership', 'Inspected, and not scored.'),
  onSafety: found('safety'),
  onRespect: found('respect'),
  onActivity: found('activity'),
  onRelease: found('release'),
} as const

const score = (test: Test, hint?: string) => ({
  ...optional(
    choice(anyTest[test], 'Give a score from 1 (poor) to 4 (good)', scores, {
      clause: 'HH-26',
      ...(hint !== undefined && { hint }),
    }),
  ),
  stands: calledThere(test),
})

export const judgements = {
  safety: score('safety'),
  respect: score('respect'),
  activity: score('activity'),
  release: score(
    'release',
    'The report calls each test what it was called when the inspection ended. From which day which had which name is our reading: the agreement does not say.',
  ),
} as const

export const itemRows = rows(
  'Key concerns, or recommendations',
  '',
  {
    kind: {
      ...choice('What is it?', 'Say what it is', itemKinds),
      // Those of its time are offered; another is understood, and refused with the reason.
      options: ({ matter }: Taking) => {
        const ended = inspectionEnded(matter)
        const kinds = ended ? kindsFor(ended) : (['priority', 'key', 'recommendation'] as const)
        return kinds.map(value => ({ value, text: itemKinds[value] }))
      },
    },
    text: paragraph('In the report’s words', 'Write it as it will stand in the report'),
    number: optional(text('Its number', '', { hint: 'Leave it empty to number them in this order.', example: '1' })),
  },
  { most: 100, numberedBy: 'number', ofSeveral: { called: ['Report', 'Report reference'] } },
)

export const practiceRows = rows(
  'Notable positive practice',
  '',
  { text: paragraph('What was seen, and what came of it', 'Write what was seen') },
  { most: 50 },
)

const whole = { ...texts, ...judgements, items: optional(itemRows), practice: optional(practiceRows) } as const

/** All of a report, put into a part as it stands: nobody types it there, so nobody changes it on the way. */
export function copied(part: string, from: (matter: Matter) => Answers): Readonly<Record<string, Question>> {
  return Object.fromEntries(
    Object.entries<Question>(whole).map(([name, question]) => [
      name,
      worked(({ matter }) => from(matter)[name], { ...question, part, clause: undefined }),
    ]),
  )
}

export const fromWorking = (part: string) => copied(part, workingAnswers)

/** The inspection’s last day, kept beside a copy for those who see nothing else. */
export const endedCopied = (part: string) =>
  worked(({ matter }) => inspectionEnded(matter) as never, optional(day('Inspection ended', '', { part })))
