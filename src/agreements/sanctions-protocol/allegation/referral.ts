import { addDays, formatDay } from '../../../calendar/day.ts'
import { has } from '../../../engine/matter.ts'
import { after, before, provided, refused, step, type Refusal } from '../../../engine/procedure.ts'
import { choice, day, documents, onlyIf, optional, paragraph, post, yesOrNo } from '../../../engine/question.ts'
import { atMostOne, audience, chosen, owner, together, whoever } from '../../../engine/who.ts'
import type { Taking } from '../../../engine/world.ts'
import { settingFor } from '../settings.ts'
import { authorisers, isScrutiny, isSenior, leads, managersAt, seniors, theOwner } from '../who.ts'
import { warnOfNames } from './nameless.ts'
import { byName, instead, person, telling } from './parts.ts'
import {
  agreedTo,
  answerDue,
  boardThere,
  escalatedTo,
  escalation,
  implicated,
  isEscalated,
  isReferred,
  mayProceed,
  placeOf,
  referral,
  referredTo,
} from './reading.ts'
import { mayGoAhead, noFurtherThan, open, qualified } from './standing.ts'

/** Asking the establishment, or those above it, to look into it and to report back (SP-23d to SP-23g). */

// What every referral asks

const request = (part: string) =>
  paragraph('What do you ask of them, and what must they know?', 'Write what you ask of them', {
    part,
    hint: 'They see this, and who the person is. They do not see the account you took down.',
  })

const answerBy = optional(
  day('By when have they agreed to report back?', '', {
    notBeforeToday: true,
    hint: 'Leave it empty for the usual time.',
    clause: 'SP-23g',
  }),
)

const receivesIt = chosen('to', 'the one it is referred to')

const noConsent =
  'The person has not agreed to this. Ask for their consent; without it a referral needs an immediate serious risk and someone to authorise it'

const toManagers = {
  words: 'A manager there is said to be involved: nobody at the establishment is told',
  next: 'Take it to a senior level instead.',
  clause: 'SP-23e',
} as const satisfies Refusal

/** The manager it was referred to before, when it now goes to another. */
const earlierManager = audience('the manager it was referred to before', ({ matter, answers }) => {
  const earlier = matter.entries.filter(entry => entry.step === 'refer').map(entry => String(entry.answers.to))
  return [...new Set(earlier)].filter(key => key !== answers.to)
})

export const refer = step({
  clauses: ['SP-23d', 'SP-23g', 'SP-23f', 'SP-23e'],
  label: 'Refer it to a senior manager there',
  about:
    'One named manager sees what you write here and who the person is; nobody else at the establishment sees anything.',
  by: theOwner,
  open: [
    ...open,
    qualified,
    mayGoAhead('establishment', noConsent, 'SP-23f'),
    provided(({ matter }) => !implicated(matter), `${toManagers.words}. ${toManagers.next}`, 'SP-23e'),
    {
      ...before(
        'referred',
        'It has been referred already: if the answer will not do, take it to a senior level',
        'SP-23e',
      ),
      holds: ({ matter }) => !isReferred(matter),
    },
  ],
  part: 'referral',
  asks: {
    to: post('Which manager?', 'Choose the manager', taking => managersAt(taking.world, placeOf(taking))),
    request: request('response'),
    answerBy,
  },
  marks: 'referred',
  to: { referred: noFurtherThan('referred') },
  discloses: [
    {
      part: ['referral', 'response', 'identity'],
      to: receivesIt,
      purpose: 'To look into it, keep the person safe and report back',
      clause: 'SP-23d',
      conditions: ['For you alone: do not pass it on without asking', 'The person must not suffer for this either'],
    },
    {
      part: 'response',
      to: leads,
      purpose: 'They may know who the person is',
      clause: 'SP-23i',
      when: ({ matter }) => mayProceed(matter, 'bodies'),
    },
  ],
  // Asked once more, after what was asked of them was taken back, another manager may be the right one.
  recalls: [{ part: 'referral', from: earlierManager, clause: 'SP-23d' }],
  tells: [receivesIt, leads],
  sets: ({ answers }) => ({ referral: 'referred', addressee: answers.to }),
  says: ({ answers, world }) => `referred it to the ${world.directory.post(String(answers.to)).title}`,
})

