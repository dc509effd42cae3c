import { formatDay } from '../../../calendar/day.ts'
import type { Post } from '../../../engine/directory.ts'
import type { Matter } from '../../../engine/matter.ts'
import { after, before, provided, step, type Unquoted } from '../../../engine/procedure.ts'
import { choice, day, documents, oneOf, optional, paragraph, post, rows, text } from '../../../engine/question.ts'
import { anyOf, audience, called, chosen, owner, whoever } from '../../../engine/who.ts'
import type { Taking, World } from '../../../engine/world.ts'
import { holds } from '../who.ts'
import { anyTest, scores, testNames, type Test } from '../report/words.ts'
import { began, ended, lastDay, placeName } from './reading.ts'
import { arrived, notOver, told } from './when.ts'
import { governor, headquarters, planners } from './who.ts'
import { attendance } from './words.ts'

/**
 * What the team says as it goes, the debrief on the last day, and its note (HH-19, HH-20). The note is lent, never given: it
 * goes to the governor at the debrief, to headquarters in the week after, to each further reader by name and for a reason,
 * and ends for all of them as the report is published.
 */

/** How the note is kept by whoever has it (HH-20c). */
export const custody = [
  'The judgements are provisional: the report, once it is published, takes their place',
  'Neither publish it nor quote it',
  'Do not send it round: every further reader is named here, with a reason',
]

/** What holds beside that for whoever is no part of the prison service: both agreements’ terms, whichever is the stricter. */
const beyondTheService = ['Do not pass it on to anyone', 'Use it only for what it was shared for, and keep no copy']

const notSuperseded = before('note superseded', 'The report is published, and the note is superseded', 'HH-20c')
const debriefed = after('debriefed', 'There has been no debrief yet', 'HH-20a')

export const feedback = step({
  clauses: ['HH-19'],
  label: 'Note what you told the governor as you went',
  by: planners,
  open: [...notOver, told, arrived],
  adds: true,
  part: 'feedback',
  asks: {
    saidOn: day('On which day?', 'Give the day', { notAfterToday: true }),
    to: text('To whom?', 'Say to whom', { example: 'The governor, at the morning meeting' }),
    said: paragraph('What did you say?', 'Say what you said', { hint: 'The governor reads this.' }),
  },
  refuse: ({ answers, matter }) => beforeArrival('saidOn', answers.saidOn, matter),
  discloses: [
    {
      part: 'feedback',
      to: governor,
      purpose: 'To know what the team finds as it goes',
      clause: 'HH-19',
      conditions: ['It is informal: what is found may still change'],
    },
  ],
  tells: [governor],
  says: () => 'noted what the governor was told',
})

function beforeArrival(field: string, on: string, matter: Matter) {
  const arrived = began(matter)
  return arrived && on < arrived
    ? { field, words: `The team arrived on ${formatDay(arrived)}`, next: 'Give that day or a later one.' }
    : undefined
}

const judged = (test: Test) => ({
  ...optional(choice(anyTest[test], '', scores)),
  // The note, as the report, calls it what it is called at a place of this kind.
  stands: ({ matter, world }: Pick<Taking, 'matter' | 'world'>) => {
    const kind = world.directory.findPlace(matter.place ?? '')?.kind
    const name = testNames(lastDay(matter) ?? world.today, kind)[test]
    return name === anyTest[test] ? undefined : `The note calls it “${name}”`
  },
})

