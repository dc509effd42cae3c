import { warnOfStale } from '../../../engine/contact.ts'
import { has } from '../../../engine/matter.ts'
import { provided, step } from '../../../engine/procedure.ts'
import { choice, onlyIf, paragraph, post, text, unit } from '../../../engine/question.ts'
import { owner } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { readersSaid } from '../contract.ts'
import type { Sharing } from '../sharing.ts'
import { agreedTo, mayBePassedOn, mayQuote, notToBePassedOn, same, waitsForAnswer, wants, type Want } from './asking.ts'
import {
  chosenColleague,
  chosenUnit,
  headOfReaders,
  holding,
  readersInChosenUnit,
  relay,
  type Parties,
} from './parties.ts'
import { cover, opens, sealed } from './parts.ts'
import { opensQuestions } from './questions.ts'
import { nobodyReads, unitsBut } from './routes.ts'
import { sentToThem, standing, standingOrOfferedSince } from './standing.ts'
import { onTerms } from './terms.ts'

/** Whoever it reaches opens it by accepting its terms, and keeps to them in all they do with it (HI-12c, HI-12l, PI-20). */

export const accept = ({ clauses }: Sharing, { addressed }: Parties) =>
  step({
    clauses: [clauses.needToKnow, clauses.purpose],
    label: 'Accept its terms and open it',
    about: 'Read how it is to be handled, below. It opens when you accept, and everyone who opens it is recorded.',
    by: addressed,
    open: [standingOrOfferedSince],
    part: 'slip',
    asks: {},
    accepts: opens,
    marks: 'accepted',
    to: { open: ({ matter }) => !has(matter, 'outcome told') && !has(matter, 'ended') },
    tells: [owner],
    says: () => 'accepted its terms',
  })

export const decline = ({ clauses }: Sharing, { addressed, receiving, recipient }: Parties) => {
  const isForThem = ({ me, matter, world }: Taking) => receiving.covers(me, matter, world)
  return step({
    clauses: [clauses.needToKnow],
    label: 'Turn it down',
    by: addressed,
    open: [standingOrOfferedSince],
    part: 'slip',
    asks: {
      reason: paragraph('Why?', 'Say why you turn it down', {
        part: 'terms',
        hint: 'Without names: whoever passed it on sees this too.',
      }),
    },
    declines: opens,
    // Somebody to whom it was merely passed on speaks for themselves: whoever it is for still has it, and owes what they owed.
    marks: { declined: isForThem },
    to: { declined: taking => isForThem(taking) && !has(taking.matter, 'ended') },
    tells: [owner, relay, recipient],
    says: () => 'turned it down',
  })
}

// Letting others have it

export const nameReader = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.needToKnow],
    label: 'Let a colleague read it',
    about: 'Only as many as need it. Its originator sees whom you name, and the same terms hold for them.',
    by: headOfReaders,
    open: [
      standing,
      provided(
        ({ matter }) => readersSaid({ matter }).readers === 'named',
        'Its terms do not let you name anyone else',
      ),
    ],
    part: 'dealings',
    unseen: 'Whoever it was sent to says who reads it: tell them who else needs it',
    adds: true,
    asks: {
      reader: post('Who?', 'Choose who', ({ world, me }) =>
        world.directory.posts({ unit: me.unit }).filter(one => one.key !== me.post && one.held),
      ),
      because: text('Why do they need it?', 'Say why they need it', { example: 'Visits that wing' }),
    },
    discloses: [{ part: sealed, to: chosenColleague, ...onTerms, clause: clauses.needToKnow }],
    tells: [owner, chosenColleague],
    says: () => 'let a colleague read it',
  })

