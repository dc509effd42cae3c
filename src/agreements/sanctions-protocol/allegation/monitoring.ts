import { has, type Matter } from '../../../engine/matter.ts'
import { afterAny, provided, step, type Recall, type Refusal, type Share } from '../../../engine/procedure.ts'
import { choice, choices, day, documents, optional, paragraph, place, type Question } from '../../../engine/question.ts'
import { anyOf, atMostOne, audience, called, others, owning, whoever, type Audience } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { boardOf, leads } from '../who.ts'
import { boardHere } from './enquiries.ts'
import { warnOfNames } from './nameless.ts'
import { person } from './parts.ts'
import {
  boardAsked,
  boardKnows,
  boardNow,
  boardsElsewhere,
  boardThere,
  heldAt,
  mayProceed,
  overridden,
  watchedOver,
} from './reading.ts'
import { open } from './standing.ts'

/** Watching over the person, and the establishment, for as long as the risk may last (SP-25). */

export const watched = {
  person: 'How the person is treated',
  establishment: 'How people there are treated generally',
} as const

type Watched = keyof typeof watched

/** What an entry was about, within its sentence: whichever it was, or both. */
const about = (what: readonly Watched[], words: Readonly<Record<Watched | 'both', string>>): string =>
  words[what.length === 1 ? (what[0] as Watched) : 'both']

const treated = {
  person: 'how the person is treated',
  establishment: 'how people there are treated generally',
  both: 'how the person is treated, and people there generally',
} as const

const watches = (wanted: Watched) => (taking: { answers: { what?: readonly Watched[] } }) =>
  taking.answers.what?.includes(wanted) ?? false

const boardHereOrNow = whoever(
  'the board of the establishment',
  (me, matter, world) => me.unit === boardThere(matter, world) || me.unit === boardNow(matter, world),
)

const watching = called('the board that watches, or whoever received the allegation', anyOf(boardHereOrNow, owning))

/** The board where the person is now, if it is not the one that received it. */
const boardWithThem = atMostOne('the board where the person is now', ({ matter, world }) => {
  const board = boardNow(matter, world)
  return board === matter.owner ? undefined : board
})

/** The same, if it is not the one of the place it is about either. */
export const boardElsewhere = audience('the board where the person is now', taking =>
  boardWithThem.readers(taking).filter(board => board !== boardThere(taking.matter, taking.world)),
)

/** What that board is told when it is asked to watch over them (decision 9). */
export const toItsBoard = <A>(board: Audience, when: (taking: Taking<A>) => boolean): readonly Share<A>[] => [
  {
    // Not what the board of the establishment saw: that is its own, and may be of others there.
    part: ['summary', ...person, 'consent', 'monitoring', 'observations-elsewhere', 'course'],
    to: board,
    purpose: 'The person is held here: to watch over them',
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
  part: ['observations', 'observations-elsewhere'],
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
      : answers.what.includes('person') && !mayHandOver({ matter, world })
        ? { field: 'what', words: 'Whoever is handling it asks the board where the person is now to watch over them' }
        : undefined),
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
    // It cannot watch over somebody without knowing who they are; where that is the board of another place, it is asked with this.
    ...toItsBoard(boardWithThem, watches('person')),
    // A board that is asked to watch may not see what the person agreed to, so it is for whoever asks it to let the leads know.
    leadsMayKnow,
  ],
  tells: [boardHere, boardElsewhere, leads],
  sets: ({ matter }) => ({ watched: watchedIn(matter) }),
  says: ({ answers }) => `began the watch over ${about(answers.what, treated)}`,
})

/** There is a board to watch what is to be watched. */
function unwatched(what: readonly Watched[], { matter, world }: Pick<Taking, 'matter' | 'world'>): Refusal | undefined {
  const board = { person: boardNow, establishment: boardThere }
  const without = what.find(one => board[one](matter, world) === undefined)
  if (without === undefined) return undefined
  const place = world.directory.place((without === 'person' ? heldAt(matter) : matter.place) ?? '').name
  return { field: 'what', words: `There is no monitoring board at ${place} to watch over it` }
}