export const debrief = step({
  clauses: ['HH-19', 'HH-20a'],
  label: 'Record the debrief, and give the governor its note',
  about:
    'On the last day. The governor has the note as you record this, on terms: it is provisional, not quoted and not sent round.',
  by: planners,
  open: [
    before('cancelled', 'It was cancelled'),
    told,
    arrived,
    before('debriefed', 'The debrief has been recorded'),
    notSuperseded,
  ],
  part: 'note',
  asks: {
    debriefOn: {
      ...day('On which day was the debrief?', 'Give the day of the debrief', { notAfterToday: true }),
      usual: ({ matter, world }) => [ended(matter) ?? lastDay(matter)].find(on => on && on <= world.today),
    },
    where: optional(text('Where was it held?', '')),
    attendees: rows('Who was there?', 'Give at least one person who was there', {
      name: text('Name', 'Give their name'),
      as: choice('As', 'Choose as what they were there', attendance),
    }),
    safety: { ...judged('safety'), heading: 'Indicative judgements', hint: 'Leave out what is not judged.' },
    respect: judged('respect'),
    activity: judged('activity'),
    release: judged('release'),
    judgements: paragraph('The key judgements, as the note has them', 'Write the key judgements', {
      heading: 'The note',
    }),
    note: documents('The note itself, if it is a paper'),
  },
  refuse: ({ answers, matter }) => {
    const early = beforeArrival('debriefOn', answers.debriefOn, matter)
    if (early) return early
    const end = ended(matter)
    return end && answers.debriefOn > end
      ? {
          field: 'debriefOn',
          words: `The inspection ended on ${formatDay(end)}`,
          next: 'Give that day or an earlier one.',
        }
      : undefined
  },
  warn: ({ answers, matter }) => {
    // An inspection may end sooner than it was planned to.
    const last = ended(matter) ?? lastDay(matter)
    const warnings = [
      last && answers.debriefOn !== last ? `The debrief is held on the last day, ${formatDay(last)}.` : '',
      answers.attendees.some(one => one.as === 'governor')
        ? ''
        : 'Nobody who was there runs the place: the note goes to the governor all the same.',
    ].filter(Boolean)
    return warnings.length > 0 ? warnings.join(' ') : undefined
  },
  marks: 'debriefed',
  discloses: [
    {
      part: 'note',
      to: governor,
      purpose: 'To know the main judgements while they are provisional',
      clause: 'HH-20a',
      conditions: custody,
    },
  ],
  tells: [governor],
  sets: ({ matter, world }) => ({ noteOf: `Debrief note, ${placeName(matter, world)}` }),
  says: () => 'recorded the debrief, and gave the governor its note',
})

export const sendNote = step({
  clauses: ['HH-20b'],
  label: 'Send the note to the service’s headquarters',
  about: 'In the week after, by way of the Director General, Prisons.',
  by: planners,
  open: [
    debriefed,
    after('ended', 'The inspection has not ended yet: the note goes in the week after'),
    notSuperseded,
    before('note at headquarters', 'It has been sent'),
  ],
  part: 'note',
  asks: {},
  marks: 'note at headquarters',
  discloses: [
    {
      part: 'note',
      to: headquarters,
      purpose: 'To know the main judgements while they are provisional',
      clause: 'HH-20b',
      conditions: custody,
    },
  ],
  tells: [headquarters],
  says: () => 'sent the note to the service’s headquarters',
})

// Who else may read it

/** Those who were named and have it still, each with the post of whoever named them. */
function namedBy({ entries }: Matter): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { step, answers, by } of entries) {
    if (step === 'share-note') found.set(String(answers.reader), by.post)
    if (step === 'take-note-back') found.delete(String(answers.from))
  }
  return found
}

/** Those to whom the inspectorate itself gives the note. */
const given = (taking: Taking): readonly string[] => [...governor.readers(taking), ...headquarters.readers(taking)]

/** Whoever had the note from the inspectorate itself: those they name may not name others in their turn. */
const hadItFirst = whoever(
  'the governor or the Director General',
  (me, matter, world) =>
    holds(me, matter, 'HMPPS', 'note') && given({ me, matter, world, answers: {} }).includes(me.post),
)

const bodyOf = ({ unit }: Post, { directory }: World) => directory.unit(unit).body

/** Those whose particular work may call for it: at the place, above all places; and, if the inspectorate names them, its partners. */
function mayBeNamed({ matter, me, world }: Taking): readonly Post[] {
  const { directory } = world
  // Whoever the inspectorate gives it to is named by nobody else, and so never has it on harder terms than these.
  const already = new Set([...namedBy(matter).keys(), ...given({ matter, me, world, answers: {} })])
  const service = directory
    .posts({ body: 'HMPPS' })
    .filter(one => [undefined, matter.place].includes(directory.unit(one.unit).place))
  const beyond =
    me.body === 'HMIP'
      ? [
          ...(matter.place ? directory.posts({ body: 'IMB', kind: 'chair', place: matter.place }) : []),
          ...directory.posts({ body: 'PPO', kind: 'learning' }),
        ]
      : []
  return [...service, ...beyond].filter(one => !already.has(one.key))
}

