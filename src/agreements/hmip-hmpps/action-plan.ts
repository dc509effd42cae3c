import type { Rule } from '../../engine/deadline.ts'
import { formatDay } from '../../calendar/day.ts'
import { has, type Matter } from '../../engine/matter.ts'
import type { Part, Procedure } from '../../engine/procedure.ts'
import type { Taking } from '../../engine/world.ts'
import { official, sensitive } from '../../letters/marking.ts'
import {
  askRevision,
  assure,
  clearChiefExecutive,
  clearMinisters,
  close,
  goesBack,
  handInRevised,
  pass,
  sendBack,
} from './action-plan/clearing.ts'
import { publishedOn } from './action-plan/items.ts'
import { plan, putInPlace } from './action-plan/making.ts'
import { open, published } from './action-plan/opening.ts'
import { reportProgress, verify } from './action-plan/progress.ts'
import { tables, untilInPlace, untilPassed } from './action-plan/tables.ts'
import { governor, makers, teamsOf } from './action-plan/who.ts'
import { within } from './settings.ts'
import { centre } from './who.ts'
import { keptAsRecord } from './retention.ts'

/**
 * What the prison service does about a report (HH-32, HH-33): the plan is made and cleared among themselves, passed to the
 * inspectorate, and kept current. What a prison says of its progress and what was found are held apart throughout.
 */

const parts = {
  course: { label: 'Its course', marking: official },
  items: { label: 'What the report asks for', marking: sensitive, searched: true },
  plan: { label: 'The plan as it is made', marking: sensitive, searched: true, apart: true },
  passed: { label: 'The plan as it was passed to the inspectorate', marking: sensitive, searched: true },
  progress: { label: 'Progress, as the prison reports it', marking: sensitive, searched: true, apart: true },
  verified: { label: 'Progress, as the inspectorate found it', marking: sensitive, searched: true },
} as const satisfies Readonly<Record<string, Part>>

const fromPublication = {
  part: 'course',
  from: ['published'],
  fallsAway: ['closed'],
  starts: ({ matter }: Taking) => publishedOn(matter),
  // The day of publication may be put right while something is owed by it.
  recounted: {
    on: ['published'],
    because: ({ matter }: Taking) => {
      const on = publishedOn(matter)
      return on ? `the report was published on ${formatDay(on)}` : 'its publication'
    },
  },
  basis: 'the agreement',
} as const satisfies Partial<Rule>

/** The months begin as its publication is first told; and again where it has to be made again for other items. */
const beginsNow = (matter: Matter): boolean =>
  matter.entries.filter(({ marks }) => marks.includes('published')).length === 1 || goesBack(matter)

export const actionPlan: Procedure = keptAsRecord(
  'action-plans',
  {
    ends: { close: undefined },
    parts: ['items', 'passed', 'verified'],
    what: 'the items, the plan as it was passed on, and the progress that was found',
    gone: { verify: 'said what progress was found' },
  },
  {
    name: 'action-plan',
    prefix: 'ACP',
    title: 'Action plans',
    one: 'an action plan',
    parts,
    stages: {
      making: 'Being made',
      checking: 'Being checked',
      'chief executive': 'With the Chief Executive',
      ministers: 'With ministers',
      cleared: 'Cleared, to be passed on',
      passed: 'Passed to the inspectorate',
      closed: 'Ended',
    },
    columns: {
      about: { label: 'About', part: 'course' },
      published: { label: 'Report published', part: 'course', is: 'day' },
      passed: { label: 'Passed on', part: 'course', is: 'day' },
      items: { label: 'Items', part: 'items', is: 'number' },
      done: { label: 'Reported as done', part: 'progress', is: 'number' },
      good: { label: 'Found to be good', part: 'verified', is: 'number' },
    },
    heads: ['about'],
    headsWithPlace: true,
    atPlace: {
      under: 'followed',
      on: ['published'],
      shows: ['passed', 'items', 'done', 'good'],
      asks: { table: 'progress', on: 'published', follows: 'report' },
    },
    log: { shows: ['published', 'passed', 'items', 'done', 'good'] },
    begins: 'open',
    follows: true,
    owner: ({ world, me }) => teamsOf(world)[0] ?? me.unit,
    openBetween: makers,
    rules: {
      'in place': {
        ...fromPublication,
        clause: 'HH-32a',
        label: 'Put an action plan in place',
        owedBy: governor,
        until: ['in place'],
        // A plan may be there before its report is published.
        when: ({ matter }) => !has(matter, 'in place') && beginsNow(matter),
        dates: () => ({ limit: untilInPlace }),
        by: 'put-in-place',
      },
      pass: {
        ...fromPublication,
        clause: 'HH-32b',
        label: 'Pass the action plan to the inspectorate, checked and cleared',
        owedBy: centre,
        until: ['passed'],
        when: ({ matter }) => !has(matter, 'passed') && beginsNow(matter),
        dates: () => ({ limit: untilPassed }),
        by: 'pass',
      },
      revise: {
        clause: 'HH-33',
        label: 'Hand in the action plan as revised',
        owedBy: governor,
        part: 'course',
        from: ['revision asked'],
        until: ['revised'],
        fallsAway: ['closed'],
        dates: within('action-plan-revision-hmpps'),
        basis: 'our default',
        by: 'hand-in-revised',
      },
    },
    tables,
    steps: {
      open,
      published,
      plan,
      'put-in-place': putInPlace,
      assure,
      'clear-chief-executive': clearChiefExecutive,
      'clear-ministers': clearMinisters,
      'send-back': sendBack,
      pass,
      'report-progress': reportProgress,
      verify,
      'ask-revision': askRevision,
      'hand-in-revised': handInRevised,
      close,
    },
  },
)
