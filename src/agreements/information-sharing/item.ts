import { bodies, scrutinyBodyNames } from '../../bodies.ts'
import { has } from '../../engine/matter.ts'
import type { Procedure } from '../../engine/procedure.ts'
import { owner } from '../../engine/who.ts'
import { termsThatHold } from './contract.ts'
import { agreedInWords } from './item/asking.ts'
import { accept, ask, cite, decline, nameReader, passOn, sendAbroad } from './item/holding.ts'
import { obligations } from './item/obligations.ts'
import { askForOutcome, tellOutcome } from './item/outcome.ts'
import { add, answerAsk, changeReaders, changeTerms, close, recall } from './item/owning.ts'
import { partiesOf } from './item/parties.ts'
import { parts } from './item/parts.ts'
import { answerQuestion, question } from './item/questions.ts'
import { answerInstead, forward, openToPassOn, sendBack } from './item/relaying.ts'
import { unitsBut } from './item/routes.ts'
import { share } from './item/sharing.ts'
import { standing } from './item/standing.ts'
import { kinds, outcomes, topics } from './item/words.ts'
import { handOver, outcomeCame, ourOwn, sendWord, travelling } from './package.ts'
import type { Sharing } from './sharing.ts'

/**
 * Passing information between a scrutiny body and the monitoring boards. What is passed on belongs to its originator always,
 * goes the way the agreement says, stays sealed until its recipient accepts how it is to be handled, and can be taken back.
 * The two agreements with the boards share these terms word for word; each gives its own clauses and its own routes.
 */
export function information(sharing: Sharing): Procedure {
  const { name, prefix, body, clauses } = sharing
  const parties = partiesOf(body)
  return {
    name,
    prefix,
    title: `Information shared between ${bodies[body].short} and the monitoring boards`,
    one: 'something shared',
    counted: ['thing shared', 'things shared'],
    parts,
    stages: {
      relay: 'Waiting to be passed on',
      sent: 'Offered, not opened yet',
      open: 'Opened',
      told: 'Outcome told',
      answered: 'Answered on the way',
      returned: 'Returned',
      declined: 'Turned down',
      recalled: 'Taken back',
      closed: 'Closed',
    },
    columns: {
      about: { label: 'In a line', part: 'cover' },
      what: { label: 'Shared by', part: 'slip' },
      from: { label: 'Originator', part: 'slip', values: scrutinyBodyNames },
      kind: { label: 'Kind', part: 'cover', values: kinds },
      topics: { label: 'Topics', part: 'cover', values: topics },
      alsoAt: { label: 'Also concerns', part: 'cover', is: 'place' },
      until: { label: 'To be had until', part: 'terms', is: 'day' },
      board: { label: 'Passed on to', part: 'slip' },
      elsewhere: { label: 'At other installations', part: 'kept' },
      came: { label: 'What came of it', part: 'outcome', values: outcomes },
    },
    heads: ['about', 'what'],
    atPlace: {
      under: 'concerns',
      shows: ['kind'],
      leavesOut: ['told', 'answered', 'returned', 'declined', 'recalled', 'closed'],
    },
    alike: [['about', 'place']],
    lends: {
      part: 'item',
      terms: {
        part: 'terms',
        beside: 'dealings',
        setBy: ['share', 'forward', 'change-terms', 'change-readers'],
        // Once it was taken back none of them holds for anyone.
        inWords: (matter, world) =>
          has(matter, 'recalled') ? [] : [...termsThatHold(matter, world), ...agreedInWords(matter, world)],
      },
      kind: 'kind',
      until: 'until',
      outcome: 'came',
      relay: 'relay',
      elsewhere: 'elsewhere',
    },
    // To name it in what is written elsewhere is to quote it; what only draws on it is recorded on the item itself.
    cited: { step: 'cite', answers: ({ reference }) => ({ in: reference, how: 'quoted' }) },
    travels: travelling({ kinds, topics, outcomes }, unitsBut),
    begins: 'share',
    owner: ({ me }) => me.unit,
    keepsTold: owner,
    log: {
      title: `Shared between ${bodies[body].short} and the boards`,
      shows: ['kind', 'from', 'board', 'until'],
      narrowsBy: ['kind', 'topics', 'from', 'came'],
      counts: ['kind', 'topics', 'from', 'came'],
      divides: 'from',
      times: { accepted: 'To being opened', 'outcome told': 'To its outcome' },
    },
    rules: obligations(sharing, parties),

    steps: {
      share: share(sharing, parties),

      // Whoever it goes through
      'open-to-pass-on': openToPassOn(sharing),
      forward: forward(sharing, parties),
      return: sendBack(sharing),
      'answer-instead': answerInstead(sharing),

      // Whoever it is for
      accept: accept(sharing, parties),
      decline: decline(sharing, parties),
      'tell-outcome': tellOutcome(sharing, parties),
      'ask-for-outcome': askForOutcome(sharing, parties),

      // Its originator, and whoever has it, for as long as they have it
      add: add(sharing),
      'change-terms': changeTerms(sharing),
      'change-readers': changeReaders(sharing, parties),
      recall: recall(sharing),
      'name-reader': nameReader(sharing),
      ask: ask(sharing),
      'answer-ask': answerAsk(sharing),
      'pass-on': passOn(sharing),
      question: question(sharing),
      'answer-question': answerQuestion(sharing),
      'send-abroad': sendAbroad(sharing),
      cite: cite(sharing),
      'hand-over': handOver(clauses.secure, clauses.purpose, [standing, ourOwn]),
      'send-word': sendWord(clauses.secure, clauses.outcome),
      'outcome-came': outcomeCame(clauses.outcome),
      close: close(sharing),
    },
  }
}
