import { has, type Matter } from '../../../engine/matter.ts'
import { afterAny, provided, step, type Recall, type Refusal, type Share } from '../../../engine/procedure.ts'
import { choice, choices, day, documents, optional, paragraph, place, type Question } from '../../../engine/question.ts'
import { anyOf, audience, called, owning, whoever, type Audience } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { boardOf, leads } from '../who.ts'
import { boardHere } from './enquiries.ts'
import { warnOfNames } from './nameless.ts'
import { person } from './parts.ts'
import { boardKnows, boardNow, boardThere, heldAt, mayProceed, overridden, watchedOver } from './reading.ts'
import { open } from './standing.ts'

/** Watching over the person, and the establishment, for as long as the risk may last (SP-25). */

export const watched = {
  person: 'How the person is treated',
  establishment: 'How people there are treated generally',
} as const

type Watched = keyof typeof watched

const watches = (wanted: Watched) => (taking: { answers: { what?: readonly Watched[] } }) =>
  taking.answers.what?.includes(wanted) ?? false

const boardHereOrNow = whoever(
  'the board of the establishment',
  (me, matter, world) => me.unit === boardThere(matter, world) || me.unit === boardNow(matter, world),
)

const watching = called('the board that watches, or whoever received the allegation', anyOf(boardHereOrNow, owning))

/** The board where the person is now, if that is neither the one of the place it is about nor the one that received it. */
export const boardElsewhere = audience('the board where the person is now', ({ matter, world }) =>
  [boardNow(matter, world) ?? []].flat().filter(board => board !== boardThere(matter, world) && board !== matter.owner),
)

/** What that board is told when it is asked to watch over them (decision 9). */
export const toItsBoard = <A>(board: Audience, when: (taking: Taking<A>) => boolean): readonly Share<A>[] => [
  {
    part: ['summary', ...person, 'consent', 'monitoring', 'observations', 'course'],
    to: board,
    purpose: 'The person is now held here: to watch over them',
    clause: 'SP-25',
    conditions: ['Not to be told to anyone at the establishment'],
    when,
  },
  {
    part: 'referral',
    to: board,
    purpose: 'To know that it goes on without consent',
    clause: 'SP-23f',
    when: taking => when(taking) && overridden(taking.matter),
  },
]

const hasBoard = provided(
  ({ matter, world }) => (boardThere(matter, world) ?? boardNow(matter, world)) !== undefined,
  'There is no monitoring board at this place to watch over it',
  'SP-25',
)

const watchedIn = (matter: Matter): readonly Watched[] =>
  (Object.keys(watched) as Watched[]).filter(one =>
    one === 'person' ? watchedOver(matter) : has(matter, 'watching the establishment'),
  )

/** What is seen may tell who the person is: the leads read it once they may know that. */
const leadsMayKnow: Share = {
  part: 'observations',
  to: leads,
  purpose: 'They may know who the person is',
  clause: 'SP-23i',
  when: ({ matter }) => mayProceed(matter, 'bodies'),
}

export const monitor = step({
  clauses: ['SP-25'],
  label: 'Begin to watch over the person',
  about: 'The board looks closely at how the person is treated, and people there generally, until the risk has passed.',
  by: watching,
  open: [...open, hasBoard],
  part: 'monitoring',
  asks: {
    what: choices('What is watched?', 'Choose what is watched', watched),
    risk: optional(paragraph('What is to be looked out for?', '', { hint: 'Without names.' })),
  },
  refuse: ({ answers, matter, world }) =>
    unwatched(answers.what, { matter, world }) ??
    (answers.what.includes('person') && !boardKnows(matter, boardNow(matter, world))
      ? {
          field: 'what',
          clause: 'SP-23b',
          words: 'The board may not be told who the person is without their consent',
          next: 'Ask for their consent, or ask the board to watch how people there are treated generally.',
        }
      : toldOfThem({ answers, matter, world })),
  warn: warnOfNames('risk'),
  marks: {
    'watching the person': watches('person'),
    'watching the establishment': watches('establishment'),
  },
  discloses: [
    {
      part: ['summary', 'monitoring', 'observations', 'course'],
      to: boardHere,
      purpose: 'To watch how people there are treated',
      clause: 'SP-25',
    },
    // Where it is the board of another place that watches over them, it is asked with this.
    ...toItsBoard(boardElsewhere, watches('person')),
    // A board that is asked to watch may not see what the person agreed to, so it is for whoever asks it to let the leads know.
    leadsMayKnow,
  ],
  tells: [boardHere, boardElsewhere, leads],
  sets: ({ matter }) => ({ watched: watchedIn(matter) }),
  says: () => 'began to watch over it',
})

