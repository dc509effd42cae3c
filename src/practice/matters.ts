import { addDays, dayOf, startOfDay, type Day } from '../calendar/day.ts'
import { beginning, drawReferences } from '../desk/birth.ts'
import { at, type Desk, type House } from '../desk/desk.ts'
import { list } from '../desk/list.ts'
import { sayTimeIsUp } from '../clock/kept.ts'
import { recurring } from '../clock/recur.ts'
import { begin, take, type Taken } from '../desk/take.ts'
import { append } from '../journal/append.ts'
import type { Procedure } from '../engine/procedure.ts'
import { actionPlanStories } from './action-plans.ts'
import { boardsPartStories } from './boards-part.ts'
import { inspectionStories } from './inspections.ts'
import { programmeStories } from './programme.ts'
import { publicationStories } from './publications.ts'
import { reportStories } from './reports.ts'
import { retentionStories } from './retention.ts'
import { reviewStories } from './reviews.ts'
import { sharingStories } from './sharing.ts'
import { urgentNotificationStories } from './urgent-notifications.ts'
import { urgentStories } from './urgent.ts'

/**
 * What has been going on in the invented world: matters at every stage, some with duties overdue, laid out around the moment
 * the practice clock starts. They are made by taking steps, like everything else, at the instants the stories say.
 */

type Answers = Readonly<Record<string, unknown>>

/** What went on in one matter of a procedure. */
export interface Story {
  readonly of: string
  /** By what later stories find its reference: without it, by its procedure and place ('report ZCI'). */
  readonly called?: string
  /** It goes on with the newest matter that its first post may see, at this place if one is given: another story opened it. */
  readonly goesOn?: { readonly at?: string }
  /** The clock opens one for each period: this is that one, so that there is no second. */
  readonly recurs?: true
  /** It was kept elsewhere until now, and is brought in as an earlier log is. */
  readonly brought?: true
  readonly acts: readonly Act[]
}

/** So many days before today, who did what. The first act of a story begins it. */
export type Act = readonly [
  daysAgo: number,
  post: string,
  step: string,
  answers: (on: (daysAgo: number) => Day, of: (called: string) => string) => Answers,
]

const noAnswers = () => ({})

const wing: readonly Act[] = [
  [
    24,
    'imb.ashmoor.chair',
    'receive',
    on => ({
      place: 'ZAI',
      affected: 'detained',
      contacted: ['IMB'],
      came: 'application',
      receivedOn: on(24),
      line: 'Lost his job in the kitchen after speaking to the board',
      claimed: ['loss-of-employment'],
      name: 'Jordan Penhale',
      number: 'A4821CX',
      reach: 'Speak to him at the library, where he goes on Tuesdays',
      account:
        'He told two members on their rota visit that the kitchen was short of food. Three days later he was taken off the kitchen party and told he “talked too much”.',
    }),
  ],
  [23, 'hmip.sanctions-officer', 'log', noAnswers],
  [
    22,
    'imb.ashmoor.member',
    'ask-consent',
    on => ({
      consent: 'given',
      covers: ['everything'],
      askedOn: on(22),
      askedBy: 'Board member on rota',
      how: 'person',
    }),
  ],
  [
    21,
    'imb.ashmoor.chair',
    'assess',
    () => ({
      qualifies: true,
      kinds: ['loss-of-employment'],
      deed: 'act',
      involvement: ['carried-out'],
      implicated: false,
      reasons:
        'The job was lost within days of his speaking to the board, and the reason he says he was given points to it.',
    }),
  ],
  [
    20,
    'imb.ashmoor.chair',
    'refer',
    () => ({
      to: 'hmpps.ashmoor.governor',
      request:
        'Please look into why Mr Penhale was taken off the kitchen party, and see that he does not suffer for speaking to the board.',
    }),
  ],
  [
    19,
    'imb.ashmoor.chair',
    'monitor',
    () => ({ what: ['person', 'establishment'], risk: 'He may lose other work, or be spoken to about the board.' }),
  ],
  [
    12,
    'imb.ashmoor.member',
    'observe',
    on => ({
      about: 'person',
      seenOn: on(12),
      seen: 'Seen at the library. Calm, back on the wing’s cleaning party. Says nobody has spoken to him about it.',
      risk: 'same',
    }),
  ],
]

