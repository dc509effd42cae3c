import { addDays, formatDay, startOfDay } from '../../../calendar/day.ts'
import { dueDay } from '../../../calendar/due.ts'
import { has, type Matter } from '../../../engine/matter.ts'
import { after, before, provided, step, type Step } from '../../../engine/procedure.ts'
import { day, optional, paragraph, text, worked } from '../../../engine/question.ts'
import type { Taking } from '../../../engine/world.ts'
import { centre } from '../who.ts'
import { fromWorking } from './contents.ts'
import { unpublished } from './drafting.ts'
import { draftParts, drafts } from './parts.ts'
import { indicativeDay, sentDraft, sentDrafts, unanswered, withService } from './reading.ts'
import { times } from './stages.ts'
import { writers } from './who.ts'

/** Sending a draft for its facts to be checked, with a likely date of publication (HH-26). */

const oneAtATime = provided(
  ({ matter }) => !withService(matter),
  'A draft lies with the prison service already, and there is never more than one at once: take it back first',
  'HH-26',
)

/** About 33 working days on: what the check, the answers and publication take together. */
const indicative = ({ world }: Pick<Taking, 'world'>) => dueDay(world.today, times.indicative, world.calendar)

/** A draft closes by itself as the day it named for publication has passed, should nobody have closed it before. */
const closes = ({ answers }: { answers: Readonly<Record<string, unknown>> }) => {
  const on = indicativeDay({ answers })
  return on && startOfDay(addDays(on, 1))
}

/** What a new draft makes undone: it is checked from the beginning. */
const checkedBefore = [
  'points complete',
  'date answered',
  'check done',
  'gone on without',
  'points answered',
  'draft withdrawn',
]

const send = ({ part, step: name, which }: (typeof drafts)[number], at: number): readonly [string, Step] => [
  name,
  step({
    clauses: ['HH-26'],
    label:
      at === 0
        ? 'Send the draft for its facts to be checked'
        : `Send ${which.replace('the', 'a')} for its facts to be checked`,
    about:
      'The prison service’s Scrutiny and Intelligence Unit, and nobody else of the service, reads this version of it until its check is over. It goes with a letter that names a likely day of publication: about 33 working days on.',
    by: writers,
    open: [
      unpublished,
      after('written', 'There is no draft yet: write it first'),
      oneAtATime,
      provided(
        ({ matter }) => sentDrafts(matter).length === at,
        at === 0
          ? 'A draft has been sent: another has a step of its own'
          : `There is no earlier draft that ${which} could take the place of, or it has been sent`,
      ),
    ],
    part: 'course',
    asks: {
      indicative: worked(indicative, day('Likely day of publication', 'The day could not be counted')),
      another: optional(
        day('Another likely day of publication', '', {
          notBeforeToday: true,
          hint: 'Leave it empty for 33 working days from today.',
        }),
      ),
      remark: optional(paragraph('Anything to say to them', '', { hint: 'It stands in the covering letter.', part })),
      ...fromWorking(part),
    },
    clears: checkedBefore,
    marks: 'draft sent',
    to: 'checking',
    discloses: [
      {
        part: ['course', 'check'],
        to: centre,
        purpose: 'To check the facts of the draft, and to follow its dates',
        clause: 'HH-26',
      },
      {
        part,
        to: centre,
        purpose: 'To check its facts, and for nothing else',
        clause: 'HH-26',
        conditions: [
          'Until the check is over; then it closes',
          'Neither published nor quoted, and for those alone who are needed to check it',
          'What is a matter of judgement stays the inspectorate’s own',
        ],
        until: closes,
      },
    ],
    tells: [centre],
    sets: ({ answers, world }) => ({
      sent: world.today,
      planned: indicativeDay({ answers }),
      points: undefined,
    }),
    says: ({ answers }) => {
      const on = indicativeDay({ answers })
      return `sent ${which} for its facts to be checked${on ? `, likely to be published on ${formatDay(on)}` : ''}`
    },
  }),
]

export const sending: Readonly<Record<string, Step>> = Object.fromEntries(drafts.map(send))

/** Which draft closes to the prison service: whichever was last sent. */
export const closing = draftParts.map(part => ({
  part,
  from: centre,
  clause: 'HH-26' as const,
  when: ({ matter }: Pick<Taking, 'matter'>) => {
    const last = sentDraft(matter)
    return drafts.find(one => one.step === last?.step)?.part === part
  },
}))

export const takeBack = step({
  clauses: ['HH-26'],
  label: 'Take the draft back',
  about:
    'When a mistake in it must be put right before it is checked. The prison service no longer sees it; you can send another.',
  by: writers,
  open: [
    after('draft sent', 'No draft has been sent'),
    provided(({ matter }) => withService(matter), 'Its check is over: it is closed to the prison service already'),
    provided(
      ({ matter }) => sentDrafts(matter).length < drafts.length,
      `It is the ${drafts.length === 3 ? 'third' : 'last'} draft: no more can be sent in its place`,
    ),
    before('published', 'It has been published'),
  ],
  part: 'course',
  asks: { because: text('Why?', 'Say why', { hint: 'The prison service reads this.' }) },
  clears: ['draft sent'],
  marks: 'draft withdrawn',
  to: 'writing',
  recalls: closing,
  tells: [centre],
  sets: () => ({ sent: null, planned: null }),
  says: ({ answers }) => `took the draft back: ${answers.because}`,
})

/** Whether anything is still to be answered once the check is over. */
export const anyUnanswered = (matter: Matter): boolean => unanswered(matter).length > 0
export const isSent = (matter: Matter): boolean => has(matter, 'draft sent')