/** Its custody, by whom and why, and the stricter of what binds the reader: nobody has it on easier terms than whoever named them. */
// The reason itself stands in the note’s part, where its reader finds it and what should not be there can be struck out.
const conditionsFor = ({ answers, me, world }: Taking): readonly string[] => {
  const reader = world.directory.findPost(String(answers.reader))
  return [
    ...new Set([
      ...custody,
      `Named by ${me.title}, for the reason that they gave`,
      ...(reader && bodyOf(reader, world) === 'HMPPS' ? ['Do not pass it on to anyone'] : beyondTheService),
    ]),
  ]
}

const whoMayName = called(
  'the governor, the Director General or those who plan inspections',
  anyOf(planners, hadItFirst),
)

export const shareNote = step({
  clauses: ['HH-20c'],
  label: 'Name a further reader of the note',
  about:
    'Only somebody whose particular work calls for it. They may not pass it on, and the inspectorate sees whom you name.',
  by: whoMayName,
  open: [debriefed, notSuperseded],
  adds: true,
  part: 'note',
  asks: {
    reader: post('Who?', 'Choose one post from the list: the note goes to nobody else', mayBeNamed, {
      clause: 'HH-20c',
    }),
    because: text('Why does their work call for it?', 'Say why their work calls for it', { clause: 'HH-20c' }),
  },
  discloses: [
    {
      part: 'note',
      to: chosen('reader', 'whom you name'),
      purpose: 'Their particular work calls for it',
      clause: 'HH-20c',
      conditions: conditionsFor,
    },
  ],
  tells: [owner, chosen('reader', 'whom you name')],
  says: ({ answers, world }) => `named ${titleOf(answers.reader, world)} as a reader of the note`,
})

/** The inspectorate takes it back from anyone who was named; the governor and the Director General from those they named themselves. */
const mayLose = ({ matter, me }: Pick<Taking, 'matter' | 'me'>): readonly string[] =>
  [...namedBy(matter)].flatMap(([reader, by]) => (me.body === 'HMIP' || by === me.post ? [reader] : []))

const titleOf = (reader: unknown, { directory }: World): string =>
  directory.findPost(String(reader))?.title ?? 'somebody'

export const takeNoteBack = step({
  clauses: ['HH-20c'],
  label: 'Take the note back from somebody who was named',
  about:
    'At once: they see it no more. For somebody who was named by mistake, or whose work no longer calls for it. They can be named again.',
  by: whoMayName,
  open: [
    debriefed,
    notSuperseded,
    provided(
      taking => mayLose(taking).length > 0,
      ({ me }) => (me.body === 'HMIP' ? 'Nobody who was named has the note' : 'Nobody whom you named has the note'),
    ),
  ],
  adds: true,
  part: 'note',
  asks: {
    from: {
      ...oneOf('From whom?', 'Choose from whom', taking =>
        mayLose(taking).map(key => ({ value: key, text: titleOf(key, taking.world) })),
      ),
      show: (answer, { world }) => titleOf(answer, world),
    },
    because: optional(text('Why?', '', { hint: 'Whoever else has the note reads this.' })),
  },
  recalls: [{ part: 'note', from: chosen('from', 'whoever it is taken back from'), clause: 'HH-20c' }],
  tells: [owner],
  says: ({ answers, world }) => `took the note back from ${titleOf(answers.from, world)}`,
})

const lentTo = whoever(
  'whoever has the note and did not write it',
  (me, matter) => me.body !== 'HMIP' && matter.parts.has('note'),
)

/** Whatever names the inspection elsewhere is refused to them; until the report is published, and nobody has the note any more. */
export const unquotedNote: Unquoted = {
  binds: lentTo,
  words: 'Its debrief note is neither published nor quoted',
  next: 'Say which place and which days instead of the reference.',
  clause: 'HH-20c',
}

const lent = audience('everyone outside the inspectorate who has the note', taking => [
  ...given(taking),
  ...namedBy(taking.matter).keys(),
])

/** Taken as the report is published, whether or not there was a note: publishing never waits for it. */
export const supersedeNote = step({
  clauses: ['HH-20c'],
  label: 'End the debrief note: the report is published',
  follows: true,
  about: 'Nobody outside the inspectorate sees the note from then on. It is done by itself as the report is published.',
  by: planners,
  open: [after('ended', 'The inspection has not ended yet')],
  part: 'note',
  asks: {},
  warn: () =>
    'Publishing the report does this by itself. Do it here only for a report that is public already: the note can’t be given, sent or shown to anybody afterwards.',
  marks: 'note superseded',
  recalls: [{ part: 'note', from: lent, clause: 'HH-20c' }],
  says: () => 'ended the debrief note: the report takes its place',
})
