import { has, lastAnswers } from '../../../engine/matter.ts'
import { after, step } from '../../../engine/procedure.ts'
import {
  choice,
  choices,
  day,
  optional,
  paragraph,
  text,
  worked,
  type Option,
  type Question,
} from '../../../engine/question.ts'
import { anyOf, atMostOne, audience, called, together, whoever } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { scrutinyBodies } from '../../../bodies.ts'
import { assistants, casework, handling, inspectorateLead, leads, ombudsmanLead, receiverOf } from '../who.ts'
import { boardHere } from './enquiries.ts'
import { byName, instead, namelessly, person, telling } from './parts.ts'
import {
  agreed,
  agreedTo,
  agreements,
  boardNow,
  boardsElsewhere,
  boardThere,
  isReferred,
  mayProceed,
  overridden,
  type Agreed,
} from './reading.ts'
import { boardElsewhere, toItsBoard } from './monitoring.ts'
import { open } from './standing.ts'

/** Consulting the person, with the aim of going on by consent (SP-23b). */

const said = 'What did they say?'
const agreeTo = 'What do they agree to?'

export const consents = {
  given: 'They agree',
  refused: 'They do not agree',
  'not yet': 'They have not been asked yet',
  'could not': 'They could not be asked',
} as const

export const askedHow = {
  person: 'In person, out of hearing of staff',
  overheard: 'In person, where staff could hear',
  call: 'By telephone',
  letter: 'By letter',
  video: 'By video call',
  behalf: 'Through someone acting for them',
} as const

const onceAsked = <T>(question: Question<T>): Question<T> => ({
  ...question,
  asked: ({ consent }) => consent === 'given' || consent === 'refused',
})

/** The leads of the other bodies are told who the person is by this very consent. */
function newlyTold({ matter }: Pick<Taking, 'matter'>): boolean {
  const before = matter.entries
    .slice(0, -1)
    .findLast(({ step: taken }) => taken === 'ask-consent' || taken === 'withdraw-consent')
  return agreedTo(matter, 'bodies') && !overridden(matter) && !agreed(before?.answers.covers, 'bodies')
}

const narrower = (before: unknown, now: unknown) =>
  (Object.keys(agreements) as Agreed[]).some(what => agreed(before, what) && !agreed(now, what))

/** Whether they agree that anybody in the service is asked to look into it. */
const asksSomeone = (covers: unknown): boolean => agreed(covers, 'establishment') || agreed(covers, 'service')

/** The person moved before they agreed to this: only now may the board where they are be asked to watch over them (decision 9). */
const itsBoardMayWatch = (taking: Taking<{ covers?: unknown }>) =>
  has(taking.matter, 'person moved') &&
  !mayProceed(taking.matter, 'board') &&
  agreed(taking.answers.covers, 'board') &&
  boardElsewhere.readers(taking).length > 0

/** What they may agree to, as it would be where they are: somebody who is told of a board that does not exist agrees to nothing (decision 8). */
const asAgreedThere = ({ matter, world }: Pick<Taking, 'matter' | 'world'>): readonly Option[] =>
  Object.entries({
    ...agreements,
    board: boardThere(matter, world)
      ? 'The board where they are held making enquiries, speaking to them and watching how they are treated'
      : 'Whoever received this making enquiries, and speaking to them again: there is no board there. If they move to where there is one, it watches how they are treated',
  }).map(([value, text]) => ({ value, text }))