const visits: readonly Act[] = [
  [
    11,
    'hmip.team-leader',
    'receive',
    on => ({
      place: 'ZBI',
      affected: 'detained',
      contacted: ['HMIP'],
      came: 'survey',
      receivedOn: on(11),
      line: 'Visits stopped after an interview with inspectors',
      claimed: ['contact', 'threats'],
      name: 'Sam Okonjo',
      number: 'A7310DK',
      account:
        'Wrote on the survey that his family visits were cancelled twice in the week after he was interviewed, and that an officer told him to “remember who holds the keys”.',
    }),
  ],
  [10, 'hmip.sanctions-officer', 'log', noAnswers],
]

const medical: readonly Act[] = [
  [
    40,
    'ppo.investigator',
    'receive',
    on => ({
      place: 'ZCI',
      affected: 'detained',
      contacted: ['PPO'],
      came: 'letter',
      receivedOn: on(41),
      line: 'Kept from the dentist since complaining to the ombudsman',
      claimed: ['entitlements'],
      name: 'Wesley Tarn',
      number: 'A1193EF',
      account:
        'His letter says that appointments have been missed three times because nobody unlocked him, each time after a letter from this office arrived on the wing.',
    }),
  ],
  [39, 'hmip.sanctions-officer', 'log', noAnswers],
  [
    38,
    'ppo.investigator',
    'ask-consent',
    on => ({ consent: 'given', covers: ['everything'], askedOn: on(38), askedBy: 'Investigator', how: 'call' }),
  ],
  [
    38,
    'ppo.investigator',
    'assess',
    () => ({
      qualifies: true,
      kinds: ['entitlements'],
      deed: 'omission',
      involvement: ['tolerated'],
      implicated: false,
      reasons: 'Access to a dentist is a basic entitlement, and each missed appointment followed a letter.',
    }),
  ],
  [
    37,
    'ppo.investigator',
    'assign-board',
    () => ({ ask: 'Please see Mr Tarn and the appointment book, and tell us what you find.' }),
  ],
  [
    33,
    'imb.calder-mount.chair',
    'enquire',
    on => ({
      enquiredOn: on(33),
      kind: 'person',
      learned: 'He gave the same account to us, calmly and with dates. He is still in pain.',
    }),
  ],
  [
    31,
    'imb.calder-mount.chair',
    'enquire',
    on => ({
      enquiredOn: on(31),
      kind: 'records',
      learned: 'The appointment book shows three entries marked “not escorted”, on the days he gives.',
    }),
  ],
  [
    29,
    'imb.calder-mount.chair',
    'brief',
    () => ({
      findings: 'The records bear out three missed appointments. Nobody could say why he was not unlocked.',
      suggests: ['investigate'],
      because: 'The pattern is plain and no one on the wing could account for it.',
    }),
  ],
  [
    26,
    'ppo.deputy',
    'decide',
    () => ({ investigate: true, reasons: 'The briefing shows a pattern that the establishment has not explained.' }),
  ],
  [
    25,
    'ppo.deputy',
    'open-investigation',
    () => ({
      scope:
        'Why he was not unlocked for three appointments, who decided it, and whether letters from this office were known of on the wing.',
    }),
  ],
  [
    19,
    'ppo.investigator',
    'note',
    () => ({ note: 'Detail sheets asked for. The wing manager was on leave for two of the three days.' }),
  ],
]

