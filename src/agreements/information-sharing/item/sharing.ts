import { bodies, type Body } from '../../../bodies.ts'
import { warnOfStale } from '../../../engine/contact.ts'
import { step, type Refusal } from '../../../engine/procedure.ts'
import {
  choice,
  choices,
  documents,
  optional,
  paragraph,
  place,
  places,
  text,
  yesOrNo,
} from '../../../engine/question.ts'
import { allOf, anyOf, called, inUnit, of, owner, together } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { theClock } from '../../who.ts'
import { contractQuestions } from '../contract.ts'
import { arrivalQuestions, isOwnPost, notTheirs, ownPost, received } from '../package.ts'
import type { Sharing } from '../sharing.ts'
import { warnOfNames } from './marking.ts'
import { relay, type Parties } from './parties.ts'
import { answered, cover, toAnswer, toFollow } from './parts.ts'
import { goesStraight, isHeld, isRelayed, nobodyReads, readersQuestions, routeQuestions, unitsBut } from './routes.ts'
import { laterToo, onTerms } from './terms.ts'
import { kinds, topics } from './words.ts'

/** Its originator shares it, on terms of their own (HI-6c, HI-7b, HI-8g, PI-13a, PI-14e). */

const shortly = { HMIP: 'inspectorate', PPO: 'ombudsman' }

/** In the order in which a letter on paper is keyed: the usual answers are the strictest terms, and can be left so. */
const questions = (sharing: Sharing) => ({
  ...arrivalQuestions,
  kind: choice('What is it?', 'Choose what it is', kinds, {
    part: 'cover',
    heading: 'What it is',
    usual: 'correspondence',
  }),
  place: place('Which establishment is it about?', 'Choose the establishment', { part: 'cover' }),
  alsoAt: places('Which other establishments does it concern?', {
    part: 'cover',
    hint: 'Whoever may see it finds it under these too. It goes to the board of the first alone: to reach another board, pass it on or share it again.',
  }),
  about: text('What is it, in a line?', 'Say what it is in a line', {
    part: 'cover',
    hint: 'Without names: whoever passes it on sees this line.',
    example: 'A letter about the night staff on one wing',
  }),
  topics: choices('What is it about?', 'Choose what it is about', topics, { part: 'cover' }),
  words: paragraph('What does it say?', 'Type or paste what it says, or attach it and say what it is', {
    part: 'item',
    clause: sharing.clauses.needToKnow,
    heading: 'What it says',
    hint: 'As little as they need. It stays sealed until they accept your terms.',
  }),
  papers: optional(documents('Files', { part: 'item' })),
  personal: yesOrNo('Does it hold anything personal?', 'Say whether it holds anything personal', {
    part: 'terms',
    usual: 'yes',
    hint: 'A name, a number, a date of birth, or what would tell who somebody is.',
  }),
  marking: choice(
    'How is it marked?',
    'Choose OFFICIAL or OFFICIAL-SENSITIVE; other markings were withdrawn, and whoever owns it must mark it afresh',
    { official: 'OFFICIAL', sensitive: 'OFFICIAL-SENSITIVE' },
    { part: 'terms', clause: sharing.clauses.marking, usual: 'sensitive' },
  ),
  ...routeQuestions(sharing),
  ...readersQuestions(sharing, { usual: 'head' }),
  // What goes to a board is for its monitoring, which is all that a board does.
  ...contractQuestions(sharing.clauses.purpose, unitsBut, ({ me }) =>
    me.body === sharing.body ? ['monitoring'] : undefined,
  ),
})

