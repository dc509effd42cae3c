import { has } from '../../../engine/matter.ts'
import { provided, step } from '../../../engine/procedure.ts'
import { day, paragraph, post, text, yesOrNo } from '../../../engine/question.ts'
import { anyOf, audience, chosen, whoever } from '../../../engine/who.ts'
import { holds } from '../who.ts'
import { placeName } from './reading.ts'
import { told } from './when.ts'
import { governor, planners } from './who.ts'

/**
 * Security information reports are seen at once and in confidence (HH-11): by those alone who are named for it, which not even
 * all planners are. Where a record concerns covert surveillance or a covert source, the governor is told before it is viewed.
 */

const mayView = ['inspection', 'chief inspector', 'intelligence'] as const
const covert = 'the governor was told of covert sources'

const named = whoever('those named to view security information', (me, matter) => holds(me, matter, 'HMIP', 'sources'))
const theGovernor = whoever(
  'the governor',
  (me, matter, world) =>
    holds(me, matter, 'HMPPS', 'secure') && governor.readers({ me, matter, world, answers: {} }).includes(me.post),
)
const whoeverTold = audience('whoever told the governor', ({ matter }) =>
  matter.entries.flatMap(({ step, by }) => (step === 'notice-to-governor' ? [by.post] : [])),
)

export const openSources = step({
  clauses: ['HH-11'],
  label: 'Name somebody to view security information',
  about:
    'Only those who are named see what is recorded of it. Whoever plans the inspection does not, unless they are named.',
  by: anyOf(planners, named),
  open: [
    // Whoever was named may see nothing of the visit itself.
    { ...told, holds: taking => taking.matter.parts.has('sources') || told.holds(taking) },
    provided(
      ({ matter }) => matter.parts.has('sources') || !has(matter, 'sources opened'),
      'Somebody has been named: they name any others',
      'HH-11',
    ),
  ],
  adds: true,
  part: 'naming',
  asks: {
    reader: post('Who?', 'Choose who', ({ world: { directory } }) => [
      ...mayView.flatMap(kind =>
        directory.units({ body: 'HMIP', kind }).flatMap(unit => directory.posts({ unit: unit.key })),
      ),
      // By the post: nobody else in that office plans.
      ...directory.posts({ body: 'HMIP', kind: 'deputy' }),
    ]),
    because: text('Why do they need it?', 'Say why they need it'),
  },
  marks: 'sources opened',
  discloses: [
    {
      // Why they were named with it, so that they hear of it at all and can name others in their turn.
      part: ['naming', 'sources', 'secure'],
      to: chosen('reader', 'whom you name'),
      purpose: 'To view security information that bears on the inspection',
      clause: 'HH-11',
      conditions: ['In confidence: what it says is not told outside the inspection'],
    },
  ],
  tells: [chosen('reader', 'whom you name')],
  sets: ({ matter, world }) => ({ namedAt: `Security information at ${placeName(matter, world)}` }),
  says: () => 'named somebody to view security information',
})

export const noticeToGovernor = step({
  clauses: ['HH-11'],
  label: 'Tell the governor that covert sources are concerned',
  about: 'They may want the records viewed in a more secure way. Do not say which source, or what it concerns.',
  by: named,
  part: 'secure',
  asks: {
    on: day('On which day was the governor told?', 'Give the day', { notAfterToday: true }),
    how: text('How?', 'Say how', { example: 'In person, by the team leader' }),
  },
  marks: covert,
  discloses: [{ part: 'secure', to: governor, purpose: 'To see that they are viewed securely', clause: 'HH-11' }],
  tells: [governor],
  says: () => 'told the governor that records concern covert sources',
})

export const arrangeViewing = step({
  clauses: ['HH-11'],
  label: 'Say how they are to be viewed',
  by: theGovernor,
  part: 'secure',
  asks: { arrangement: paragraph('Where and how are they to be viewed?', 'Say where and how they are to be viewed') },
  tells: [whoeverTold],
  says: () => 'said how they are to be viewed',
})

export const viewSources = step({
  clauses: ['HH-11'],
  label: 'Record that security information was viewed',
  by: named,
  adds: true,
  part: 'sources',
  asks: {
    on: day('On which day?', 'Give the day', { notAfterToday: true }),
    by: text('By whom?', 'Say by whom'),
    what: text('Which reports?', 'Say which reports', { hint: 'Their numbers, not what they say.' }),
    covert: yesOrNo(
      'Does any of it concern covert surveillance or a covert human source?',
      'Say whether any of it concerns covert surveillance or a covert human source',
      { clause: 'HH-11' },
    ),
  },
  refuse: ({ answers, matter }) => {
    if (!answers.covert) return undefined
    const told = matter.entries.findLast(entry => entry.step === 'notice-to-governor')?.answers.on
    if (told === undefined)
      return {
        field: 'covert',
        words: 'The governor has not been told that covert sources are concerned',
        clause: 'HH-11',
        next: 'Tell the governor first. Until then such records are not viewed.',
      }
    return answers.on < String(told)
      ? {
          field: 'on',
          words: 'That is before the governor was told that covert sources are concerned',
          clause: 'HH-11',
          next: 'Give the day on which they were viewed.',
        }
      : undefined
  },
  sets: ({ matter, world }) => ({ sourcesAt: `Security information at ${placeName(matter, world)}` }),
  says: () => 'recorded that security information was viewed',
})