const proved: readonly Act[] = [
  [
    120,
    'hmip.coordinator',
    'receive',
    on => ({
      place: 'ZDI',
      affected: 'detained',
      contacted: ['HMIP', 'IMB'],
      came: 'visit',
      receivedOn: on(121),
      line: 'Moved to another wing the day after speaking to inspectors',
      claimed: ['relocation', 'isolation'],
      name: 'Marlon Achterberg',
      number: 'A5520GH',
      account:
        'Spoke to an inspector at his door. Next morning he was moved to the separation unit “pending”, and stayed there eleven days.',
    }),
  ],
  [119, 'hmip.sanctions-officer', 'log', noAnswers],
  [
    118,
    'hmip.sanctions-officer',
    'ask-consent',
    on => ({
      consent: 'given',
      covers: ['everything'],
      askedOn: on(118),
      askedBy: 'Inspection coordinator',
      how: 'person',
    }),
  ],
  [
    117,
    'hmip.sanctions-officer',
    'assess',
    () => ({
      qualifies: true,
      kinds: ['relocation', 'isolation'],
      deed: 'act',
      involvement: ['carried-out', 'permitted'],
      implicated: false,
      reasons: 'No reason for the move was written down, and it came the morning after.',
    }),
  ],
  [
    116,
    'hmip.sanctions-officer',
    'assign-board',
    () => ({ ask: 'Please speak to Mr Achterberg and look at the separation unit’s records.' }),
  ],
  [
    110,
    'imb.dunscar.chair',
    'enquire',
    on => ({
      enquiredOn: on(110),
      kind: 'records',
      learned: 'The unit’s book gives no authority for the first three days.',
    }),
  ],
  [
    108,
    'imb.dunscar.chair',
    'brief',
    () => ({
      findings: 'Held three days without authority. Staff say it was for his own protection; he had not asked for any.',
      suggests: ['investigate'],
      because: 'The book and the account agree.',
    }),
  ],
  [104, 'ppo.assistant', 'decide', () => ({ investigate: true, reasons: 'There is a written record to test.' })],
  [103, 'ppo.assistant', 'open-investigation', () => ({ scope: 'Who moved him, on what authority, and why then.' })],
  [
    80,
    'ppo.investigator',
    'conclude',
    () => ({
      finding: 'evidence',
      kinds: ['relocation', 'isolation'],
      involvement: ['carried-out'],
      conclusion: 'He was moved because he had been seen speaking to an inspector.',
      explainedBy: 'PPO',
    }),
  ],
  [
    78,
    'ppo.investigator',
    'issue-report',
    () => ({
      to: 'hmpps.dunscar.governor',
      report: 'The move had no lawful authority and followed from his speaking to an inspector.',
      recommendations: [
        { recommendation: 'Apologise to Mr Achterberg in writing.' },
        {
          recommendation:
            'Require a manager’s signature before anyone is moved within two days of speaking to a scrutiny body.',
        },
      ],
    }),
  ],
  [
    60,
    'hmpps.dunscar.governor',
    'answer-recommendation',
    () => ({
      which: '1',
      response: 'accepted',
      action: 'I wrote to him on the day the report came.',
      done: true,
      evidence: 'A copy of the letter is on his record.',
    }),
  ],
]

const refusal: readonly Act[] = [
  [
    9,
    'imb.eastholme.chair',
    'receive',
    on => ({
      place: 'ZEI',
      affected: 'detained',
      contacted: ['IMB'],
      came: 'visit',
      receivedOn: on(9),
      line: 'Shouted at on the landing after asking to see the board',
      claimed: ['verbal-abuse', 'humiliation'],
      name: 'Kieran Doyle',
      number: 'A9014JM',
      account: 'Asked for an application form and was mocked in front of others.',
    }),
  ],
  [
    8,
    'imb.eastholme.chair',
    'ask-consent',
    on => ({ consent: 'refused', askedOn: on(8), askedBy: 'Board chair', how: 'person' }),
  ],
]

const centre: readonly Act[] = [
  [
    6,
    'imb.fenwick-house.chair',
    'receive',
    on => ({
      place: 'ZFI',
      affected: 'detained',
      contacted: ['IMB', 'PPO'],
      came: 'application',
      receivedOn: on(6),
      line: 'Telephone taken away after ringing the ombudsman',
      claimed: ['contact'],
      otherNumbers: 'B2201984',
      account: 'Her handset was taken for “checks” within the hour and came back two days later.',
    }),
  ],
  [5, 'hmip.sanctions-officer', 'log', noAnswers],
]

const training: readonly Act[] = [
  [
    3,
    'ppo.assistant',
    'receive',
    on => ({
      place: 'ZGI',
      affected: 'detained',
      contacted: ['PPO'],
      came: 'call',
      receivedOn: on(3),
      line: 'Rewards withdrawn after a call to the ombudsman',
      claimed: ['other'],
      account: 'His mother rang: the day after his call he lost his evening association for a week.',
      others: [{ role: 'told', name: 'His mother', reach: 'Through the solicitor named in the call note' }],
    }),
  ],
]

const settled: readonly Act[] = [
  [
    90,
    'imb.ashmoor.member',
    'receive',
    on => ({
      place: 'ZAI',
      affected: 'detained',
      contacted: ['IMB'],
      came: 'application',
      receivedOn: on(90),
      line: 'Cell searched twice after writing to the board',
      claimed: ['humiliation'],
      name: 'Tyrone Babbage',
      number: 'A3348LP',
      account: 'Two searches in one week, after none in months.',
    }),
  ],
  [89, 'hmip.sanctions-officer', 'log', noAnswers],
  [
    89,
    'imb.ashmoor.member',
    'ask-consent',
    on => ({ consent: 'given', covers: ['everything'], askedOn: on(89), askedBy: 'Board member', how: 'person' }),
  ],
  [
    87,
    'imb.ashmoor.chair',
    'assess',
    () => ({
      qualifies: false,
      reasons:
        'The search log shows that the whole landing was searched on both days, on intelligence about another cell.',
    }),
  ],
]