export const share = (sharing: Sharing, { recipient, readers, first }: Parties) => {
  const { body, clauses } = sharing
  const ours = (taking: Taking) => isOwnPost(taking, recipient.readers(taking))
  const isOffered = (taking: Taking) => goesStraight(taking) && !ours(taking)
  return step({
    clauses: [clauses.toBoards, clauses.fromBoards, clauses.bySecretariat, clauses.purpose, clauses.secure],
    label: `Share information (${shortly[body]} and boards)`,
    about:
      'It stays yours: you set how it may be used, you see who opened it and when, and you can take it back whenever you wish.',
    by: called(
      `${bodies[body].short} or the monitoring boards`,
      anyOf(of(body), allOf(of('IMB'), inUnit('board', 'secretariat', 'national'))),
    ),
    part: 'slip',
    asks: questions(sharing),
    refuse: taking =>
      nobodyThere(taking, recipient.readers(taking)) ??
      nobodyReads(taking, readers.readers(taking), {
        field: 'readers',
        next: 'Let everyone who works there read it, or ask the secretariat who can take it.',
      }) ??
      lowMarking(taking) ??
      notTheirs(taking, recipient.readers(taking)),
    warn: taking => both(warnOfNames(taking), warnOfStale(together(relay, recipient))(taking)),
    marks: {
      shared: () => true,
      [received]: ({ answers }) => answers.originator !== undefined,
      'waits for the relay': isRelayed,
      offered: isOffered,
      // Whoever brings in what is for them accepts its terms as they do.
      accepted: ours,
      [ownPost]: ours,
    },
    to: { relay: isRelayed, open: ours, sent: () => true },
    discloses: [
      {
        part: 'slip',
        to: together(first, theClock),
        purpose: 'To know that it was shared',
        clause: clauses.needToKnow,
      },
      { part: cover, to: first, purpose: 'To know what comes, and on what terms', clause: clauses.purpose },

      { part: 'relayed', to: relay, purpose: 'To pass it on, return it or answer it', clause: clauses.relay },
      { part: 'item', to: relay, may: 'pass on', ...onTerms, clause: clauses.relay, when: isSealedForRelay },
      { part: 'item', to: relay, may: 'read or pass on', ...onTerms, clause: clauses.relay, when: isOpenToRelay },
      { part: 'later', to: relay, may: 'pass on', ...onTerms, clause: clauses.relay, when: laterToo },

      { part: answered, to: recipient, purpose: toAnswer, clause: clauses.outcome, when: goesStraight },
      { part: answered, to: owner, purpose: toFollow, clause: clauses.outcome, when: goesStraight },
      { part: 'item', to: readers, may: 'read', ...onTerms, clause: clauses.purpose, when: isOffered },
      {
        part: 'later',
        to: readers,
        may: 'read',
        ...onTerms,
        clause: clauses.purpose,
        when: taking => isOffered(taking) && laterToo(taking),
      },
    ],
    tells: [first],
    sets: ({ answers, me }) => ({
      what: `Something shared by ${bodies[(answers.originator as Body | undefined) ?? me.body].name}`,
      from: answers.originator ?? me.body,
      about: answers.about,
      kind: answers.kind,
      topics: answers.topics,
      alsoAt: elsewhere(answers),
      until: answers.until,
    }),
    says: ({ answers }) =>
      answers.originator === undefined
        ? 'shared something'
        : `brought in something that ${bodies[answers.originator as Body].name} shared`,
  })
}

const both = (...warnings: readonly (string | undefined)[]): string | undefined =>
  warnings.filter(Boolean).join(' ') || undefined

/** The place it is about is not one of the others. */
const elsewhere = ({ place: first, alsoAt }: Taking['answers']): readonly string[] | undefined => {
  const others = ((alsoAt ?? []) as readonly string[]).filter(code => code !== first)
  return others.length > 0 ? others : undefined
}

const isOpenToRelay = ({ answers }: Taking): boolean => answers.relayReads === true
const isSealedForRelay = (taking: Taking): boolean => !isOpenToRelay(taking)

function nobodyThere({ world, answers }: Taking, units: readonly string[]): Refusal | undefined {
  if (units.length === 0)
    return {
      field: 'place',
      words: `${world.directory.findPlace(String(answers.place))?.name ?? 'This place'} has no board to send it to`,
      next: 'Send it to whoever else can act on it.',
    }
  return units.some(key => isHeld(world, key))
    ? undefined
    : {
        field: 'route',
        words: 'Nobody holds a post there today, so nobody could open it',
        next: 'Ask the secretariat who can take it.',
      }
}

/** What is personal is OFFICIAL-SENSITIVE (HI-12e). */
const lowMarking = ({ answers }: Taking): Refusal | undefined =>
  answers.personal === true && answers.marking === 'official'
    ? {
        field: 'marking',
        words: 'What tells who somebody is and what they said is OFFICIAL-SENSITIVE',
        next: 'Mark it so, or leave out what is personal.',
      }
    : undefined
