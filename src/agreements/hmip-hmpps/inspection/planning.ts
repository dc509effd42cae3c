import { addMonths, formatDay, type Day } from '../../../calendar/day.ts'
import { step, type AlsoTaken, type Refusal } from '../../../engine/procedure.ts'
import {
  choice,
  choices,
  day,
  optional,
  paragraph,
  place,
  references,
  text,
  worked,
  yesOrNo,
} from '../../../engine/question.ts'
import { together } from '../../../engine/who.ts'
import type { Taking, World } from '../../../engine/world.ts'
import { lastAnswer, type Answers, type Matter } from '../../../engine/matter.ts'
import { isHeld, postsThere } from '../who.ts'
import { partners } from '../programme/partners.ts'
import { plannersParts } from './parts.ts'
import {
  began,
  boardsPart,
  daysInWords,
  equipmentOf,
  firstDay,
  isAnnounced,
  kindOf,
  lastDay,
  placeName,
  teamInWords,
} from './reading.ts'
import { releases, reDeployments, wishesBack } from './team.ts'
import { centre, establishment, groupDirector, heads, planners } from './who.ts'
import { notOver, secret, told } from './when.ts'
import { kinds } from './words.ts'

/**
 * An inspection is planned in secret (HH-6b). Until the establishment is told, whatever is planned, moved or given up is for
 * the planners alone; `notify` is the one step that opens the visit to others, with what is true on that day.
 */

/** Everyone outside the inspectorate who hears of a visit once the place itself does. */
export const outside = together(establishment, centre, groupDirector)

const noticeOf = (first: Day): Day => addMonths(first, -6)

interface Days {
  readonly first: Day
  readonly last: Day
}

/** Days in the wrong order, or gone by; the first has to be still to come unless the team is there. */
function wrongDays({ first, last }: Days, today: Day, thereAlready = false): Refusal | undefined {
  if (!thereAlready && first < today)
    return {
      field: 'first',
      words: `${formatDay(first)} has passed`,
      next: 'Give the days on which it is still to be.',
    }
  if (last < first)
    return {
      field: 'last',
      words: `The last day, ${formatDay(last)}, comes before the first, ${formatDay(first)}`,
      next: 'Give a last day that is the first day or later.',
    }
  if (last < today)
    return { field: 'last', words: `${formatDay(last)} has passed`, next: 'Give the days on which it is still to be.' }
  return undefined
}

/** An announced inspection is made known six months ahead: it is the planners’ choice to go ahead with less. */
const shortNotice = (announced: boolean, first: Day, today: Day): string | undefined =>
  announced && today > noticeOf(first)
    ? `An announced inspection is usually made known six months ahead: for ${formatDay(first)} that was ${formatDay(noticeOf(first))}.`
    : undefined

const first = () => day('What is the first day?', 'Give the first day')
const last = () => day('What is the last day?', 'Give the last day')
const announced = () =>
  yesOrNo('Is it announced?', 'Say whether it is announced', {
    clause: 'HH-6b',
    hint: 'As a rule it is not: the place is told as you arrive. If it is, the place is told six months ahead.',
  })

const facts = ({ first, last, announced }: { first: Day; last: Day; announced: boolean }) => ({
  first,
  last,
  announced: announced ? 'yes' : 'no',
})

const plannedAs = {
  planned: () => true,
  'planned as announced': ({ answers }: { answers: { announced: boolean } }) => answers.announced,
  'planned as unannounced': ({ answers }: { answers: { announced: boolean } }) => !answers.announced,
}

