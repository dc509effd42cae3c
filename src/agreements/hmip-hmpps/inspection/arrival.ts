import { formatDay } from '../../../calendar/day.ts'
import { before, provided, step } from '../../../engine/procedure.ts'
import { choice, day, documents, oneOf, optional, paragraph, text, worked } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { alike, asked, firstDay, givenBefore, held, lastDay, same, wantedBy } from './reading.ts'
import { notOver, told } from './when.ts'
import { atThePlace, establishment, planners } from './who.ts'

/** The place and the team make ready for each other (HH-18), and no more is asked of the place than must be (HH-17). */

export const giveInstructions = step({
  clauses: ['HH-18'],
  label: 'Give your instructions on the visit',
  about: 'Beforehand if it is announced, or else as you arrive. The paper to hand over is under Letters and papers.',
  by: planners,
  open: [...notOver, told],
  part: 'visit',
  asks: {
    instructions: paragraph('What should they make ready?', 'Say what they should make ready', {
      example: 'A room for twelve, with a door that locks. Keys for everyone on the list.',
    }),
    paper: documents('The paper, if there is one'),
  },
  marks: 'instructions given',
  tells: [establishment],
  says: () => 'gave their instructions on the visit',
})

export const nameLiaison = step({
  clauses: ['HH-18', 'HH-19'],
  label: 'Name a liaison officer and a room',
  by: atThePlace,
  open: [...notOver, told],
  part: 'visit',
  asks: {
    liaison: text('Who is the liaison officer, and on which number?', 'Say who the liaison officer is', {
      example: 'Alan Birch, extension 214',
    }),
    room: text('Which room does the team have?', 'Say which room the team has', { example: 'Boardroom, first floor' }),
    debriefAt: optional(
      text('Where is the debrief to be, and with whom?', '', {
        clause: 'HH-19',
        hint: 'It is on the last day. You can say it later.',
      }),
    ),
  },
  marks: 'liaison named',
  tells: [owner],
  says: () => 'named a liaison officer and a room',
})

export const begin = step({
  clauses: ['HH-8', 'HH-19'],
  label: 'Record that the team has arrived',
  by: planners,
  open: [...notOver, told, before('began', 'The team has arrived')],
  part: 'visit',
  asks: {
    arrivedOn: day('On which day did the team arrive?', 'Give the day the team arrived', { notAfterToday: true }),
    at: optional(text('At what time did it arrive?', '', { example: '08:40' })),
    keys: choice(
      'Were keys handed over at once?',
      'Say whether keys were handed over at once',
      { once: 'Yes', late: 'No: late, or not to everyone' },
      { clause: 'HH-8' },
    ),
  },
  refuse: ({ answers, matter }) => {
    const [first, last] = [firstDay(matter), lastDay(matter)]
    if (first && answers.arrivedOn < first)
      return {
        field: 'arrivedOn',
        words: `The first day is ${formatDay(first)}: it can’t have begun before`,
        next: 'Give that day or a later one, or move its days.',
      }
    return last && answers.arrivedOn > last
      ? {
          field: 'arrivedOn',
          words: `The last day was to be ${formatDay(last)}`,
          next: 'Give an earlier day, or move its days first.',
        }
      : undefined
  },
  warn: ({ answers }) =>
    answers.keys === 'late'
      ? 'Record the delay as well, so that it is answered: “Record that access was refused or delayed”.'
      : undefined,
  marks: { began: () => true, 'keys late': ({ answers }) => answers.keys === 'late' },
  to: 'on-site',
  tells: [establishment],
  sets: ({ answers }) => ({ keys: answers.keys }),
  says: () => 'recorded that the team has arrived',
})

export const holdAlready = step({
  clauses: ['HH-17'],
  label: 'Note what you have already',
  about: 'What the inspectorate holds is not asked of the place again.',
  by: planners,
  open: notOver,
  adds: true,
  part: 'plan',
  asks: { what: text('What do you have?', 'Say what you have', { example: 'Complaints log, January to June' }) },
  says: () => 'noted what the inspectorate has already',
})

/** Told apart from all else that was given: by its place among them. */
const earlier = ({ matter, answers }: Pick<Taking, 'matter' | 'answers'>) =>
  givenBefore(matter)[Number(answers.which) - 1]

