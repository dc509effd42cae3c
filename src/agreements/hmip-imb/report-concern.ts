import type { PostKind } from '../../bodies.ts'
import { workingDays } from '../../calendar/period.ts'
import type { Setting } from '../../engine/agreement.ts'
import type { Rule } from '../../engine/deadline.ts'
import type { Post } from '../../engine/directory.ts'
import { has } from '../../engine/matter.ts'
import { after, afterAny, before, provided, step, type Condition, type Procedure } from '../../engine/procedure.ts'
import { choice, day, documents, optional, paragraph, references, text } from '../../engine/question.ts'
import { allOf, anyOf, called, inPost, inUnit, of, owner, owning, type Audience, type Who } from '../../engine/who.ts'
import type { Taking } from '../../engine/world.ts'
import { official, sensitive } from '../../letters/marking.ts'
import { teams } from '../hmip-hmpps/report/who.ts'
import { ownPlaceOf } from '../../engine/placed.ts'
import { ownPlace } from '../own-place.ts'
import { aBoard, nationalChairs, regionals } from './who.ts'

/**
 * A board’s concern about a report, taken where the agreement says and in its order (HI-9d): to the regional representative,
 * then the National Chair, then the inspectorate. What is said at each is for those two alone; a level is left out only where
 * nobody but the board’s own members holds its post, and then it is said why.
 */

interface Level {
  /** Who it is, in a sentence. */
  readonly whom: string
  readonly part: 'regional' | 'national' | 'inspectorate'
  /** The post that hears it among the boards, which may be vacant. */
  readonly post?: PostKind
  readonly readers: Audience
  readonly by: Who
}

const regional: Level = {
  whom: 'the regional representative',
  part: 'regional',
  post: 'regional',
  readers: regionals,
  by: called('a regional representative', allOf(of('IMB'), inPost('regional'))),
}
const national: Level = {
  whom: 'the National Chair',
  part: 'national',
  post: 'national-chair',
  readers: nationalChairs,
  by: called('the National Chair', allOf(of('IMB'), inPost('national-chair'))),
}
const inspectorate: Level = {
  whom: 'the inspectorate',
  part: 'inspectorate',
  readers: teams,
  by: called('the inspection teams', allOf(of('HMIP'), inUnit('inspection'))),
}

// ── Posts that nobody holds, or nobody but the board ─────────────────────────────────────────────────────────────────

const persons = (posts: readonly Post[]) => posts.flatMap(post => (post.holders ?? []).map(one => one.person))

/** Whether somebody beside the board’s own members hears it there: nobody takes a concern to themselves. */
const isThere = ({ post: kind }: Level, { matter, world }: Pick<Taking, 'matter' | 'world'>): boolean => {
  if (kind === undefined) return true
  const own = new Set(persons(world.directory.posts({ unit: matter.owner })))
  return world.directory
    .posts({ body: 'IMB', kind })
    .some(post => post.held && (post.holders === undefined || post.holders.some(one => !own.has(one.person))))
}

// ── What it comes to at each level ───────────────────────────────────────────────────────────────────────────────────

const discussed = ({ whom }: Level) => `discussed with ${whom}`
const takenTo = ({ whom }: Level) => `taken to ${whom}`
const leftOut = ({ whom }: Level) => `${whom} left out`

const notClosed = before('closed', 'It is closed')
const notYet = (level: Level, otherwise: string): Condition => before(takenTo(level), otherwise, 'HI-9d')

const condition = 'Between the board and you: not to be passed on without the board’s word'

const discussing = (level: Level, further: readonly Condition[] = []) =>
  step({
    clauses: ['HI-9d'],
    label: `Record what was said with ${level.whom}`,
    about: `Only the board and ${level.whom} read it.`,
    by: anyOf(called('the board', owning), level.by),
    open: [after(takenTo(level), `It has not been taken to ${level.whom}`), notClosed, ...further],
    part: 'course',
    adds: true,
    asks: {
      on: day('When did you speak?', 'Give the day', { notAfterToday: true }),
      said: paragraph('What was said?', 'Say what was discussed', { part: level.part }),
    },
    marks: discussed(level),
    tells: [owner, level.readers],
    says: () => `recorded what the board and ${level.whom} said to each other`,
  })