/** What went on before, matter by matter. */
export const stories: readonly Story[] = [
  ...[proved, settled, medical, wing, visits, refusal, centre, training].map(acts => ({
    of: 'sanction-allegation',
    acts,
  })),
  ...urgentStories,
  ...publicationStories,
  ...programmeStories,
  ...sharingStories,
  ...inspectionStories,
  ...actionPlanStories,
  ...reportStories,
  ...boardsPartStories,
  ...urgentNotificationStories,
  ...reviewStories,
  ...retentionStories,
]

/** Plays the stories into a practice system that has no matters yet. Returns how many there are now. */
export async function playPractice(house: House): Promise<number> {
  // Nobody's standing has lapsed when the world is new: whose has is in one that was begun long ago.
  const begun = await at(
    house,
    { post: 'hmip.sanctions-officer' },
    async desk => desk.who.lapsed.length > 0 || (await list(desk, { most: 1 })).rows.length > 0,
  )
  if (begun) return 0
  const start = house.now()
  const references = new Map<string, string>()
  for (const [index, story] of stories.entries()) {
    let reference = ''
    for (const [number, [daysAgo, post, step, answers]] of story.acts.entries()) {
      const instant = toldAt(start, daysAgo, { number, left: stories.length - index })
      const then: House = { ...house, now: () => instant }
      const given = answers(
        ago => addDays(dayOf(start), -ago),
        called => references.get(called) ?? '',
      )
      const key = `practice-${index}-${number}`
      const outcome = await at(then, { post }, async desk => {
        if (number === 0 && story.recurs) return recurring(desk, procedureCalled(desk, story.of))
        if (number === 0 && story.brought) return bring(desk, story.of, given, key)
        if (number === 0 && !story.goesOn) return begin(desk, story.of, given, { key })
        if (number === 0) reference = await newest(desk, story)
        return take(desk, reference, step, given, { key })
      })
      if (outcome.refused)
        throw new Error(
          `The practice world’s story ${index}, ${step}: ${outcome.problems.map(problem => `${problem.field ?? ''} ${problem.words}`).join('; ')}`,
        )
      reference = outcome.reference
      if (number === 0) references.set(named(story, given), reference)
    }
    if (story.called !== undefined) references.set(story.called, reference)
  }
  // What the stories set for themselves holds from the first moment, and what has been kept its time is said to have been.
  await house.changed()
  await sayTimeIsUp(house)
  return stories.length
}

/**
 * When an act was done: on the day it says, by London's clock, at the hour at which the practice clock starts, a minute before
 * it for each story that is left and a second after it for each act of this one. Soon after midnight they are closer together,
 * so that none was done the day before; late in the evening earlier, for one day in the year has no last hour.
 */
export function toldAt(start: Date, daysAgo: number, { number, left }: { number: number; left: number }): Date {
  const today = dayOf(start)
  const hour = Math.min(start.getTime() - startOfDay(today).getTime(), 22 * 3_600_000)
  const apart = Math.min(60_000, hour / (stories.length + 1))
  const act = (apart * number) / 60
  return new Date(startOfDay(addDays(today, -daysAgo)).getTime() + hour - left * apart + act)
}

const named = ({ of }: Story, { place }: Answers): string => [of, place].filter(Boolean).join(' ')

const procedureCalled = ({ house, world }: Desk, name: string): Procedure => {
  const found = house.library.findProcedure(name, world.today)
  if (!found) throw new Error(`No agreement has a procedure called ${name}`)
  return found.procedure
}

async function bring(desk: Desk, name: string, raw: Answers, act: string): Promise<Taken> {
  const procedure = procedureCalled(desk, name)
  const version = desk.house.library.findProcedure(name, desk.world.today)?.version.name ?? ''
  const step = procedure.brings?.step ?? procedure.begins
  const [reference = ''] = await drawReferences(desk, procedure.prefix, [{ act, year: desk.world.today.slice(0, 4) }])
  const begun = beginning(desk, { procedure, version, step, reference, raw })
  if (begun.refused) return begun
  const { making, birth } = begun
  await append(desk, [{ reference, making, birth, procedure, knownTo: [] }])
  return { refused: false, reference, version, says: making.says }
}

async function newest(desk: Desk, { of, goesOn }: Story): Promise<string> {
  const [found] = (await list(desk, { procedure: of, place: goesOn?.at, most: 1 })).rows
  if (!found) throw new Error(`The practice world has no ${of} that its story could go on with`)
  return found.reference
}