export const useEarlier = step({
  clauses: ['HH-17'],
  label: 'Use what was given at an earlier inspection',
  about: 'Then it counts as something you have already, and is not asked of the place again.',
  by: planners,
  open: [
    ...notOver,
    provided(
      ({ matter }) => givenBefore(matter).length > 0,
      'Nothing was given at an earlier inspection that you may see',
    ),
  ],
  adds: true,
  part: 'plan',
  asks: {
    which: {
      ...oneOf('Which?', 'Choose which', ({ matter }) =>
        givenBefore(matter).map((one, at) => ({
          value: String(at + 1),
          text: one.what,
          hint: `Given on ${formatDay(one.givenOn)}, for ${one.from}`,
        })),
      ),
      show: () => 'Given at an earlier inspection',
    },
    what: worked(taking => earlier(taking)?.what ?? '', text('What it is', 'Choose which')),
    givenOn: worked(taking => earlier(taking)?.givenOn as never, day('Given on', 'Choose which')),
    from: worked(taking => earlier(taking)?.from ?? '', text('For which inspection', 'Choose which')),
  },
  says: ({ answers }) => `took over what was given for ${String(answers.from)}: ${String(answers.what)}`,
})

export const askFor = step({
  clauses: ['HH-17'],
  label: 'Ask the establishment for something',
  about: 'One thing at a time: it stands in a list that both of you see, and nothing is asked for twice.',
  by: planners,
  open: [...notOver, told],
  adds: true,
  part: 'visit',
  asks: {
    what: text('What do you ask for?', 'Say what you ask for', { example: 'Complaints log, January to June' }),
    by: optional(day('By when?', '', { notBeforeToday: true })),
    anew: optional(
      text('If it was given at an earlier inspection, why is that not enough?', '', {
        hint: 'The establishment reads this.',
        example: 'It ends in June',
      }),
    ),
  },
  refuse: ({ answers, matter }) => {
    const have = held(matter).find(one => same(one.what, answers.what))
    if (have !== undefined)
      return {
        field: 'what',
        words: `The inspectorate has this already: ${have.what}`,
        next: 'Use that. If something is missing from it, ask for what is missing.',
      }
    const given = answers.anew ? undefined : givenBefore(matter).find(one => same(one.what, answers.what))
    if (given)
      return {
        field: 'what',
        words: `The inspectorate has this: it was given on ${formatDay(given.givenOn)}, for ${given.from}`,
        next: 'Use that, or say below why it is not enough.',
      }
    const before = asked(matter).find(one => same(one.what, answers.what))
    return before
      ? {
          field: 'what',
          words: `This was asked for already: ${before.what}${before.givenOn ? ', and it was given' : ''}`,
          next: 'If something is missing, ask for what is missing.',
        }
      : undefined
  },
  warn: ({ answers, matter }) => {
    const near = [...held(matter), ...asked(matter)].find(one => alike(one.what, answers.what))
    if (near) return `It looks much like something that you have, or have asked for: ${near.what}`
    const given = givenBefore(matter).find(one => alike(one.what, answers.what))
    return given && `It looks much like what was given on ${formatDay(given.givenOn)}, for ${given.from}: ${given.what}`
  },
  marks: { 'asked for by a day': ({ answers }) => answers.by !== undefined },
  tells: [establishment],
  says: ({ answers }) => `asked for: ${String(answers.what)}`,
})

export const provide = step({
  clauses: ['HH-17', 'HH-8'],
  label: 'Give what was asked for',
  by: atThePlace,
  open: [
    ...notOver,
    told,
    provided(({ matter }) => asked(matter).some(one => !one.givenOn), 'Nothing is asked for that you have not given'),
  ],
  adds: true,
  part: 'visit',
  asks: {
    which: {
      ...oneOf('Which?', 'Choose which', ({ matter }) =>
        asked(matter)
          .filter(one => !one.givenOn)
          .map(one => ({ value: String(one.number), text: one.what })),
      ),
      show: (answer: unknown) => `Number ${String(answer)} of what was asked for`,
    },
    given: worked(
      ({ answers, matter }) => asked(matter).find(one => String(one.number) === answers.which)?.what,
      optional(text('What was given', '')),
    ),
    where: optional(text('Where is it, if it is not below?', '', { example: 'On the table in the team’s room' })),
    files: documents('Files'),
  },
  refuse: ({ answers }) =>
    answers.where || answers.files?.length
      ? undefined
      : { field: 'where', words: 'There is nothing here yet', next: 'Say where it is, or attach it.' },
  marks: {
    'given, and more is wanted': ({ answers, matter }) => wantedBy(matter, answers.which) !== undefined,
    'nothing more is wanted': ({ answers, matter }) => wantedBy(matter, answers.which) === undefined,
  },
  tells: [owner],
  says: ({ answers }) => `gave what was asked for${answers.given ? `: ${String(answers.given)}` : ''}`,
})