export const passOn = (sharing: Sharing) => {
  const { clauses } = sharing
  return step({
    clauses: [clauses.needToKnow, clauses.purpose],
    label: 'Pass it on to another unit',
    by: holding,
    open: [
      standing,
      sentToThem('Whoever it was sent to passes it on: tell them who else needs it'),
      provided(
        ({ matter }) => mayBePassedOn(matter),
        'Its terms do not let you pass it on: ask its originator for more',
        clauses.purpose,
      ),
    ],
    part: 'slip',
    asks: { to: unit('To whom do you pass it on?', 'Choose to whom', unitsBut, { part: 'dealings' }) },
    refuse: taking =>
      notToBePassedOn(taking.matter, taking.answers.to, clauses.purpose) ??
      nobodyReads(taking, readersInChosenUnit.readers(taking), {
        field: 'to',
        next: 'Pass it on once somebody does, or ask its originator to share it with them.',
      }),
    warn: warnOfStale(chosenUnit),
    discloses: [
      {
        part: ['slip', ...cover],
        to: chosenUnit,
        purpose: 'To know what comes, and on what terms',
        clause: clauses.purpose,
      },
      { part: sealed, to: readersInChosenUnit, may: 'read', ...onTerms, clause: clauses.purpose },
      ...opensQuestions(sharing),
    ],
    tells: [owner, chosenUnit],
    says: () => 'passed it on to another unit',
  })
}

// Going beyond its terms, and using it

export const ask = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.needToKnow],
    label: 'Ask its originator for more',
    about: 'To see more, to pass it on or quote it, to keep it longer, or to use it for something else.',
    by: holding,
    open: [
      standing,
      provided(({ matter }) => !waitsForAnswer(matter), 'What was asked before waits for its originator’s answer'),
    ],
    part: 'dealings',
    unseen: 'Whoever it was sent to asks its originator for more: tell them what you need',
    adds: true,
    asks: {
      want: choice('What do you ask for?', 'Choose what you ask for', wants),
      passTo: onlyIf('want', 'pass', unit('To whom would you pass it on?', 'Choose to whom', unitsBut)),
      country: onlyIf('want', 'abroad', text('To which country?', 'Say to which country')),
      because: paragraph('Why?', 'Say why you ask'),
    },
    marks: 'asked',
    clears: 'ask answered',
    tells: [owner],
    says: ({ answers }) => `asked ${wants[answers.want as Want].toLowerCase()}`,
  })

/** Nothing goes abroad but with consent in writing (HI-12n). */
export const sendAbroad = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.abroad],
    label: 'Record that it goes abroad',
    by: holding,
    open: [standing],
    part: 'uses',
    unseen: 'Whoever it was sent to asks its originator before it goes abroad: tell them',
    adds: true,
    asks: { country: text('To which country?', 'Say to which country'), to: text('To whom there?', 'Say to whom') },
    refuse: ({ matter, answers }) =>
      agreedTo(matter, 'abroad').some(one => same(one.country, answers.country))
        ? undefined
        : {
            words: 'It goes to no country abroad unless its originator agreed in writing beforehand',
            clause: clauses.abroad,
            next: 'Ask its originator for more, and wait for their consent.',
          },
    tells: [owner],
    says: () => 'recorded that it goes abroad',
  })

export const cite = ({ clauses }: Sharing) =>
  step({
    clauses: [clauses.purpose],
    label: 'Record what you made of it',
    about: 'Where you drew on it: a briefing, a visit, a report. Its originator sees this.',
    by: holding,
    open: [standing],
    part: 'uses',
    unseen: 'Whoever it was sent to records what is made of it: tell them, and name it nowhere yourself',
    adds: true,
    asks: {
      in: text('In what?', 'Say in what', { example: 'Briefing for the visit in June' }),
      how: choice('How?', 'Choose how', { background: 'As background', quoted: 'Quoted' }),
    },
    refuse: ({ matter, answers }) =>
      answers.how === 'quoted' && !mayQuote(matter)
        ? {
            field: 'how',
            words: 'Its originator has said that it is not to be quoted',
            clause: clauses.purpose,
            next: 'Draw on it as background, or ask its originator for more.',
          }
        : undefined,
    tells: [owner],
    says: () => 'recorded what was made of it',
  })