/** The board, once it has been asked: it must know that it goes on without consent, and for what risk. */
const boardAsked = atMostOne('the board of the establishment', ({ matter, world }) =>
  has(matter, 'board assigned') ? boardThere(matter, world) : undefined,
)

/** Whoever in the three bodies knows who the person is: they may hear that consent is taken back, and must know that this stands. */
const knowingThem = audience('those in the three bodies who were told who the person is', ({ matter, world }) => [
  ...new Set(
    matter.disclosures
      .filter(one => one.part === 'identity' && !one.ended && one.to !== matter.owner)
      .map(one => one.to)
      .filter(key => isScrutiny(world, key)),
  ),
])

/** The leads of the other bodies are told who the person is by this very referral. */
const withoutTheirConsent = ({ matter }: Pick<Taking, 'matter'>) => !agreedTo(matter, 'bodies')

const toAnyone = (taking: Taking) => [...managersAt(taking.world, placeOf(taking)), ...seniors(taking.world)]

/** Nobody there is asked where a manager there is said to be involved. */
const offered = (taking: Taking) => (implicated(taking.matter) ? seniors(taking.world) : toAnyone(taking))

export const referWithoutConsent = step({
  clauses: ['SP-23f', 'SP-23g', 'SP-23e'],
  label: 'Refer it without consent',
  about:
    'Only where somebody appears to be at immediate serious risk. Someone senior in your own body must have authorised it, and will be asked to confirm that they did. It is shown in the log and counted.',
  by: theOwner,
  open: [
    ...open,
    before('not a sanction', 'It was assessed as not a sanction', 'SP-23c'),
    before('override', 'It has been referred without consent already'),
    provided(
      ({ matter }) =>
        !has(matter, 'consent given') || !mayProceed(matter, 'establishment') || !mayProceed(matter, 'service'),
      'The person agreed: refer it by their consent',
      'SP-23d',
    ),
  ],
  part: 'referral',
  asks: {
    risk: paragraph('What is the immediate serious risk, and to whom?', 'Say what the immediate serious risk is', {
      hint: 'Without names: the other bodies and the manager see this.',
    }),
    reason: paragraph('Why can it not wait for their consent?', 'Say why it cannot wait for their consent', {
      hint: 'Without names.',
    }),
    authoriser: post(
      'Who authorised the referral?',
      'Choose who authorised the referral: someone other than you',
      authorisers,
    ),
    to: {
      ...post('To whom is it referred?', 'Choose to whom it is referred', offered),
      // A manager there who is not offered is refused below, in words that say why.
      understand: post('To whom is it referred?', 'Choose to whom it is referred', toAnyone).understand,
    },
    request: request('response'),
    answerBy,
  },
  refuse: taking =>
    refused([
      ...(taking.answers.authoriser === taking.me.post
        ? [
            {
              field: 'authoriser',
              words: 'Someone other than you authorises it',
              next: 'Ask someone senior in your body.',
            },
          ]
        : []),
      ...(offered(taking).some(one => one.key === taking.answers.to) ? [] : [{ ...toManagers, field: 'to' }]),
    ]),
  warn: warnOfNames('risk', 'reason'),
  marks: {
    referred: () => true,
    override: () => true,
  },
  to: { referred: noFurtherThan('referred') },
  discloses: [
    {
      part: ['referral', 'response', 'identity'],
      to: receivesIt,
      purpose: 'To act on an immediate serious risk, and report back',
      clause: 'SP-23f',
      conditions: ['For you alone: do not pass it on without asking', 'The person must not suffer for this either'],
    },
    { ...byName, when: withoutTheirConsent },
    {
      part: [...person, ...telling],
      to: leads,
      purpose: 'To act together on an immediate serious risk',
      clause: 'SP-23f',
    },
    {
      part: 'referral',
      to: together(boardAsked, knowingThem),
      purpose: 'To act on an immediate serious risk',
      clause: 'SP-23f',
    },
    {
      part: ['summary', 'referral'],
      to: chosen('authoriser', 'the one who authorised it'),
      purpose: 'To confirm that they authorised it',
      clause: 'SP-23f',
    },
  ],
  // What is asked of another, and why, is not for whoever was asked before: least of all where it goes above them.
  recalls: [
    { part: ['referral', 'response', 'identity'], from: earlierManager, clause: 'SP-23e' },
    { ...instead, when: withoutTheirConsent },
  ],
  tells: [receivesIt, leads, chosen('authoriser', 'the one who authorised it')],
  sets: ({ answers }) => ({
    referral: 'referred',
    addressee: answers.to,
    override: 'yes',
    authoriser: answers.authoriser,
  }),
  says: () => 'referred it without consent, for an immediate serious risk',
})

