import type { ClauseId } from '../../../engine/clause.ts'
import { has } from '../../../engine/matter.ts'
import { after, before, step, type Refusal, type Share } from '../../../engine/procedure.ts'
import { documents, optional, paragraph, yesOrNo } from '../../../engine/question.ts'
import { audience, owning, together } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { changeQuestions, contractOf, readersSaid } from '../contract.ts'
import {
  goneAsItWas,
  onlyItsOriginator,
  ourOwn,
  ourOwnOrTold,
  received,
  toldAdditionQuestions,
  toldTermsQuestions,
} from '../package.ts'
import type { Sharing } from '../sharing.ts'
import { asking } from './asking.ts'
import { warnOfNames } from './marking.ts'
import {
  everHolders,
  everHoldersButRelays,
  everyoneElse,
  holders,
  readersIn,
  readToPassOn,
  waiting,
  type Parties,
} from './parties.ts'
import { answered, cover, opens, sealed } from './parts.ts'
import { opensQuestionsFromNow } from './questions.ts'
import { nobodyReads, readersQuestions, unitsBut } from './routes.ts'
import { standing, stillHeld } from './standing.ts'
import { laterToo, onTerms } from './terms.ts'

/** It stays its originator’s: they add to it, change its terms, answer what is asked and take it back (HI-12c, PI-20). */

export const add = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.purpose],
    label: 'Add to it',
    about: 'They see it only if its terms say that what you add later goes with it. The next page says who will.',
    by: owning,
    open: [standing, ourOwnOrTold('addition')],
    part: 'later',
    adds: true,
    asks: {
      addition: paragraph('What do you add?', 'Write what you add'),
      more: optional(documents('Files')),
      ...toldAdditionQuestions,
    },
    warn: warnOfNames,
    tells: [audience('those to whom it goes', holders('later').readers)],
    says: ({ answers }) => (answers.toldIn === undefined ? 'added to it' : 'brought in what was added to it'),
  })

// Its terms

const ways = ['read', 'pass on', 'read or pass on'] as const

/** Everyone who has it, and everyone who waits for it, gives it up under the old terms … */
const handedBack = (clause: ClauseId) =>
  sealed.map(part => ({
    part,
    from: together(everHolders(part), ...ways.map(may => waiting(part, may))),
    clause,
  }))

/** … and has it again under the new; what is added later, if they say so, though no relay reads that. */
const handedAgain = (clause: ClauseId): readonly Share[] =>
  sealed.flatMap(part => {
    const each = { part, ...onTerms, clause, when: part === 'later' ? laterToo : undefined }
    return [
      { ...each, to: part === 'later' ? everHoldersButRelays('item') : everHolders('item') },
      { ...each, to: readToPassOn('item'), may: 'pass on' as const },
      ...ways.map(may => ({
        ...each,
        to: waiting('item', may),
        may: part === 'later' && may === 'read or pass on' ? ('pass on' as const) : may,
      })),
    ]
  })

export const changeTerms = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.purpose, clauses.needToKnow],
    label: 'Change its terms',
    about: 'They hold from now on, for everyone who has it. Whatever you leave out stays as it is.',
    by: owning,
    // At any time: what was closed is still with whoever opened it.
    open: [...stillHeld, ourOwnOrTold('terms')],
    part: 'terms',
    adds: true,
    asks: { ...changeQuestions(unitsBut), ...toldTermsQuestions },
    refuse: ({ answers }) =>
      Object.keys(answers).length === 0
        ? { words: 'Nothing is changed', next: 'Answer what is to change.' }
        : answers.until !== undefined && answers.endless === true
          ? {
              field: 'endless',
              words: 'You gave a last day, and said that there is none',
              next: 'Leave one of them out.',
            }
          : undefined,
    recalls: handedBack(clauses.purpose),
    discloses: handedAgain(clauses.purpose),
    tells: [everyoneElse],
    sets: ({ matter }) => ({ until: contractOf(matter)?.until ?? null }),
    says: ({ answers }) =>
      answers.toldIn === undefined ? 'changed its terms' : 'brought in its terms as its originator has them',
  })