/** Who the person is, and what is seen of them where they are now, go with the person: so only whoever has both can hand them on. */
const mayHandOver = ({ matter, world }: Pick<Taking, 'matter' | 'world'>): boolean =>
  matter.parts.has('identity') &&
  (matter.parts.has('observations-elsewhere') || boardNow(matter, world) === boardThere(matter, world))

const isWatched = afterAny(
  ['watching the person', 'watching the establishment'],
  'Nobody is watching yet: begin first',
  'SP-25',
)

const look = {
  seenOn: day('When did you look?', 'Give the date you looked', { notAfterToday: true }),
  seen: paragraph('What did you see or hear?', 'Write down what you saw or heard'),
  risk: choice('Is there still a risk?', 'Choose whether there is still a risk', {
    same: 'Yes, as before',
    higher: 'Yes, more than before',
    lower: 'Less than before',
    none: 'I see none',
  }),
  papers: documents('Papers'),
}

export const observe = step({
  clauses: ['SP-25'],
  label: 'Write down what you saw',
  by: whoever('the board of the establishment', (me, matter, world) => me.unit === boardThere(matter, world)),
  open: [...open, isWatched],
  part: 'observations',
  adds: true,
  asks: { about: choice('What is it about?', 'Choose what it is about', watched), ...look },
  refuse: ({ answers, matter, me, world }) => notTheirs(answers.about, { matter, me, world }),
  marks: {
    'looked at the person': ({ answers }) => answers.about === 'person',
    'looked at the establishment': ({ answers }) => answers.about === 'establishment',
  },
  discloses: [leadsMayKnow],
  says: ({ answers }) => `wrote down what was seen of ${treated[answers.about]}`,
})

/** The board where the person is now watches the person (decision 9), for as long as it may know who that is. */
function notTheirs(
  about: Watched,
  { matter, me, world }: Pick<Taking, 'matter' | 'me' | 'world'>,
): Refusal | undefined {
  const next = 'Write down what you see of how people here are treated generally.'
  if (about !== 'person') return undefined
  if (me.unit !== boardNow(matter, world)) {
    const { name } = world.directory.place(heldAt(matter) ?? '')
    const watchedThere = boardNow(matter, world) ? ', whose board watches over them' : ''
    return { field: 'about', words: `The person is now at ${name}${watchedThere}`, next }
  }
  return has(matter, 'consent withdrawn') && !boardKnows(matter, me.unit)
    ? { field: 'about', clause: 'SP-23b', words: 'The person took back their consent to being watched over', next }
    : undefined
}

/** What the board where they are now sees of them is its own: the board of the establishment reads none of it. */
export const observeElsewhere = step({
  clauses: ['SP-25'],
  label: 'Write down what you saw of the person',
  by: whoever(
    'the board where the person is now',
    (me, matter, world) => me.unit === boardNow(matter, world) && me.unit !== boardThere(matter, world),
  ),
  open: [
    ...open,
    provided(({ matter }) => watchedOver(matter), 'Nobody is watching over the person: begin first', 'SP-25'),
  ],
  part: 'observations-elsewhere',
  unseen: 'Whoever is handling it asks your board to watch over the person first',
  adds: true,
  asks: look,
  marks: 'looked at the person',
  discloses: [leadsMayKnow],
  says: () => `wrote down what was seen of ${treated.person}`,
})

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
  says: ({ answers }) =>
    about(answers.what, {
      person: 'said that the risk to the person has passed',
      establishment: 'said that the risk to people there has passed',
      both: 'said that the risk has passed',
    }),
})

/** The board of the place the person has moved to; none where there is no board. */
const newBoard = atMostOne('the board where the person is now', ({ matter, answers, world }) =>
  boardOf(world, typeof answers.movedTo === 'string' ? answers.movedTo : heldAt(matter)),
)

/** The boards of other places where they were held in between: not that of the place it is about, which watches the place. */
const boardsLeft = audience('the boards of the places they have left', taking =>
  boardsElsewhere(taking.matter, taking.world).filter(board => !newBoard.readers(taking).includes(board)),
)

