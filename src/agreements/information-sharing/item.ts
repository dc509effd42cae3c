import { bodies, type Body, type ScrutinyBody, type UnitKind } from '../../bodies.ts'
import { formatDay } from '../../calendar/day.ts'
import { workingDays } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import type { ClauseId } from '../../engine/clause.ts'
import { warnOfStale } from '../../engine/contact.ts'
import { has, lastAnswer, standingOffers, type Answers } from '../../engine/matter.ts'
import { after, before, provided, step, type Condition, type Procedure, type Refusal } from '../../engine/procedure.ts'
import {
  choice,
  choices,
  documents,
  oneOf,
  onlyIf,
  optional,
  paragraph,
  place,
  post,
  text,
  unit,
  yesOrNo,
} from '../../engine/question.ts'
import {
  allOf,
  anyOf,
  audience,
  called,
  inUnit,
  of,
  owner,
  owning,
  together,
  whoever,
  type Audience,
} from '../../engine/who.ts'
import type { Taking, World } from '../../engine/world.ts'
import { official, sensitive, type Marking } from '../../letters/marking.ts'
import {
  changeQuestions,
  contractOf,
  contractQuestions,
  endOf,
  narrowingQuestions,
  ownersContract,
  termsInWords,
} from './contract.ts'
import { arrivalQuestions, handOver, onlyItsOriginator, ourOwn, received, toItself, travelling } from './package.ts'
import { agreedTo, asking, mayBePassedOn, mayQuote, notToBePassedOn, same, wants, type Want } from './asking.ts'
import {
  desks,
  desksAt,
  keysOf,
  nobodyThere,
  onlyIfThrough,
  readersAt,
  recipient,
  relayOf,
  routeNames,
  routeOf,
  routes,
  routesFrom,
  unitsBut,
} from './routes.ts'

/**
 * Passing information between a scrutiny body and the monitoring boards. What is passed on belongs to its originator always,
 * goes the way the agreement says, stays sealed until its recipient accepts how it is to be handled, and can be taken back.
 * The two agreements with the boards share these terms word for word; each gives its own clauses and its own routes.
 */
export interface Sharing {
  readonly name: string
  readonly prefix: string
  readonly body: Extract<ScrutinyBody, 'HMIP' | 'PPO'>
  readonly clauses: {
    /** The body hands on, through a relay, what a board could act on. */
    readonly toBoards: ClauseId
    /** The relay passes it to the board. */
    readonly relay: ClauseId
    /** Boards tell the body of concerns; the secretariat passes on what reaches it. */
    readonly fromBoards: ClauseId
    readonly bySecretariat: ClauseId
    /** The board follows it up, and says what came of it. */
    readonly outcome: ClauseId
    /** No further than the purpose; only those who need to know; not abroad; by secure means. */
    readonly purpose: ClauseId
    readonly needToKnow: ClauseId
    readonly abroad: ClauseId
    readonly marking: ClauseId
    readonly secure: ClauseId
  }
}

export const kinds = {
  correspondence: 'A letter or a message that somebody sent',
  intelligence: 'Intelligence',
  concern: 'A concern about an establishment',
}

const topics = {
  safety: 'Safety',
  violence: 'Violence or use of force',
  'self-harm': 'Self-harm or a death',
  health: 'Health care',
  regime: 'Regime and time out of cell',
  conditions: 'Living conditions',
  complaints: 'Complaints',
  equality: 'Equality and fair treatment',
  staff: 'Staff conduct',
  release: 'Preparing for release',
  other: 'Something else',
}

// Who takes part. Found by body, kind and place, never by key.

const clock = audience('the clock, which counts the days', ({ world }) =>
  world.directory.units({ kind: 'clock' }).map(one => one.key),
)
const nationalChair = audience('the National Chair', ({ world }) => keysOf(world.directory.units({ kind: 'national' })))
const regional = audience('the regional representatives', ({ world }) =>
  keysOf(world.directory.units({ kind: 'regional' })),
)
const personal: Marking = { classification: 'OFFICIAL-SENSITIVE', descriptors: ['PERSONAL DATA'] }