export const askConsent = step({
  clauses: ['SP-23b', 'SP-F4'],
  label: 'Record what the person agrees to',
  about:
    'Tell the person what could be done and who would come to know of it, and that they may change their mind. ' +
    'Without their agreement nobody at the establishment is told, and no other body learns who they are, unless somebody is at immediate serious risk.',
  by: handling,
  open,
  part: 'consent',
  asks: {
    consent: choice(said, 'Choose what they said', consents),
    covers: {
      ...choices(agreeTo, 'Choose what they agree to', agreements),
      fixed: undefined,
      options: asAgreedThere,
      asked: ({ consent }) => consent === 'given',
      under: { question: 'consent', is: 'given' },
    },
    why: {
      ...paragraph('Why could they not be asked?', 'Say why they could not be asked', { hint: 'Without names.' }),
      asked: ({ consent }) => consent === 'could not',
      under: { question: 'consent', is: 'could not' },
    },
    askedOn: onceAsked(day('When were they asked?', 'Give the date they were asked', { notAfterToday: true })),
    askedBy: onceAsked(text('Who asked them?', 'Say who asked them', { example: 'A board member' })),
    how: onceAsked(choice('How were they asked?', 'Choose how they were asked', askedHow)),
  },
  refuse: ({ answers, matter }) => {
    if (!has(matter, 'consent given')) return undefined
    const covered = lastAnswers(matter, 'ask-consent')?.covers
    return answers.consent !== 'given' || narrower(covered, answers.covers)
      ? {
          field: 'consent',
          words: 'They agreed to more than this before',
          next: 'First record that they took back their consent: what was told is then recalled. Then record what they agree to now.',
        }
      : undefined
  },
  marks: {
    'consent asked': ({ answers }) => answers.consent !== 'not yet',
    'consent given': ({ answers }) => answers.consent === 'given',
    'consent refused': ({ answers }) => answers.consent === 'refused',
    'ready to refer': ({ answers, matter }) =>
      has(matter, 'assessed as a sanction') &&
      !isReferred(matter) &&
      // Whoever took it down does not see whether it was referred since they first agreed to that.
      asksSomeone(answers.covers) &&
      !(has(matter, 'consent given') && asksSomeone(lastAnswers(matter, 'ask-consent')?.covers)),
    'ready to enquire': ({ answers, matter }) =>
      agreed(answers.covers, 'board') && has(matter, 'assessed as a sanction') && !agreedTo(matter, 'board'),
    'its board may watch': itsBoardMayWatch,
    'goes no further': ({ answers, matter }) =>
      answers.consent === 'refused' &&
      !has(matter, 'consent refused') &&
      has(matter, 'assessed as a sanction') &&
      !overridden(matter),
  },
  clears: {
    'consent refused': ({ answers }) => answers.consent === 'given',
  },
  recalls: [{ ...instead, when: newlyTold }],
  discloses: [
    { ...byName, when: newlyTold },
    {
      part: person,
      to: leads,
      purpose: 'The person agreed that they be told',
      clause: 'SP-23b',
      when: ({ matter }) => agreedTo(matter, 'bodies'),
    },
    {
      part: telling,
      to: leads,
      purpose: 'The person agreed that they be told',
      clause: 'SP-23b',
      // Whoever took it down does not see these, and so cannot show them: each is shown by the step that begins it.
      when: ({ matter }) => agreedTo(matter, 'bodies') && telling.every(part => matter.parts.has(part)),
    },
    // Whoever lost sight of them when they took their consent back goes on with what was begun.
    {
      part: 'briefing',
      to: together(inspectorateLead, ombudsmanLead),
      purpose: 'The person agreed that they be told',
      clause: 'SP-F5',
      when: ({ matter }) => agreedTo(matter, 'bodies') && has(matter, 'briefed') && matter.parts.has('briefing'),
    },
    {
      part: person,
      to: casework,
      purpose: 'To investigate',
      clause: 'SP-F8',
      when: ({ matter }) => agreedTo(matter, 'bodies') && has(matter, 'investigation opened'),
    },
    ...toItsBoard(boardElsewhere, ({ matter }) => has(matter, 'person moved') && agreedTo(matter, 'board')),
  ],
  sets: ({ answers }) => ({ consent: answers.consent }),
  says: ({ answers }) =>
    ({
      given: 'recorded that the person agrees',
      refused: 'recorded that the person does not agree',
      'not yet': 'recorded that the person has not been asked yet',
      'could not': 'recorded that the person could not be asked',
    })[String(answers.consent) as keyof typeof consents],
})

/** Whoever in the three bodies knows who the person is may be the one to whom they say it. */
const knowsThem = whoever(
  'anyone in the three bodies who was told who the person is',
  (me, matter) => scrutinyBodies.some(body => body === me.body) && matter.parts.has('identity'),
)

