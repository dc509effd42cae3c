import type { Procedure } from '../../../engine/procedure.ts'
import { owner, together } from '../../../engine/who.ts'
import { candidate, choose, passOver, selectItems } from './choosing.ts'
import { letters } from './letters.ts'
import { parts } from './parts.ts'
import { inspectionEnded, visitedUntil } from './reading.ts'
import { judge, publish, write } from './reporting.ts'
import { tables } from './tables.ts'
import { timetable } from './stages.ts'
import { announce, beginVisit, callOff, endVisit } from './visiting.ts'
import { heads, teams, writers } from './who.ts'
import { inYear, judgements, reasons, toReport, window } from './words.ts'
import { keptAsRecord } from '../retention.ts'

/** A short announced visit that judges how far the concerns of an earlier report were acted on (HH-37 to HH-41). */
export const reviewOfProgress: Procedure = keptAsRecord(
  'reviews-of-progress',
  {
    ends: { publish: undefined, 'pass-over': undefined, 'call-off': undefined },
    reopens: ['choose'],
    parts: ['candidacy', 'working'],
    what: 'why the place was considered, and what was written before the report was published',
    gone: {
      candidate: 'put it forward for a review of progress',
      choose: 'chose it for a review',
      judge: 'judged what progress was made',
    },
  },
  {
    name: 'review-of-progress',
    prefix: 'IRP',
    title: 'Reviews of progress',
    one: 'a review of progress',
    parts,
    stages: {
      candidate: 'Considered',
      chosen: 'Chosen, to be announced',
      announced: 'Announced',
      visiting: 'The visit is under way',
      reporting: 'The report is being written',
      published: 'Published',
      'not chosen': 'Not chosen',
      'called off': 'Called off',
    },
    asides: ['not chosen', 'called off'],
    columns: {
      about: { label: 'About', part: 'course' },
      of: { label: 'About', part: 'published' },
      inspected: { label: 'Inspection ended', part: 'course', is: 'day' },
      reasons: { label: 'Why', part: 'candidacy', values: reasons },
      planned: { label: 'Visit planned for', part: 'candidacy', is: 'day' },
      opens: { label: 'Visit from, as a rule', part: 'course', is: 'day' },
      closes: { label: 'Visit until, as a rule', part: 'course', is: 'day' },
      visit: { label: 'Visit begins', part: 'course', is: 'day' },
      until: { label: 'Visit ends', part: 'course', is: 'day' },
      team: { label: 'Inspectors', part: 'course', is: 'number' },
      items: { label: 'Items of the report', part: 'course', is: 'number' },
      selected: { label: 'Items reviewed', part: 'course', is: 'number' },
      judged: { label: 'Items judged', part: 'working', is: 'number' },
      published: { label: 'Published', part: 'published', is: 'day' },
      none: { label: judgements.none, part: 'published', is: 'number' },
      insufficient: { label: judgements.insufficient, part: 'published', is: 'number' },
      reasonable: { label: judgements.reasonable, part: 'published', is: 'number' },
      good: { label: judgements.good, part: 'published', is: 'number' },
      found: { label: 'Items, by progress found', part: 'published' },
    },
    heads: ['about', 'of'],
    headsWithPlace: true,
    atPlace: {
      under: 'followed',
      on: ['published', 'until', 'visit', 'planned'],
      shows: ['none', 'insufficient', 'reasonable', 'good'],
      leavesOut: ['not chosen', 'called off'],
    },
    alike: [['place', 'inspected']],
    log: {
      title: 'Reviews of progress',
      shows: ['closes', 'visit', 'published', 'found'],
      narrowsBy: ['reasons'],
      counts: ['reasons'],
      // As many as the agreement has in a business year, by the day on which the visit is to begin or began (HH-40).
      yearly: {
        column: 'planned',
        label: 'Visits',
        ...inYear,
        clause: 'HH-40',
        seenBy: writers,
        leavesOut: ['called off', 'not chosen'],
      },
      times: { announced: 'To the announcement', visited: 'To the end of the visit', published: 'To the report' },
    },
    begins: 'candidate',
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    keepsTold: together(owner, heads),
    letters,
    tables,
    timetable,
    rules: {
      visit: {
        clause: 'HH-40',
        label: 'Visit within eight to twelve months of the inspection',
        owedBy: owner,
        part: 'course',
        from: ['chosen'],
        until: ['visit begun'],
        fallsAway: ['called off'],
        starts: ({ matter }) => inspectionEnded(matter),
        dates: () => ({ limit: window.closes }),
        basis: 'the agreement',
        by: 'begin-visit',
      },
      report: {
        clause: 'HH-41',
        label: 'Publish the report of the review',
        owedBy: owner,
        part: 'course',
        from: ['visited'],
        until: ['published'],
        fallsAway: ['called off'],
        when: ({ matter }) => matter.entries.filter(({ marks }) => marks.includes('visited')).length === 1,
        starts: ({ matter }) => visitedUntil(matter),
        dates: () => ({ limit: toReport }),
        recounted: { on: ['visited'], because: () => 'the last day of the visit was put right' },
        basis: 'the agreement',
        by: 'publish',
      },
    },
    steps: {
      // 37 to 39: which places, and what is reviewed there
      candidate,
      choose,
      'pass-over': passOver,
      'select-items': selectItems,

      // 40 and 41: the visit
      announce,
      'begin-visit': beginVisit,
      judge,
      'end-visit': endVisit,
      'call-off': callOff,

      // 41: its report
      write,
      publish,
    },
  },
)