export const plan = step({
  clauses: ['HH-6b', 'HH-6c'],
  label: 'Plan an inspection',
  about:
    'Only the inspection teams, the Chief Inspector and the deputy will know that it exists, until you tell the establishment.',
  by: planners,
  part: 'plan',
  asks: {
    place: place('Which place is it of?', 'Choose the place'),
    kind: choice('What kind of inspection is it?', 'Choose the kind of inspection', kinds),
    first: first(),
    last: last(),
    announced: announced(),
    coordinator: text('Who coordinates it, and on which number?', 'Say who coordinates it', {
      clause: 'HH-18',
      hint: 'The place turns to them, once it is told.',
      example: 'Helen Strand, 020 7946 0100',
    }),
    partners: optional(
      choices('Which partners come with you?', '', partners, { clause: 'HH-1', hint: 'Leave it empty if none do.' }),
    ),
    because: optional(paragraph('Why here, and why now?', '', { hint: 'The planners alone read this, ever.' })),
  },
  refuse: ({ answers, world }) => wrongDays(answers, world.today),
  warn: ({ answers, world }) => shortNotice(answers.announced, answers.first, world.today),
  marks: plannedAs,
  to: 'planned',
  discloses: [
    { part: plannersParts, to: heads, purpose: 'They plan inspections, and answer for them', clause: 'HH-6b' },
  ],
  sets: ({ answers, world }) => ({
    planned: `${kinds[answers.kind]}, ${world.directory.place(answers.place).name}`,
    about: `${kinds[answers.kind]}, ${world.directory.place(answers.place).name}`,
    kind: answers.kind,
    ...facts(answers),
  }),
  says: ({ answers, world }) => `planned an inspection of ${world.directory.place(String(answers.place)).name}`,
})

/** Where its days are changed, the form begins with those that it has. */
const daysAnew = {
  first: { ...first(), usual: ({ matter }: Pick<Taking, 'matter'>) => firstDay(matter) },
  last: { ...last(), usual: ({ matter }: Pick<Taking, 'matter'>) => lastDay(matter) },
}

export const rePlan = step({
  clauses: ['HH-6b'],
  label: 'Plan it anew',
  about: 'Nobody outside learns that it was ever planned otherwise. Whoever is deployed is deployed for the new days.',
  by: planners,
  open: [...notOver, secret],
  part: 'plan',
  asks: {
    ...daysAnew,
    announced: announced(),
    coordinator: optional(text('Who coordinates it now, if that changes?', '', { clause: 'HH-18' })),
    because: optional(text('Why?', '')),
  },
  refuse: ({ answers, world }) => wrongDays(answers, world.today),
  warn: ({ answers, world }) => shortNotice(answers.announced, answers.first, world.today),
  marks: plannedAs,
  also: taking => reDeployments(taking.matter),
  sets: ({ answers }) => facts(answers),
  says: () => 'planned it anew',
})

export const cancel = step({
  clauses: ['HH-6b'],
  label: 'Give it up',
  about: 'The establishment has not been told, and never learns of it.',
  by: planners,
  open: [...notOver, secret],
  part: 'plan',
  asks: { because: text('Why?', 'Say why') },
  marks: 'cancelled',
  to: 'ended',
  sets: () => ({ how: 'cancelled' }),
  also: ({ matter }) => [...releases(matter), ...wishesBack(matter)],
  says: () => 'gave it up',
})

const nobodyThere = (matter: Matter, world: World): string | undefined =>
  postsThere({ matter, world }, 'governor').some(key => isHeld(world, key))
    ? undefined
    : `Nobody can be reached here today as governor of ${placeName(matter, world)}: tell the place yourself.`