const authoriser = whoever(
  'the one named as authorising it',
  (me, matter) =>
    referral(matter)?.step === 'refer-without-consent' && referral(matter)?.answers.authoriser === me.post,
)

export const confirmAuthority = step({
  clauses: ['SP-23f'],
  label: 'Confirm that you authorised it',
  about:
    'You were named as having authorised a referral without the person’s consent. It has been sent; say whether you did.',
  by: authoriser,
  open: [
    after('override', 'Nothing was referred without consent'),
    before('authority settled', 'You have answered already'),
  ],
  part: 'summary',
  asks: {
    authorised: yesOrNo('Did you authorise it?', 'Say whether you authorised it'),
    remark: optional(paragraph('Anything to add', '', { hint: 'Without names.' })),
  },
  refuse: ({ matter, me }) =>
    referral(matter)?.by.name === me.name
      ? {
          words: 'Whoever referred it cannot also authorise it',
          next: 'Someone else who holds your post must confirm it.',
        }
      : undefined,
  marks: {
    'authority settled': () => true,
    'authority denied': ({ answers }) => !answers.authorised,
  },
  tells: [owner, leads],
  sets: ({ answers }) => ({ authorised: answers.authorised ? 'yes' : 'no' }),
  says: ({ answers }) =>
    answers.authorised ? 'confirmed having authorised the referral' : 'denied having authorised the referral',
})

// Reporting back (SP-23g)

const report = {
  done: paragraph('What was done to look into it?', 'Say what was done to look into it'),
  found: paragraph('What was found?', 'Say what was found'),
  safe: paragraph('What has been done to keep the person safe?', 'Say what has been done to keep the person safe'),
  papers: documents('Papers'),
}

export const reportBack = step({
  clauses: ['SP-23g'],
  label: 'Report back',
  about: 'Say what you found and did. Whoever referred it to you sees your answer.',
  by: whoever('the manager it was referred to', (me, matter) => referredTo(matter) === me.post),
  open: [after('referred', 'It has not been referred to you')],
  part: 'response',
  asks: report,
  marks: 'answered',
  tells: [owner, leads],
  sets: () => ({ referral: 'answered' }),
  says: () => 'reported back',
})

export const answerEscalation = step({
  clauses: ['SP-23g', 'SP-23e'],
  label: 'Report back from the senior level',
  about:
    'Say what you found and did. Whoever took it to you sees your answer; the managers of the establishment do not.',
  by: whoever('the senior post it was taken to', (me, matter) => escalatedTo(matter) === me.post),
  open: [after('escalated', 'It has not been taken to you')],
  part: 'senior-response',
  asks: report,
  marks: 'answered at a senior level',
  tells: [owner, leads],
  sets: () => ({ escalation: 'answered' }),
  says: () => 'reported back from the senior level',
})

// Above the establishment (SP-23e)

export const escalationReasons = {
  problematic: 'Asking the managers there would be a problem',
  serious: 'It is exceptional or very serious',
  unsatisfactory: 'The answer from the establishment will not do, or has not come',
} as const

/** The post it was taken to before, when it now goes to another. */
const earlierSenior = audience('the senior post it was taken to before', ({ matter, answers }) => {
  const earlier = matter.entries.filter(entry => entry.step === 'escalate').map(entry => String(entry.answers.to))
  return [...new Set(earlier)].filter(key => key !== answers.to)
})

/** The same, unless it has been referred to them as well: then they go on knowing who it is. */
const nobodyElseAsked = audience('the senior post it was taken to before', taking =>
  earlierSenior.readers(taking).filter(key => key !== referredTo(taking.matter)),
)

const governor = audience('the governor', taking =>
  managersAt(taking.world, placeOf(taking))
    .filter(one => one.kind === 'governor')
    .map(one => one.key),
)