/** There is a board to watch what is to be watched. */
function unwatched(what: readonly Watched[], { matter, world }: Pick<Taking, 'matter' | 'world'>): Refusal | undefined {
  const board = { person: boardNow, establishment: boardThere }
  const without = what.find(one => board[one](matter, world) === undefined)
  if (without === undefined) return undefined
  const place = world.directory.place((without === 'person' ? heldAt(matter) : matter.place) ?? '').name
  return { field: 'what', words: `There is no monitoring board at ${place} to watch over it` }
}

/**
 * A part is shown whole: with what the board where they are now has seen of them, a board that only watches the place would learn
 * who they are, once they took back their consent. Whichever board was asked before has it already.
 */
function toldOfThem({
  answers,
  matter,
  world,
}: Pick<Taking<{ what: readonly Watched[] }>, 'answers' | 'matter' | 'world'>): Refusal | undefined {
  const did = (step: string, about?: Watched) =>
    matter.entries.some(one => one.step === step && (about === undefined || one.answers.about === about))
  return answers.what.includes('establishment') &&
    did('observe', 'person') &&
    !did('monitor') &&
    !did('assign-board') &&
    !boardKnows(matter, boardThere(matter, world))
    ? {
        field: 'what',
        clause: 'SP-23b',
        words:
          'The board of the establishment would read what was seen of the person where they are now, and they have not agreed that it knows who they are',
        next: 'Ask for their consent first.',
      }
    : undefined
}

const isWatched = afterAny(
  ['watching the person', 'watching the establishment'],
  'Nobody is watching yet: begin first',
  'SP-25',
)

export const observe = step({
  clauses: ['SP-25'],
  label: 'Write down what you saw',
  by: boardHereOrNow,
  open: [...open, isWatched],
  part: 'observations',
  adds: true,
  asks: {
    about: choice('What is it about?', 'Choose what it is about', watched),
    seenOn: day('When did you look?', 'Give the date you looked', { notAfterToday: true }),
    seen: paragraph('What did you see or hear?', 'Write down what you saw or heard'),
    risk: choice('Is there still a risk?', 'Choose whether there is still a risk', {
      same: 'Yes, as before',
      higher: 'Yes, more than before',
      lower: 'Less than before',
      none: 'I see none',
    }),
    papers: documents('Papers'),
  },
  refuse: ({ answers, matter, me, world }) => elsewhere(answers.about, { matter, me, world }),
  marks: {
    'looked at the person': ({ answers }) => answers.about === 'person',
    'looked at the establishment': ({ answers }) => answers.about === 'establishment',
  },
  discloses: [leadsMayKnow],
  says: () => 'wrote down what they saw',
})

/** The board where the person is now watches the person; the board of the place it is about, the place (decision 9). */
function elsewhere(
  about: Watched,
  { matter, me, world }: Pick<Taking, 'matter' | 'me' | 'world'>,
): Refusal | undefined {
  const board = about === 'person' ? boardNow(matter, world) : boardThere(matter, world)
  if (me.unit === board) return undefined
  return about === 'person'
    ? {
        field: 'about',
        words: `The person is now at ${world.directory.place(heldAt(matter) ?? '').name}, whose board watches over them`,
        next: 'Write down what you see of how people here are treated generally.',
      }
    : { field: 'about', words: 'The board of the establishment it is about watches how people there are treated' }
}

