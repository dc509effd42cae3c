import { formatDay, type Day } from '../../../calendar/day.ts'
import { has } from '../../../engine/matter.ts'
import { after, before, provided, step } from '../../../engine/procedure.ts'
import { day, documents, optional, paragraph, text } from '../../../engine/question.ts'
import type { Taking } from '../../../engine/world.ts'
import { answeredIn, answeredOn, byReceipt, receivedOn, saidByOffice, sentOn } from './reading.ts'
import { sentFirst } from './sending.ts'
import { asOffice, asPublisher, everyoneElse, forOffice, heads, office, teams } from './who.ts'

/** Sent, received and published are three dates (decision 4); the answer is counted from the day it was received (HH-35). */

const tooEarly = (on: Day, than: Day | undefined, words: string) =>
  than && on < than ? { field: 'on', words: `${words}, which was on ${formatDay(than)}` } : undefined

export const receive = step({
  clauses: ['HH-35'],
  label: 'Say when it was received',
  about:
    'The 28 days are counted from this day. It can be put right until the answer is whole; once the office itself has said it, by the office alone.',
  by: forOffice,
  open: [
    sentFirst,
    before('answered', 'It has been answered'),
    provided(
      ({ matter, me, world }) => !saidByOffice(matter) || asOffice.covers(me, matter, world),
      'The Secretary of State’s office has said when it received it',
    ),
  ],
  part: 'notification',
  asks: {
    on: day('On which day did it reach the Secretary of State’s office?', 'Give the day it was received', {
      notAfterToday: true,
      clause: 'HH-35',
    }),
  },
  refuse: ({ answers, matter }) => {
    const told = answeredIn(matter, 'immediate') ?? answeredIn(matter, 'longer')
    return (
      tooEarly(answers.on, sentOn(matter), 'It can’t have been received before it was sent') ??
      (told && answers.on > told.on
        ? { field: 'on', words: `Part of it was answered before that, on ${formatDay(told.on)}` }
        : undefined)
    )
  },
  marks: 'received',
  tells: [office, teams, heads, everyoneElse],
  sets: ({ answers, matter, world }) => ({ received: answers.on, answerBy: byReceipt(matter, world)?.day }),
  says: ({ answers }) => `said that it was received on ${formatDay(answers.on)}`,
})

export const publish = step({
  clauses: ['HH-34', 'HH-35'],
  label: 'Say when it was published',
  about:
    'The 28 days as counted from this day are shown beside those from the day it was received. Say it again to put the day right.',
  by: asPublisher,
  open: [sentFirst],
  part: 'notification',
  asks: {
    on: day('On which day was it published?', 'Give the day it was published', { notAfterToday: true }),
    where: optional(text('Where can it be read?', '', { hint: 'The address of its page.' })),
  },
  refuse: ({ answers, matter }) =>
    tooEarly(answers.on, sentOn(matter), 'It can’t have been published before it was sent'),
  marks: 'published',
  tells: [office, heads],
  sets: ({ answers }) => ({ published: answers.on }),
  says: ({ answers }) => `said that it was published on ${formatDay(answers.on)}`,
})

type Parts = { readonly immediate?: string; readonly longer?: string }
const given = ({ matter, answers }: Taking<Parts>, part: keyof Parts) =>
  answers[part] !== undefined || answeredIn(matter, part) !== undefined
const whole = (taking: Taking<Parts>) => given(taking, 'immediate') && given(taking, 'longer')

export const respond = step({
  clauses: ['HH-35'],
  label: 'Answer it in public',
  about:
    'In two parts, together or one after the other: what is done at once, and what is done in the longer run, for those held there. Everyone who has the notification reads it.',
  by: forOffice,
  open: [
    sentFirst,
    after('received', 'Say first on which day it was received: the answer is counted from it', 'HH-35'),
    before('answered', 'It has been answered in both parts'),
  ],
  adds: true,
  part: 'response',
  asks: {
    on: day('On which day was this answer made public?', 'Give the day the answer was made public', {
      notAfterToday: true,
    }),
    immediate: optional(
      paragraph('What is done at once?', '', { hint: 'Leave it empty if that was answered before.' }),
    ),
    longer: optional(
      paragraph('What is done in the longer run?', '', { hint: 'Leave it empty if it comes later, or came before.' }),
    ),
    files: documents('Documents that go with it'),
  },
  refuse: ({ answers, matter }) =>
    answers.immediate === undefined && answers.longer === undefined
      ? { field: 'immediate', words: 'There is no answer here yet', next: 'Write at least one of the two parts.' }
      : tooEarly(answers.on, receivedOn(matter), 'It can’t have been answered before it was received'),
  marks: {
    'immediate answer': ({ answers }) => answers.immediate !== undefined,
    'longer answer': ({ answers }) => answers.longer !== undefined,
    answered: whole,
  },
  to: { answered: taking => whole(taking) && !has(taking.matter, 'ended') },
  tells: [teams, heads, everyoneElse, office],
  sets: ({ matter, world }) => {
    const on = answeredOn(matter)
    const by = byReceipt(matter, world)
    return on && by ? { answered: on, kept: on <= by.day ? 'yes' : 'no' } : {}
  },
  says: ({ answers }) =>
    `answered it in public: ${[answers.immediate && 'what is done at once', answers.longer && 'what is done in the longer run'].filter(Boolean).join(', and ')}`,
})