export const escalate = step({
  clauses: ['SP-23e', 'SP-23g', 'SP-23f'],
  label: 'Take it to a senior level',
  about:
    'One named senior post in the service sees what you write here and who the person is. The managers of the establishment see nothing of it, unless you choose so.',
  by: theOwner,
  open: [...open, qualified, mayGoAhead('service', noConsent, 'SP-23f')],
  part: 'escalation',
  asks: {
    because: choice('Why does it go to a senior level?', 'Choose why it goes to a senior level', escalationReasons),
    reasons: paragraph('Your reasons', 'Give your reasons', { hint: 'Without names.' }),
    to: post('To whom?', 'Choose to whom', taking => seniors(taking.world)),
    request: request('senior-response'),
    answerBy,
    showManager: optional(
      yesOrNo('Should the governor see that it was taken to a senior level?', '', {
        hint: 'They see this and your reasons: not what you ask, nor the answer. Leave it for no.',
      }),
    ),
    whyShow: onlyIf(
      'showManager',
      true,
      paragraph('Why should the governor see it?', 'Say why the governor should see it'),
    ),
  },
  refuse: taking => unanswered(taking) ?? shownToManagers(taking),
  warn: warnOfNames('reasons'),
  marks: 'escalated',
  to: { escalated: noFurtherThan('escalated') },
  discloses: [
    {
      part: ['escalation', 'senior-response', 'identity'],
      to: receivesIt,
      purpose: 'To look into it above the establishment, keep the person safe and report back',
      clause: 'SP-23e',
      conditions: [
        'For you alone: do not pass it on, least of all to the establishment',
        'The person must not suffer for this either',
      ],
    },
    {
      part: 'escalation',
      to: governor,
      purpose: 'Whoever is handling it chose that the governor should know',
      clause: 'SP-23e',
      when: ({ answers }) => answers.showManager === true,
    },
    {
      part: 'senior-response',
      to: leads,
      purpose: 'They may know who the person is',
      clause: 'SP-23i',
      when: ({ matter }) => mayProceed(matter, 'bodies'),
    },
  ],
  recalls: [
    { part: ['escalation', 'senior-response'], from: earlierSenior, clause: 'SP-23e' },
    { part: 'identity', from: nobodyElseAsked, clause: 'SP-23e' },
    // That the governor was shown it once does not show them the next.
    {
      part: 'escalation',
      from: governor,
      clause: 'SP-23e',
      when: ({ matter, answers }) =>
        answers.showManager !== true && matter.entries.some(one => one.step === 'escalate' && one.answers.showManager),
    },
  ],
  tells: [receivesIt, leads],
  sets: ({ answers }) => ({ escalation: 'escalated', escalatedBecause: answers.because, escalatedTo: answers.to }),
  says: ({ answers, world }) => `took it to the ${world.directory.post(String(answers.to)).title}`,
})

interface Escalating {
  readonly because: string
  readonly showManager?: boolean
}

/** An answer is unsatisfactory once there is one, or once its day has passed without one. */
function unanswered({ answers, matter, world }: Taking<Escalating>): Refusal | undefined {
  if (answers.because !== 'unsatisfactory') return undefined
  const asked = has(matter, 'escalated') ? escalation(matter) : referral(matter)
  if (!asked)
    return {
      field: 'because',
      words: 'It has not been referred, so there is no answer yet',
      next: 'Choose another reason, or refer it first.',
    }
  const since = matter.milestones.get(asked.step === 'escalate' ? 'answered at a senior level' : 'answered')
  if (since && since >= asked.at) return undefined
  if (!(asked.step === 'escalate' ? isEscalated(matter) : isReferred(matter)))
    return {
      field: 'because',
      words: 'What was asked was taken back with their consent, so no answer is owed',
      next: 'Choose another reason, or ask anew first.',
    }
  const due = answerDue(asked, matter, world, settingFor)
  return world.today > due
    ? undefined
    : {
        field: 'because',
        words: 'The answer has not come, and its day has not passed',
        next: `Wait until ${formatDay(addDays(due, 1))}, or choose another reason.`,
      }
}

const shownToManagers = ({ answers, matter }: Taking<Escalating>): Refusal | undefined =>
  answers.showManager === true && implicated(matter)
    ? { field: 'showManager', words: 'A manager there is said to be involved: nobody at the establishment is told' }
    : undefined

export const wentAbove = ({ matter, world }: Pick<Taking, 'matter' | 'world'>): boolean =>
  implicated(matter) || has(matter, 'escalated') || isSenior(world, referredTo(matter))