/** What the place is told is worked out from the plan as it stands: nothing of an earlier one goes with it. */
export const notify = step({
  clauses: ['HH-6b', 'HH-18', 'HH-33', 'HH-12'],
  label: 'Tell the establishment',
  about:
    'The governor, the liaison officer, the Scrutiny and Intelligence Unit and the group director see the visit from now on: its days, who comes and what they bring. An unannounced inspection is told on arrival.',
  by: planners,
  open: [...notOver, secret],
  part: 'visit',
  asks: {
    kind: worked(({ matter }) => kindOf(matter), choice('Kind of inspection', '', kinds)),
    announced: worked(({ matter }) => isAnnounced(matter), yesOrNo('Announced', '')),
    first: worked(({ matter }) => firstDay(matter), day('First day', '')),
    last: worked(({ matter }) => lastDay(matter), day('Last day', '')),
    coordinatedBy: worked(({ matter }) => lastAnswer(matter, 'coordinator'), optional(text('Coordinator', ''))),
    team: worked(({ matter }) => teamInWords(matter), optional(paragraph('The team', ''))),
    equipment: worked(({ matter }) => equipmentOf(matter), optional(paragraph('What the team brings', ''))),
    words: optional(paragraph('Anything to tell them with it', '', { example: 'We are at the gate.' })),
    plans: references('Which action plan do you ask for as revised?', {
      clause: 'HH-33',
      of: { prefix: 'ACP', what: 'action plan' },
      one: true,
      hint: 'At the next inspection the plan on the last report is asked for as revised: it is asked for in the same minute.',
      among: { procedure: 'action-plan', at: ({ matter }) => matter.place, leavesOut: ['closed'], newest: true },
    }),
  },
  refuse: ({ matter, world }) => {
    const [start, end] = [firstDay(matter), lastDay(matter)]
    if (!start || !end) return { words: 'Its days are not planned yet', next: 'Plan it anew.' }
    if (!isAnnounced(matter) && world.today < start)
      return {
        words: `It is unannounced: the establishment is told on arrival, on ${formatDay(start)}`,
        next: 'Wait until then. To announce it, plan it anew.',
      }
    if (world.today > end)
      return {
        words: `The days it was planned for have passed: ${daysInWords(matter)}`,
        next: 'Plan it anew, or give it up.',
      }
    return undefined
  },
  warn: ({ matter, world }) => {
    const start = firstDay(matter)
    const warnings = [start && shortNotice(isAnnounced(matter), start, world.today), nobodyThere(matter, world)].filter(
      Boolean,
    )
    return warnings.length > 0 ? warnings.join(' ') : undefined
  },
  marks: 'notified',
  to: 'notified',
  discloses: [
    {
      part: 'visit',
      to: establishment,
      purpose: 'To receive the inspection',
      clause: 'HH-6b',
      conditions: ['For those who must prepare for it'],
    },
    { part: 'visit', to: centre, purpose: 'It is the first contact for inspections', clause: 'HH-45' },
    { part: 'visit', to: groupDirector, purpose: 'They come to the debrief', clause: 'HH-19' },
  ],
  also: ({ answers, matter }) => [
    ...(answers.plans?.map(reference => ({ reference, step: 'ask-revision', answers: {} })) ?? []),
    // Whatever was withdrawn or came to be known since they were deployed is in the way now (HH-12, HH-21).
    ...reDeployments(matter),
  ],
  tells: [outside],
  sets: () => ({ planned: '' }),
  says: () => 'told the establishment',
})

/** The boards hear of it in their own part, if they have been told. */
const onTheBoardsPart = (matter: Matter, step: string, answers: Answers): readonly AlsoTaken[] =>
  boardsPart(matter).map(reference => ({ reference, step, answers, ifOpen: true }))

export const move = step({
  clauses: ['HH-6b'],
  label: 'Move its days',
  about: 'Everyone who was told of the visit sees the new days and why. Whoever is deployed is deployed for them.',
  by: planners,
  open: [...notOver, told],
  part: 'visit',
  asks: { ...daysAnew, because: text('Why?', 'Say why', { hint: 'The establishment reads this.' }) },
  refuse: ({ answers, matter, world }) => {
    const start = firstDay(matter)
    const arrived = began(matter)
    if (arrived && answers.first !== start)
      return {
        field: 'first',
        words: `The team has arrived: the first day stays ${start ? formatDay(start) : 'as it was'}`,
        next: 'Move only its last day.',
      }
    return wrongDays(answers, world.today, arrived !== undefined)
  },
  warn: ({ answers, matter, world }) =>
    began(matter) ? undefined : shortNotice(isAnnounced(matter), answers.first, world.today),
  marks: 'moved',
  also: ({ answers, matter }) => [
    ...reDeployments(matter),
    ...onTheBoardsPart(matter, 'change-dates', {
      began: answers.first,
      debrief: answers.last,
      because: answers.because,
    }),
  ],
  tells: [outside],
  sets: ({ answers }) => ({ first: answers.first, last: answers.last }),
  says: () => 'moved its days',
})

export const callOff = step({
  clauses: ['HH-6b'],
  label: 'Call it off',
  about: 'Everyone who was told of the visit is told that it is off.',
  by: planners,
  open: [...notOver, told],
  part: 'visit',
  asks: { because: text('Why?', 'Say why', { hint: 'The establishment reads this.' }) },
  marks: 'cancelled',
  to: 'ended',
  sets: () => ({ how: 'cancelled' }),
  also: ({ matter }) => [...releases(matter), ...wishesBack(matter), ...onTheBoardsPart(matter, 'call-off', {})],
  tells: [outside],
  says: () => 'called it off',
})