export const endMonitoring = step({
  clauses: ['SP-25'],
  label: 'Say that the risk has passed',
  about: 'Watching goes on for as long as there may be a risk: say why there is none any more.',
  by: watching,
  open: [...open, isWatched],
  part: 'monitoring',
  asks: {
    what: choices('What no longer needs watching?', 'Choose what no longer needs watching', watched),
    reasons: paragraph('Why has the risk passed?', 'Say why the risk has passed', { hint: 'Without names.' }),
  },
  warn: warnOfNames('reasons'),
  marks: {
    'stopped watching the person': watches('person'),
    'stopped watching the establishment': watches('establishment'),
  },
  clears: {
    'watching the person': watches('person'),
    'watching the establishment': watches('establishment'),
  },
  tells: [leads],
  sets: ({ matter }) => ({ watched: watchedIn(matter) }),
  says: () => 'said that the risk has passed',
})

/** The board of the place the person has moved to; none where there is no board. */
const newBoard = audience('the board where the person is now', ({ matter, answers, world }) =>
  [boardOf(world, typeof answers.movedTo === 'string' ? answers.movedTo : heldAt(matter)) ?? []].flat(),
)

/** The boards of other places where they were held in between: not that of the place it is about, which watches the place. */
const boardsLeft = audience('the boards of the places they have left', taking => {
  const { matter, world } = taking
  const staying = [matter.owner, boardThere(matter, world), ...newBoard.readers(taking)]
  const were = matter.entries.filter(entry => entry.step === 'person-moved')
  return [...new Set(were.flatMap(({ answers }) => boardOf(world, String(answers.movedTo)) ?? []))].filter(
    board => !staying.includes(board),
  )
})

/** A board that they have left has nobody to watch over any more, and so no need to know who it was. */
const fromBoardsLeft: readonly Recall<never>[] = ['referral', 'consent', 'observations', ...person].map(part => ({
  part,
  from: boardsLeft,
  clause: 'SP-25',
  when: ({ matter }: Taking) => matter.parts.has(part),
}))

const movedTo: Question<string> = place('Where to?', 'Choose the establishment')

const itsBoardMay = ({ matter, answers, world }: Pick<Taking, 'matter' | 'answers' | 'world'>): boolean => {
  const board = boardOf(world, String(answers.movedTo))
  return board !== undefined && boardKnows(matter, board)
}
const itsBoardMayNot = (taking: Taking): boolean => !itsBoardMay(taking)

export const personMoved = step({
  clauses: ['SP-25', 'SP-2'],
  label: 'Record that the person has moved',
  about:
    'The matter follows the person: the board where they are now is asked to watch over them. The board where it began goes on watching how people there are treated.',
  by: watching,
  open,
  part: 'monitoring',
  asks: {
    movedTo,
    movedOn: day('When?', 'Give the date they moved', { notAfterToday: true }),
    sanction: choice('May the move itself be a sanction?', 'Choose whether the move may be a sanction', {
      yes: 'It may be',
      no: 'No',
      unknown: 'Not known',
    }),
  },
  refuse: ({ answers, matter, world }) =>
    answers.movedTo === heldAt(matter)
      ? { field: 'movedTo', words: `${world.directory.place(answers.movedTo).name} is where they were already` }
      : undefined,
  warn: ({ answers, matter, world }) =>
    boardOf(world, answers.movedTo) === undefined
      ? 'There is no monitoring board there: whoever received the allegation keeps in touch with the person.'
      : boardKnows(matter, boardOf(world, answers.movedTo))
        ? undefined
        : 'The board there cannot be asked to watch over the person until they agree to its knowing who they are.',
  marks: {
    'person moved': () => true,
    'watching the person': itsBoardMay,
    'stopped watching the person': itsBoardMayNot,
  },
  clears: { 'watching the person': itsBoardMayNot },
  discloses: [...toItsBoard(newBoard, itsBoardMay)],
  recalls: fromBoardsLeft,
  tells: [newBoard, boardHere, leads],
  sets: ({ matter, answers }) => ({ moved: answers.movedTo, watched: watchedIn(matter) }),
  says: ({ answers, world }) =>
    `recorded that the person has moved to ${world.directory.place(String(answers.movedTo)).name}`,
})