/** Fewer or others inside the units that have it: whoever may read it no longer loses it, and whoever may now is offered it. */
export const changeReaders = (sharing: Sharing, parties: Parties) => {
  const { clauses } = sharing
  const { recipient, readers } = parties
  const { readNoLonger, readFromNow } = readersIn(parties)
  return step({
    clauses: [clauses.needToKnow, clauses.purpose],
    label: 'Change who there may read it',
    about:
      'It holds at once. Whoever may read it no longer has it no more; whoever may from now on accepts its terms before it opens to them.',
    by: owning,
    // At any time: what was closed is still with whoever opened it.
    open: [...stillHeld, ourOwn],
    part: 'terms',
    adds: true,
    asks: readersQuestions(sharing),
    refuse: taking =>
      saysTheSame(taking) ??
      nobodyReads(taking, readers.readers(taking), {
        field: 'readers',
        next: 'Let everyone who works there read it, or choose somebody whose post is held.',
      }),
    warn: goneAsItWas,
    recalls: opens.map(part => ({ part, from: readNoLonger(part), clause: clauses.needToKnow })),
    discloses: [
      ...sealed.map(part => ({
        part,
        to: readFromNow(part),
        may: 'read' as const,
        ...onTerms,
        clause: clauses.needToKnow,
        when: part === 'later' ? laterToo : undefined,
      })),
      opensQuestionsFromNow(sharing, parties),
    ],
    tells: [recipient, readFromNow('item')],
    says: () => 'changed who there may read it',
  })
}

function saysTheSame({ matter, answers }: Taking): Refusal | undefined {
  const [now, before] = [answers, readersSaid({ matter })].map(({ readers, readerPosts = [] }) =>
    JSON.stringify([readers, [...(readerPosts as readonly string[])].sort()]),
  )
  return now === before
    ? { field: 'readers', words: 'That is who may read it now', next: 'Choose others, or leave it as it is.' }
    : undefined
}

export const answerAsk = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.needToKnow, clauses.abroad],
    label: 'Answer what they ask',
    answers: 'ask',
    by: owning,
    open: [after('asked', 'Nothing was asked'), before('ask answered', 'It was answered')],
    part: 'dealings',
    adds: true,
    asks: {
      agreed: yesOrNo('Do you agree?', 'Say whether you agree', {
        hint: 'If they are to see more, or to keep it longer, add to it or change its terms as well.',
      }),
      answer: paragraph('What do you answer?', 'Write your answer'),
      consent: optional(
        documents('Your consent in writing', {
          hint: 'Needed before anything personal may go abroad.',
          clause: clauses.abroad,
        }),
      ),
    },
    refuse: taking => withoutConsent(taking, clauses.abroad),
    marks: 'ask answered',
    tells: [everyoneElse],
    says: ({ answers }) => (answers.agreed ? 'agreed to what was asked' : 'did not agree to what was asked'),
  })

interface Answering {
  readonly agreed: boolean
  readonly consent?: readonly string[]
}

/** Whoever agrees has it in writing, where it is not theirs to agree to or goes abroad (HI-12n). */
function withoutConsent({ matter, answers }: Taking<Answering>, abroad: ClauseId): Refusal | undefined {
  if (!answers.agreed || answers.consent?.length) return undefined
  if (has(matter, received)) return onlyItsOriginator
  if (asking(matter)?.want !== 'abroad') return undefined
  return {
    field: 'consent',
    words: 'Personal data goes abroad only with consent in writing that is on record',
    clause: abroad,
    next: 'Attach the consent, or do not agree.',
  }
}

// Its end

export const recall = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.purpose],
    label: 'Take it back',
    about: 'At once, from everyone. All they keep is that something was shared and taken back.',
    by: owning,
    // At any time: what was closed is still with whoever opened it.
    open: [before('recalled', 'It was taken back')],
    part: 'slip',
    asks: { reason: optional(paragraph('Why, for your own record?', '', { part: 'kept' })) },
    recalls: [
      { part: [...cover, ...sealed, 'relayed'], from: everyoneElse, clause: clauses.purpose },
      // Before it reaches whoever it is for, there is nothing of these yet.
      {
        part: answered,
        from: everyoneElse,
        clause: clauses.purpose,
        when: ({ matter }) => matter.parts.has('outcome'),
      },
      {
        part: 'questions',
        from: everyoneElse,
        clause: clauses.purpose,
        when: ({ matter }) => matter.parts.has('questions'),
      },
    ],
    marks: ['recalled', 'ended'],
    to: 'recalled',
    tells: [everyoneElse],
    says: () => 'took it back',
  })

export const close = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.outcome],
    label: 'Close it',
    by: owning,
    open: [standing],
    part: 'slip',
    asks: {},
    marks: ['closed', 'ended'],
    to: 'closed',
    says: () => 'closed it',
  })