/** Everyone but its owner to whom any of it is disclosed or offered. */
const everyoneElse = audience('everyone who has it', ({ matter, world }) => [
  ...new Set(
    [...matter.disclosures.filter(one => !one.ended), ...standingOffers(matter, world.now)]
      .map(one => one.to)
      .filter(key => key !== matter.owner && !isClock(world, key)),
  ),
])
const isClock = (world: World, key: string) => world.directory.findUnit(key)?.kind === 'clock'

/** Those who hold these parts now, or to whom they wait to be offered again: on new terms. */
const holders = (part: string) =>
  audience('everyone who has it', ({ matter, world }) =>
    matter.disclosures
      .filter(
        one => one.part === part && !one.ended && one.to !== matter.owner && (!one.until || one.until > world.now),
      )
      .map(one => one.to),
  )
const waiting = (part: string, may: 'read' | 'pass on' | 'read or pass on') =>
  audience('everyone to whom it is offered', ({ matter, world }) =>
    standingOffers(matter, world.now)
      .filter(one => one.part === part && one.may === may && !one.accepted && !one.passedOn)
      .map(one => one.to),
  )

const holding = whoever(
  'whoever it was shared with',
  (me, matter) => matter.owner !== me.unit && matter.parts.has('item'),
)

/** Somebody else to whom it is offered or was: a unit it was passed on to. Whom it goes through has steps of their own. */
const offeredOrHeld = whoever('whoever it was passed on to', (me, matter, world) =>
  standingOffers(matter, world.now).some(
    one => (one.to === me.unit || one.to === me.post) && one.may === 'read' && one.part === 'item',
  ),
)

const defaults = {
  relay: { label: 'Pass on or return what waits with a relay within', period: workingDays(2) },
  accept: { label: 'Accept or decline what is offered within', period: workingDays(5) },
  outcome: { label: 'Tell what came of what was passed on within', period: workingDays(20) },
  answer: { label: 'Answer a request about information of ours within', period: workingDays(5) },
} as const
type Default = keyof typeof defaults
const settingFor = (name: Default, prefix: string) => `information-${prefix.toLowerCase()}-${name}`

/** Our defaults, each of which the body named may set for itself. */
export const settingsOf = ({ prefix, body }: Sharing): Readonly<Record<string, Setting>> =>
  Object.fromEntries(
    Object.entries(defaults).map(([name, one]): [string, Setting] => {
      const whose = name === 'answer' ? body : 'IMB'
      return [
        settingFor(name as Default, prefix),
        { label: `${one.label} (${bodies[whose].short})`, period: one.period, body: whose },
      ]
    }),
  )

const shared = ['cover', 'terms'] as const
const answered = ['outcome', 'dealings', 'uses'] as const

const standing: Condition = before('ended', 'It was taken back, returned or closed')
/** Not merely passed on to, and not whoever passes it on: these hold what is asked and answered about it. */
const wasSentTo: Condition['holds'] = ({ matter }) => matter.parts.has('dealings')
const wasAccepted = after('accepted', 'Its recipient has not accepted its terms')