const leavingOut = (level: Level) =>
  step({
    clauses: ['HI-9d'],
    label: `Go on without ${level.whom}`,
    about: 'Only where nobody but your own board holds that post.',
    by: called('the board', owning),
    open: [
      notClosed,
      before(discussed(level), `It has been discussed with ${level.whom}`),
      provided(
        taking => !isThere(level, taking),
        `Somebody is there to discuss it with: take it to ${level.whom} first`,
        'HI-9d',
      ),
    ],
    part: 'course',
    asks: {
      because: text('Why?', 'Say why', { example: 'The post is vacant until the spring' }),
    },
    marks: leftOut(level),
    says: () => `went on without ${level.whom}`,
  })

const takingTo = (level: Level, { first }: { first: Level }) =>
  step({
    clauses: ['HI-9d'],
    label: `Take it to ${level.whom}`,
    about: `They read the concern itself, and what you write here. What was said with ${first.whom} stays between you.`,
    by: called('the board', owning),
    open: [
      notClosed,
      notYet(level, `It has been taken to ${level.whom}`),
      afterAny([discussed(first), leftOut(first)], `It is discussed with ${first.whom} first`, 'HI-9d'),
    ],
    part: 'course',
    asks: {
      why: optional(
        paragraph('What should they know of it beside the concern?', '', {
          part: level.part,
          hint: 'You may leave this empty.',
        }),
      ),
    },
    marks: takenTo(level),
    to: level.part,
    discloses: [
      {
        part: ['course', 'about-report', level.part],
        to: level.readers,
        purpose: 'To discuss a concern about a report with the board',
        conditions: [condition],
        clause: 'HI-9d',
      },
    ],
    tells: [level.readers],
    says: () => `took it to ${level.whom}`,
  })

// ── What is owed ─────────────────────────────────────────────────────────────────────────────────────────────────────

const within = { discuss: 'report-concern-imb', answer: 'report-concern-hmip' } as const

/** The agreement gives the order and no times. */
export const concernSettings: Readonly<Record<string, Setting>> = {
  [within.discuss]: {
    label: 'Discuss a board’s concern about a report with it within (the monitoring boards)',
    period: workingDays(10),
    body: 'IMB',
  },
  [within.answer]: {
    label: 'Answer a board’s concern about a report within (the inspectorate)',
    period: workingDays(20),
    body: 'HMIP',
  },
}

const toDiscuss = (level: Level): Rule => ({
  clause: 'HI-9d',
  label: 'Discuss the board’s concern about a report with it',
  owedBy: level.readers,
  part: 'course',
  from: [takenTo(level)],
  until: [discussed(level)],
  fallsAway: ['closed', leftOut(level)],
  when: taking => isThere(level, taking),
  dates: ({ world }) => ({ limit: world.period(within.discuss) }),
  basis: 'our default',
  by: `discuss-${level.part}`,
})

const ends = {
  settled: 'It is settled',
  answered: 'The inspectorate answered, and the board leaves it there',
  dropped: 'The board no longer pursues it',
} as const