const ofPerson = (what: unknown): boolean => Array.isArray(what) && what.includes('person')

/** With the board of the place it is about, where it knew who they are only because they had come back there, or to watch over them. */
const boardsThatKnew = audience('the boards of the places they have left', taking => {
  const { matter, world } = taking
  const there = boardThere(matter, world)
  const cameBack = matter.entries.some(one => one.step === 'person-moved' && one.answers.movedTo === matter.place)
  const watchedThem = matter.entries.some(one => one.step === 'monitor' && ofPerson(one.answers.what))
  const leftAgain =
    (cameBack || watchedThem) && there && there !== matter.owner && !boardAsked(matter) && !backWhereItBegan(taking)
  return [...boardsLeft.readers(taking), ...(leftAgain ? [there] : [])]
})

/** A board that they have left has nobody to watch over any more: no need to know who it was, nor how it goes on. */
const fromBoardsLeft: readonly Recall<never>[] = [
  ...['referral', 'consent', ...person].map(part => ({
    part,
    from: boardsThatKnew,
    clause: 'SP-25' as const,
    when: ({ matter }: Taking) => matter.parts.has(part),
  })),
  { part: 'course', from: boardsLeft, clause: 'SP-25', when: ({ matter }: Taking) => matter.parts.has('course') },
  // Whoever records it goes on seeing what they wrote.
  { part: 'monitoring', from: others(boardsLeft), clause: 'SP-25' },
]

const movedTo: Question<string> = place('Where to?', 'Choose the establishment')

const itsBoardMay = ({ matter, answers, world }: Pick<Taking, 'matter' | 'answers' | 'world'>): boolean => {
  const board = boardOf(world, String(answers.movedTo))
  return board !== undefined && boardKnows(matter, board) && matter.parts.has('observations-elsewhere')
}
const itsBoardMayNot = (taking: Taking): boolean => !itsBoardMay(taking)
const backWhereItBegan = ({ matter, answers }: Pick<Taking, 'matter' | 'answers'>): boolean =>
  answers.movedTo === matter.place

const whoReadsOn = (taking: Taking): readonly string[] => [
  ...leads.readers(taking),
  ...(itsBoardMay(taking) ? newBoard.readers(taking) : []),
]

export const personMoved = step({
  clauses: ['SP-25', 'SP-2'],
  label: 'Record that the person has moved',
  about:
    'The matter follows the person: the board where they are now is asked to watch over them. The board where it began goes on watching how people there are treated.',
  by: watching,
  open: [
    ...open,
    provided(
      taking => mayHandOver(taking) || taking.me.unit === boardNow(taking.matter, taking.world),
      'The board where the person is now, or whoever is handling it, records that they have moved on',
      'SP-25',
    ),
  ],
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
      : itsBoardMay({ matter, answers, world })
        ? undefined
        : 'The board there cannot be asked to watch over the person until they agree to its knowing who they are.',
  marks: {
    'person moved': () => true,
    'person elsewhere': taking => !backWhereItBegan(taking),
    'person back where it began': taking => backWhereItBegan(taking),
    'watching the person': itsBoardMay,
    'stopped watching the person': itsBoardMayNot,
  },
  clears: { 'watching the person': itsBoardMayNot },
  discloses: [
    ...toItsBoard(newBoard, itsBoardMay),
    {
      part: 'observations',
      to: newBoard,
      purpose: 'To go on watching over the person here',
      clause: 'SP-25',
      when: taking => itsBoardMay(taking) && backWhereItBegan(taking),
    },
  ],
  recalls: [
    ...fromBoardsLeft,
    // What was seen of them elsewhere goes with them: to the board that is asked now, and away from every other.
    {
      part: 'observations-elsewhere',
      from: { allBut: audience('the leads, and the board that is asked now', whoReadsOn) },
      clause: 'SP-25',
    },
  ],
  tells: [newBoard, boardHere, leads],
  sets: ({ matter, answers }) => ({ moved: answers.movedTo, watched: watchedIn(matter) }),
  says: ({ answers, world }) =>
    `recorded that the person has moved to ${world.directory.place(String(answers.movedTo)).name}`,
})