/** The procedure for one scrutiny body and the boards. */
export function information(sharing: Sharing): Procedure {
  const { name, prefix, body, clauses } = sharing
  const label = bodies[body].short
  const relay = audience('the relay', relayOf)
  const forIt = audience('whoever it is for', taking => recipient(taking, body))
  const first = audience('whoever it goes to first', taking =>
    relayOf(taking).length > 0 ? relayOf(taking) : recipient(taking, body),
  )
  const readers = audience('those there who may read it', taking =>
    recipient(taking, body).flatMap(key => readersAt(key, taking)),
  )
  const readersAtOnce = audience('those who may read it', taking =>
    relayOf(taking).length > 0 ? [] : readers.readers(taking),
  )
  const unitsAtOnce = audience('whoever it is for', taking =>
    relayOf(taking).length > 0 ? [] : recipient(taking, body),
  )

  const fromBody = of(body)
  const fromBoards = allOf(of('IMB'), inUnit('board', 'secretariat', 'national'))
  const relaying = whoever('whoever it goes through', (me, matter, world) =>
    relayOf({ matter, world }).includes(me.unit),
  )
  const receiving = whoever('whoever it is for', (me, matter, world) =>
    recipient({ matter, world }, body).includes(me.unit),
  )
  /** Whoever it is for, and whoever it was passed on to since. */
  const holdingIt = anyOf(receiving, offeredOrHeld)

  /** The terms themselves stand in a part of their own, so that taking it back leaves nothing of them with anyone. */
  const onTerms = { purpose: 'For what its terms say', until: ({ matter }: Taking) => endOf(contractOf(matter)) }
  const laterToo = ({ matter }: Taking) => ownersContract(matter)?.later === true
  const within =
    (which: Default) =>
    ({ world }: Taking) => ({ limit: world.period(settingFor(which, prefix)) })

  return {
    name,
    prefix,
    title: `Information shared between ${label} and the monitoring boards`,
    one: 'something shared',
    parts: {
      slip: { label: 'That it was shared', marking: official },
      cover: { label: 'What it is about', marking: official },
      terms: { label: 'How it is to be handled', marking: official },
      item: { label: 'What it says', marking: personal },
      later: { label: 'What was added later', marking: personal },
      relayed: { label: 'Between its originator and the relay', marking: sensitive },
      // These begin when it reaches whoever it is for: a relay brings it to them, and sees nothing of what they answer.
      outcome: { label: 'What came of it', marking: sensitive, apart: true },
      dealings: { label: 'What was asked about it', marking: sensitive, apart: true },
      uses: { label: 'What was made of it', marking: sensitive, apart: true },
      kept: { label: 'For its originator alone', marking: sensitive },
    },
    stages: {
      relay: 'Waiting to be passed on',
      sent: 'Offered, not opened yet',
      open: 'Opened',
      told: 'Outcome told',
      returned: 'Returned',
      declined: 'Turned down',
      recalled: 'Taken back',
      closed: 'Closed',
    },
    columns: {
      about: { label: 'In a line', part: 'cover' },
      what: { label: 'Shared by', part: 'slip' },
      from: {
        label: 'Originator',
        part: 'slip',
        values: { HMIP: bodies.HMIP.name, IMB: bodies.IMB.name, PPO: bodies.PPO.name },
      },
      kind: { label: 'Kind', part: 'cover', values: kinds },
      topics: { label: 'Topics', part: 'cover', values: topics },
      until: { label: 'To be had until', part: 'terms', is: 'day' },
      board: { label: 'Passed on to', part: 'slip' },
      came: { label: 'What came of it', part: 'outcome', values: outcomes },
    },
    heads: ['about', 'what'],
    alike: [['about', 'place']],
    lends: {
      part: 'item',
      terms: {
        part: 'terms',
        inWords: (matter, world) => {
          const contract = contractOf(matter)
          return contract ? termsInWords(contract, world) : []
        },
      },
      kind: 'kind',
      until: 'until',
      outcome: 'came',
      relay: 'relay',
    },
    // To name it in what is written elsewhere is to quote it; what only draws on it is recorded on the item itself.
    cited: { step: 'cite', answers: ({ reference }) => ({ in: reference, how: 'quoted' }) },
    travels: travelling({ kinds, topics }, unitsBut),
    begins: 'share',
    owner: ({ me }) => me.unit,
    keepsTold: owner,
    log: {
      title: `Shared between ${label} and the boards`,
      shows: ['kind', 'from', 'board', 'until'],
      narrowsBy: ['kind', 'topics', 'from', 'came'],
      counts: ['kind', 'topics', 'from', 'came'],
      divides: 'from',
      times: { accepted: 'To being opened', 'outcome told': 'To its outcome' },
    },
    rules: {
      relay: {
        clause: clauses.relay,
        label: 'Pass it on to the board, return it or answer it',
        owedBy: relay,
        part: 'slip',
        from: ['waits for the relay'],
        until: ['passed on', 'returned', 'answered by the relay'],
        fallsAway: ['ended'],
        basis: 'our default',
        dates: within('relay'),
        by: 'forward',
      },
      accept: {
        clause: clauses.needToKnow,
        label: 'Accept its terms and open it, or turn it down',
        owedBy: forIt,
        part: 'slip',
        from: ['offered'],
        until: ['accepted', 'declined'],
        fallsAway: ['ended'],
        basis: 'our default',
        dates: within('accept'),
        by: 'accept',
      },
      outcome: {
        clause: clauses.outcome,
        label: 'Follow it up, and say what came of it',
        owedBy: forIt,
        part: 'slip',
        from: ['passed on'],
        until: ['outcome told', 'declined'],
        fallsAway: ['ended'],
        basis: 'our default',
        dates: within('outcome'),
        by: 'tell-outcome',
        chase: { step: 'ask-for-outcome', every: workingDays(4) },
      },
      answer: {
        clause: clauses.needToKnow,
        label: 'Answer what they ask of your information',
        owedBy: owner,
        part: 'dealings',
        from: ['asked'],
        until: ['ask answered'],
        fallsAway: ['ended'],
        basis: 'our default',
        dates: within('answer'),
        by: 'answer-ask',
      },
    },
    steps: {
      share: step({
        clauses: [clauses.toBoards, clauses.fromBoards, clauses.bySecretariat, clauses.purpose, clauses.secure],
        label:
          body === 'HMIP' ? 'Share information (inspectorate and boards)' : 'Share information (ombudsman and boards)',
        about:
          'It stays yours: you set how it may be used, you see who opened it and when, and you can take it back whenever you wish.',
        by: called(`${label} or the monitoring boards`, anyOf(fromBody, fromBoards)),
        part: 'slip',
        asks: {
          ...arrivalQuestions,
          // In the order in which a letter on paper is keyed: the usual answers are the strictest terms, and can be left so.
          kind: choice('What is it?', 'Choose what it is', kinds, {
            part: 'cover',
            heading: 'What it is',
            usual: 'correspondence',
          }),
          place: place('Which establishment is it about?', 'Choose the establishment', { part: 'cover' }),
          about: text('What is it, in a line?', 'Say what it is in a line', {
            part: 'cover',
            hint: 'Without names: whoever passes it on sees this line.',
            example: 'A letter about the night staff on one wing',
          }),
          topics: choices('What is it about?', 'Choose what it is about', topics, { part: 'cover' }),
          words: paragraph('What does it say?', 'Type or paste what it says, or attach it and say what it is', {
            part: 'item',
            clause: clauses.needToKnow,
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
            { part: 'terms', clause: clauses.marking, usual: 'sensitive' },
          ),
          route: {
            ...oneOf('Which way does it go?', 'Choose which way it goes', routesFrom(body), {
              part: 'cover',
              clause: clauses.relay,
              heading: 'Where it goes',
            }),
            show: (way: unknown) => routeNames(body)[String(way)] ?? '',
          },
          relayReads: onlyIfThrough(
            yesOrNo('May whoever passes it on read it?', 'Say whether whoever passes it on may read it', {
              part: 'terms',
              usual: 'no',
              hint: 'If not, it is sealed for them.',
            }),
          ),
          desk: {
            ...oneOf(`Whom at ${label} is it for?`, `Choose whom at ${label} it is for`, desksAt(body), {
              part: 'cover',
            }),
            show: (kind: unknown) => desks[String(kind) as UnitKind] ?? '',
            asked: ({ route }: Answers) => routes[String(route)]?.to === 'body',
          },
          readers: choice(
            'Who there may read it?',
            'Choose who there may read it',
            {
              unit: 'Everyone who works there',
              head: 'Only the one at its head: a board’s chair, a unit’s lead',
              named: 'The one at its head, and colleagues whom they name',
            },
            { part: 'terms', clause: clauses.needToKnow, usual: 'head' },
          ),
          ...contractQuestions(clauses.purpose, unitsBut),
        },
        refuse: taking =>
          nobodyThere(taking, recipient(taking, body)) ??
          lowMarking(taking) ??
          toItself(taking, recipient(taking, body)),
        warn: warnOfStale(audience('whoever it is for', taking => [...relayOf(taking), ...recipient(taking, body)])),
        marks: {
          shared: () => true,
          [received]: ({ answers }) => answers.originator !== undefined,
          'waits for the relay': taking => relayOf(taking).length > 0,
          offered: taking => relayOf(taking).length === 0,
        },
        to: { relay: taking => relayOf(taking).length > 0, sent: () => true },
        discloses: [
          {
            part: 'slip',
            to: together(first, clock),
            purpose: 'To know that it was shared',
            clause: clauses.needToKnow,
          },
          { part: shared, to: first, purpose: 'To know what comes, and on what terms', clause: clauses.purpose },
          { part: 'relayed', to: relay, purpose: 'To pass it on, return it or answer it', clause: clauses.relay },
          { part: answered, to: unitsAtOnce, purpose: 'To answer it', clause: clauses.outcome },
          {
            part: answered,
            to: owner,
            purpose: 'It is about what is theirs',
            clause: clauses.outcome,
            when: taking => relayOf(taking).length === 0,
          },
          { part: 'item', to: readersAtOnce, may: 'read', ...onTerms, clause: clauses.purpose },
          { part: 'item', to: relay, may: 'pass on', ...onTerms, clause: clauses.relay, when: isSealed },
          { part: 'item', to: relay, may: 'read or pass on', ...onTerms, clause: clauses.relay, when: isOpenToRelay },
          { part: 'later', to: readersAtOnce, may: 'read', ...onTerms, clause: clauses.purpose, when: laterToo },
          { part: 'later', to: relay, may: 'pass on', ...onTerms, clause: clauses.relay, when: laterToo },
        ],
        tells: [first],
        sets: ({ answers, me }) => ({
          what: `Something shared by ${bodies[(answers.originator as Body | undefined) ?? me.body].name}`,
          from: answers.originator ?? me.body,
          about: answers.about,
          kind: answers.kind,
          topics: answers.topics,
          until: answers.until,
        }),
        says: ({ answers }) =>
          answers.originator === undefined
            ? 'shared something'
            : `brought in something that ${bodies[answers.originator as Body].name} shared`,
      }),

      'open-to-pass-on': step({
        clauses: [clauses.relay, clauses.needToKnow],
        label: 'Accept its terms and read it before it is passed on',
        by: relaying,
        open: [standing],
        part: 'slip',
        asks: {},
        accepts: ['item'],
        tells: [owner],
        says: () => 'accepted its terms, to pass it on',
      }),

      forward: step({
        clauses: [clauses.relay],
        label: 'Pass it on',
        about: 'You pass it on under its terms. You may narrow them; you can’t widen them.',
        by: relaying,
        open: [standing],
        part: 'slip',
        asks: narrowingQuestions,
        refuse: taking => longer(taking, clauses.relay),
        warn: warnOfStale(forIt),
        marks: ['passed on', 'offered'],
        to: 'sent',
        discloses: [
          { part: 'slip', to: forIt, purpose: 'To know that it was shared', clause: clauses.relay },
          { part: shared, to: forIt, purpose: 'To know what comes, and on what terms', clause: clauses.relay },
          { part: answered, to: together(forIt, owner), purpose: 'To answer it', clause: clauses.outcome },
        ],
        directs: [
          {
            part: ['item', 'later'],
            to: readers,
            clause: clauses.relay,
            until: ({ matter }) => endOf(contractOf(matter)),
          },
        ],
        tells: [forIt, owner],
        sets: taking => ({
          board: recipient(taking, body)
            .map(key => taking.world.directory.unit(key).name)
            .join('; '),
        }),
        says: () => 'passed it on',
      }),

      return: step({
        clauses: [clauses.relay],
        label: 'Return it',
        by: relaying,
        open: [standing, before('passed on', 'It was passed on')],
        part: 'slip',
        asks: { reason: paragraph('Why do you return it?', 'Say why you return it', { part: 'relayed' }) },
        declines: ['item', 'later'],
        marks: ['returned', 'ended'],
        to: 'returned',
        tells: [owner],
        says: () => 'returned it',
      }),

      'answer-instead': step({
        clauses: [clauses.relay],
        label: 'Answer it yourself',
        about: 'When you can answer it, and no board need see it.',
        by: relaying,
        open: [standing, before('passed on', 'It was passed on')],
        part: 'slip',
        asks: { reply: paragraph('Your answer', 'Write your answer', { part: 'relayed' }) },
        declines: ['item', 'later'],
        marks: ['answered by the relay', 'ended'],
        to: 'told',
        tells: [owner],
        says: () => 'answered it',
      }),

      accept: step({
        clauses: [clauses.needToKnow, clauses.purpose],
        label: 'Accept its terms and open it',
        about: 'Read how it is to be handled, below. It opens when you accept, and everyone who opens it is recorded.',
        by: holdingIt,
        open: [standing],
        part: 'slip',
        asks: {},
        accepts: ['item', 'later'],
        marks: 'accepted',
        to: { open: ({ matter }) => !has(matter, 'outcome told') },
        tells: [owner],
        says: () => 'accepted its terms',
      }),

      decline: step({
        clauses: [clauses.needToKnow],
        label: 'Turn it down',
        by: holdingIt,
        open: [standing],
        part: 'slip',
        asks: {
          reason: paragraph('Why?', 'Say why you turn it down', {
            part: 'terms',
            hint: 'Without names: whoever passed it on sees this too.',
          }),
        },
        declines: ['item', 'later'],
        marks: 'declined',
        to: 'declined',
        tells: [owner, relay],
        says: () => 'turned it down',
      }),

      'tell-outcome': step({
        clauses: [clauses.outcome],
        label: 'Say what came of it',
        by: anyOf(receiving, holding),
        open: [
          standing,
          wasAccepted,
          provided(wasSentTo, 'Whoever it was sent to says what came of it: tell them what you found'),
        ],
        part: 'slip',
        adds: true,
        asks: {
          outcome: choice('What came of it?', 'Choose what came of it', outcomes, { part: 'outcome' }),
          told: paragraph('Tell them', 'Say what you did, and what you found', { part: 'outcome' }),
        },
        marks: 'outcome told',
        to: 'told',
        discloses: [
          {
            part: ['slip', 'cover', 'outcome'],
            to: nationalChair,
            purpose: 'To know what boards do with what is passed to them',
            clause: clauses.outcome,
            when: taking => routeOf(taking)?.to === 'board',
          },
        ],
        tells: [owner, relay, nationalChair],
        sets: ({ answers }) => ({ came: answers.outcome }),
        says: () => 'said what came of it',
      }),

      'ask-for-outcome': step({
        clauses: [clauses.outcome],
        label: 'Ask what came of it',
        by: called('the clock', inUnit('clock')),
        part: 'slip',
        asks: {},
        // Those who answer for a board are told that it waits, and see no more of it than that.
        discloses: [
          {
            part: 'slip',
            to: regional,
            purpose: 'To see that it is answered',
            clause: clauses.outcome,
            when: asked(1),
          },
          {
            part: 'slip',
            to: nationalChair,
            purpose: 'To see that it is answered',
            clause: clauses.outcome,
            when: asked(2),
          },
        ],
        tells: [
          forIt,
          audience('the regional representatives, the second time', taking =>
            asked(1)(taking) ? regional.readers(taking) : [],
          ),
          audience('the National Chair, the third time', taking =>
            asked(2)(taking) ? nationalChair.readers(taking) : [],
          ),
        ],
        says: () => 'asked what came of it',
      }),

      add: step({
        clauses: [clauses.purpose],
        label: 'Add to it',
        about: 'Whether they see it hangs on its terms: look above.',
        by: owning,
        open: [standing, ourOwn],
        part: 'later',
        adds: true,
        asks: {
          addition: paragraph('What do you add?', 'Write what you add'),
          more: optional(documents('Files')),
        },
        tells: [audience('those to whom it goes', holders('later').readers)],
        says: () => 'added to it',
      }),

      'change-terms': step({
        clauses: [clauses.purpose, clauses.needToKnow],
        label: 'Change its terms',
        about: 'They hold from now on, for everyone who has it. Whatever you leave out stays as it is.',
        by: owning,
        open: [standing, ourOwn],
        part: 'terms',
        adds: true,
        asks: changeQuestions,
        refuse: ({ answers }) =>
          Object.keys(answers).length === 0
            ? { words: 'Nothing is changed', next: 'Answer what is to change.' }
            : undefined,
        recalls: (['item', 'later'] as const).flatMap(part => [
          {
            part,
            from: together(holders(part), ...offeredWays.map(may => waiting(part, may))),
            clause: clauses.purpose,
          },
        ]),
        discloses: (['item', 'later'] as const).flatMap(part => [
          {
            part,
            to: part === 'later' ? holders('item') : holders(part),
            ...onTerms,
            clause: clauses.purpose,
            when: part === 'later' ? laterToo : undefined,
          },
          ...offeredWays.map(may => ({
            part,
            to: waiting(part === 'later' ? 'item' : part, may),
            may: part === 'later' && may === 'read or pass on' ? ('pass on' as const) : may,
            ...onTerms,
            clause: clauses.purpose,
            when: part === 'later' ? laterToo : undefined,
          })),
        ]),
        tells: [everyoneElse],
        sets: ({ matter }) => ({ until: ownersContract(matter)?.until }),
        says: () => 'changed its terms',
      }),

      recall: step({
        clauses: [clauses.purpose],
        label: 'Take it back',
        about: 'At once, from everyone. All they keep is that something was shared and taken back.',
        by: owning,
        // At any time: what was closed is still with whoever opened it.
        open: [before('recalled', 'It was taken back')],
        part: 'slip',
        asks: { reason: optional(paragraph('Why, for your own record?', '', { part: 'kept' })) },
        recalls: [
          { part: [...shared, 'item', 'later', 'relayed'], from: everyoneElse, clause: clauses.purpose },
          // Before it reaches whoever it is for, there is nothing of these yet.
          {
            part: answered,
            from: everyoneElse,
            clause: clauses.purpose,
            when: ({ matter }) => matter.parts.has('outcome'),
          },
        ],
        marks: ['recalled', 'ended'],
        to: 'recalled',
        tells: [everyoneElse],
        says: () => 'took it back',
      }),

      'name-reader': step({
        clauses: [clauses.needToKnow],
        label: 'Let a colleague read it',
        about: 'Only as many as need it. Its originator sees whom you name, and the same terms hold for them.',
        by: holding,
        open: [
          standing,
          provided(
            ({ matter }) => lastAnswer(matter, 'readers') === 'named',
            'Its terms do not let you name anyone else',
          ),
        ],
        part: 'dealings',
        adds: true,
        asks: {
          reader: post('Who?', 'Choose who', ({ world, me }) =>
            world.directory.posts({ unit: me.unit }).filter(one => one.key !== me.post && one.held),
          ),
          because: text('Why do they need it?', 'Say why they need it', { example: 'Visits that wing' }),
        },
        discloses: [{ part: ['item', 'later'], to: chosenColleague, ...onTerms, clause: clauses.needToKnow }],
        tells: [owner, chosenColleague],
        says: () => 'let a colleague read it',
      }),

      ask: step({
        clauses: [clauses.needToKnow],
        label: 'Ask its originator for more',
        about: 'To see more, to pass it on or quote it, to keep it longer, or to use it for something else.',
        by: holding,
        open: [standing],
        part: 'dealings',
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
      }),

      'answer-ask': step({
        clauses: [clauses.needToKnow, clauses.abroad],
        label: 'Answer what they ask',
        by: owning,
        open: [after('asked', 'Nothing was asked'), before('ask answered', 'It was answered')],
        part: 'dealings',
        adds: true,
        asks: {
          agreed: yesOrNo('Do you agree?', 'Say whether you agree'),
          answer: paragraph('What do you answer?', 'Write your answer'),
          consent: optional(
            documents('Your consent in writing', {
              hint: 'Needed before anything personal may go abroad.',
              clause: clauses.abroad,
            }),
          ),
        },
        refuse: ({ matter, answers }) =>
          !answers.agreed || (answers.consent as readonly string[] | undefined)?.length
            ? undefined
            : has(matter, received)
              ? onlyItsOriginator
              : asking(matter)?.want === 'abroad'
                ? {
                    field: 'consent',
                    words: 'Personal data goes abroad only with consent in writing that is on record',
                    clause: clauses.abroad,
                    next: 'Attach the consent, or do not agree.',
                  }
                : undefined,
        marks: 'ask answered',
        tells: [everyoneElse],
        says: ({ answers }) => (answers.agreed ? 'agreed to what was asked' : 'did not agree to what was asked'),
      }),

      'pass-on': step({
        clauses: [clauses.needToKnow, clauses.purpose],
        label: 'Pass it on to another unit',
        by: holding,
        open: [
          standing,
          provided(wasSentTo, 'Whoever it was sent to passes it on: ask its originator'),
          provided(
            ({ matter }) => mayBePassedOn(matter),
            'Its terms do not let you pass it on: ask its originator for more',
            clauses.purpose,
          ),
        ],
        part: 'slip',
        asks: { to: unit('To whom?', 'Choose to whom', unitsBut, { part: 'dealings' }) },
        refuse: ({ matter, answers }) => notToBePassedOn(matter, String(answers.to), clauses.purpose),
        discloses: [
          {
            part: ['slip', ...shared],
            to: chosenUnit,
            purpose: 'To know what comes, and on what terms',
            clause: clauses.purpose,
          },
          { part: ['item', 'later'], to: chosenUnit, may: 'read', ...onTerms, clause: clauses.purpose },
        ],
        tells: [owner, chosenUnit],
        says: () => 'passed it on to another unit',
      }),

      'send-abroad': step({
        clauses: [clauses.abroad],
        label: 'Record that it goes abroad',
        by: holding,
        open: [standing],
        part: 'uses',
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
      }),

      cite: step({
        clauses: [clauses.purpose],
        label: 'Record what you made of it',
        about: 'Where you drew on it: a briefing, a visit, a report. Its originator sees this.',
        by: holding,
        open: [standing],
        part: 'uses',
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
      }),

      'hand-over': handOver(clauses.secure, clauses.purpose, [standing, ourOwn]),

      close: step({
        clauses: [clauses.outcome],
        label: 'Close it',
        by: owning,
        open: [standing],
        part: 'slip',
        asks: {},
        marks: ['closed', 'ended'],
        to: 'closed',
        says: () => 'closed it',
      }),
    },
  }
}

const offeredWays = ['read', 'pass on', 'read or pass on'] as const

const outcomes = {
  acted: 'Acted on',
  watching: 'Being watched',
  unfounded: 'Looked into, nothing found',
  'not-ours': 'Not for us',
}

const chosenUnit: Audience = audience('the unit it is passed on to', ({ answers }) =>
  typeof answers.to === 'string' ? [answers.to] : [],
)

const chosenColleague: Audience = audience('the colleague who is named', ({ answers }) =>
  typeof answers.reader === 'string' ? [answers.reader] : [],
)

/** Whether it was asked for so often before. */
const asked =
  (times: number) =>
  ({ matter }: Taking): boolean =>
    matter.entries.filter(entry => entry.step === 'ask-for-outcome').length > times

function longer({ matter, answers }: Taking, clause: ClauseId): Refusal | undefined {
  const until = ownersContract(matter)?.until
  return until !== undefined && answers.until !== undefined && (answers.until as string) > until
    ? {
        field: 'until',
        words: `Its originator lets it be had until ${formatDay(until)}, and no longer`,
        clause,
        next: 'Give a sooner day, or leave it out.',
      }
    : undefined
}

const isSealed = ({ answers }: Taking): boolean => answers.relayReads !== true
const isOpenToRelay = ({ answers }: Taking): boolean => answers.relayReads === true
const lowMarking = ({ answers }: Taking): Refusal | undefined =>
  answers.personal === true && answers.marking === 'official'
    ? {
        field: 'marking',
        words: 'What tells who somebody is and what they said is OFFICIAL-SENSITIVE',
        next: 'Mark it so, or leave out what is personal.',
      }
    : undefined