export const reportConcern: Procedure = {
  name: 'report-concern',
  prefix: 'CAR',
  title: 'Concerns about reports',
  one: 'a concern about a report',
  parts: {
    course: { label: 'Its course', marking: official },
    'about-report': { label: 'The concern', marking: sensitive, searched: true },
    regional: { label: 'With the regional representative', marking: sensitive },
    national: { label: 'With the National Chair', marking: sensitive },
    inspectorate: { label: 'With the inspectorate', marking: sensitive },
  },
  stages: {
    regional: 'With the regional representative',
    national: 'With the National Chair',
    inspectorate: 'With the inspectorate',
    answered: 'Answered',
    closed: 'Closed',
  },
  columns: {
    line: { label: 'Concern', part: 'about-report' },
    end: { label: 'How it ended', part: 'course', values: ends },
  },
  heads: ['line'],
  atPlace: { under: 'concerns', leavesOut: ['closed'] },
  log: {
    narrowsBy: ['end'],
    counts: ['end'],
    times: { answered: 'To the inspectorate’s answer', closed: 'To being closed' },
  },
  begins: 'raise',
  owner: ({ me }) => me.unit,
  rules: {
    'regional representative discusses': toDiscuss(regional),
    'National Chair discusses': toDiscuss(national),
    answer: {
      clause: 'HI-9d',
      label: 'Answer the board’s concern about a report',
      owedBy: teams,
      part: 'course',
      from: [takenTo(inspectorate)],
      until: ['answered'],
      fallsAway: ['closed'],
      dates: ({ world }) => ({ limit: world.period(within.answer) }),
      basis: 'our default',
      by: 'answer',
    },
  },
  steps: {
    raise: step({
      clauses: ['HI-9d'],
      label: 'Raise a concern about a report',
      about:
        'It goes to the regional representative first. If that does not settle it, to the National Chair, and then to the inspectorate. You decide whether it goes further.',
      by: aBoard,
      part: 'course',
      asks: {
        place: ownPlace(
          'Which establishment is the report about?',
          'Choose it',
          'A board speaks of its own establishment',
        ),
        report: references('Which report is it?', {
          of: { prefix: 'RPT', what: 'report' },
          one: true,
          missing: 'Give the report’s reference',
          hint: 'Those about your establishment that you can see are named here. Another’s reference stands at the top of its page.',
          among: { procedure: 'report', at: ownPlaceOf },
        }),
        line: text('In one line, what concerns you?', 'Say in one line what concerns you', {
          part: 'about-report',
          example: 'It says nothing of the segregation unit',
        }),
        concern: paragraph('What is wrong or missing, and how do you know?', 'Say what concerns you', {
          part: 'about-report',
        }),
        papers: documents('Papers', { part: 'about-report' }),
      },
      warn: taking =>
        isThere(regional, taking)
          ? undefined
          : 'Nobody but your own board is regional representative today: you can go on without them, and say why.',
      marks: takenTo(regional),
      to: 'regional',
      discloses: [
        {
          part: ['course', 'about-report', 'regional'],
          to: regionals,
          purpose: 'To discuss a concern about a report with the board',
          conditions: [condition],
          clause: 'HI-9d',
        },
      ],
      tells: [regionals],
      sets: ({ answers }) => ({ line: answers.line }),
      links: ({ answers }) => answers.report,
      says: () => 'raised a concern about a report with the regional representative',
    }),

    'discuss-regional': discussing(regional),
    'skip-regional': leavingOut(regional),
    'take-to-national': takingTo(national, { first: regional }),

    'discuss-national': discussing(national),
    'skip-national': leavingOut(national),
    'take-to-inspectorate': takingTo(inspectorate, { first: national }),

    'discuss-inspectorate': discussing(inspectorate),
    answer: step({
      clauses: ['HI-9d'],
      label: 'Answer the board',
      answers: 'raise',
      by: inspectorate.by,
      open: [
        after(takenTo(inspectorate), 'It has not been taken to the inspectorate', 'HI-9d'),
        before('answered', 'It has been answered'),
        notClosed,
      ],
      part: 'course',
      asks: {
        outcome: choice('What comes of it?', 'Choose what comes of it', {
          corrected: 'The report is corrected or added to',
          noted: 'It is kept for the next inspection',
          stands: 'The report stands as it is',
        }),
        answer: paragraph('What do you answer the board?', 'Write the answer', { part: 'inspectorate' }),
      },
      marks: 'answered',
      to: 'answered',
      tells: [owner],
      says: () => 'answered the board',
    }),

    close: step({
      clauses: ['HI-9d'],
      label: 'Close it',
      about: 'At any time: it is for the board to say when it is settled.',
      by: called('the board', owning),
      open: [notClosed],
      part: 'course',
      asks: { end: choice('How does it end?', 'Choose how it ends', ends) },
      refuse: ({ matter, answers }) =>
        answers.end === 'answered' && !has(matter, 'answered')
          ? {
              field: 'end',
              words: 'The inspectorate has not answered it',
              next: 'Choose another, or wait for the answer.',
            }
          : undefined,
      marks: 'closed',
      to: 'closed',
      tells: [regionals, nationalChairs, teams],
      sets: ({ answers }) => ({ end: answers.end }),
      says: () => 'closed it',
    }),
  },
}