const nobody = audience('nobody', () => [])
const tookItDown = atMostOne('whoever took it down', ({ matter }) => receiverOf(matter))
/** A board keeps what it wrote itself, unless what another wrote before it stands beside that. */
const itsOnlyAuthor = audience('the board that alone wrote it', ({ matter, world }) => {
  const wrote = boardsElsewhere(matter, world)
  return wrote.length === 1 && wrote[0] === boardNow(matter, world) ? wrote : []
})

/** Those who follow it without the person's consent, since nothing there says who it is. */
const whoeverFollowsIt = together(leads, assistants, casework, tookItDown, boardHere)

const withoutOverride = ({ matter }: Pick<Taking, 'matter'>) => !overridden(matter)
const wereTold = ({ matter }: Pick<Taking, 'matter'>) =>
  !overridden(matter) && agreed(lastAnswers(matter, 'ask-consent')?.covers, 'bodies')

export const withdrawConsent = step({
  clauses: ['SP-23b'],
  label: 'Record that they took back their consent',
  about:
    'Whoever is handling it, and whoever took it down, go on knowing who the person is; everyone else who was told loses sight of it at once. ' +
    'Nothing more is referred: what a manager or a senior post was asked is taken back, and they owe no answer any more. If they have begun, whoever is handling it tells them to stop. ' +
    'A referral for an immediate serious risk stands. What they have already read cannot be unread.',
  by: called(
    'the unit that is handling it, whoever took it down, or anyone in the three bodies who was told who the person is',
    anyOf(handling, knowsThem),
  ),
  // They may do so at any time, and so of what is closed too (SP-23a).
  open: [after('consent given', 'They have not given consent')],
  part: 'consent',
  asks: {
    withdrawnOn: day('When did they take it back?', 'Give the date they took it back', { notAfterToday: true }),
    toldBy: text('Whom did they tell?', 'Say whom they told', { example: 'A board member' }),
    // What they had agreed to is read beneath these, as what was said earlier, and never as what stands.
    consent: worked(() => 'They took back what they had agreed to', text(said, '')),
    covers: worked(
      ({ matter }) => (overridden(matter) ? 'Nothing any more: it goes on without' : 'Nothing any more'),
      text(agreeTo, ''),
    ),
    remark: optional(paragraph('Anything they asked for', '', { hint: 'Without names.' })),
  },
  marks: {
    'consent withdrawn': () => true,
    'name recalled': withoutOverride,
    // A board that did not receive it itself no longer knows whom to watch, nor is asked to begin.
    'stopped watching the person': ({ matter, world }) =>
      withoutOverride({ matter }) && boardNow(matter, world) !== matter.owner,
    'board not to watch': ({ matter, world }) =>
      withoutOverride({ matter }) && boardThere(matter, world) !== matter.owner,
  },
  clears: ['consent given'],
  recalls: [
    // Whoever hears of it may not know who had been told: what tells of the person is taken from everybody. That something was
    // asked tells nothing of them, and stays: so whoever was asked learns that nothing is asked any more.
    { part: person, from: { allBut: tookItDown }, clause: 'SP-23b', when: withoutOverride },
    { part: ['response', 'senior-response'], from: { allBut: nobody }, clause: 'SP-23b', when: withoutOverride },
    { part: 'observations', from: { allBut: boardHere }, clause: 'SP-23b', when: withoutOverride },
    { part: 'observations-elsewhere', from: { allBut: itsOnlyAuthor }, clause: 'SP-23b', when: withoutOverride },
    { part: 'briefing', from: { allBut: boardHere }, clause: 'SP-23b', when: withoutOverride },
    // The board of another place was told of it at all by that consent: it reads that it is taken back, and nothing that follows.
    { part: ['monitoring', 'course'], from: { allBut: whoeverFollowsIt }, clause: 'SP-25', when: withoutOverride },
    { ...instead, when: wereTold },
  ],
  discloses: [{ ...namelessly, when: wereTold }],
  sets: () => ({ consent: 'withdrawn' }),
  says: () => 'recorded that the person took back their consent',
})
