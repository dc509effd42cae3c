import type { Procedure } from '../../../engine/procedure.ts'
import { together, owner } from '../../../engine/who.ts'
import { proposeReview } from '../review-of-progress/proposing.ts'
import { answerPoints, contentWithDate, goOnWithout, raisePoints } from './checking.ts'
import { judge, listItems, notePractice, write } from './drafting.ts'
import { letters } from './letters.ts'
import { obligations } from './obligations.ts'
import { written } from './paper.ts'
import { parts } from './parts.ts'
import { pause, resume } from './pausing.ts'
import { draftPressNotice, finalise, giveQuote, setPublication } from './press.ts'
import { keepPlan, letGoPlan, publish } from './publishing.ts'
import { sending, takeBack } from './sending.ts'
import { timetable } from './stages.ts'
import { listEarlierItems, record, start } from './start.ts'
import { tables } from './tables.ts'
import { heads, teams } from './who.ts'
import { anyTest, scores, tests } from './words.ts'
import { keptAsRecord } from '../retention.ts'

const yesNo = { yes: 'Yes', no: 'No' }

/** The report of an inspection, from the inspection’s last day to the day it is published (HH-26 to HH-30). */
export const report: Procedure = keptAsRecord(
  'reports',
  {
    ends: { publish: undefined, record: 'on' },
    parts: ['working', 'draft', 'second draft', 'third draft', 'check', 'press', 'final'],
    what: 'what was written before the report was published, and the check of its facts; the report itself is public, and stays',
    gone: {
      'propose-review': 'put it forward for a review of progress',
      'draft-press-notice': 'drafted the press notice',
    },
  },
  {
    name: 'report',
    prefix: 'RPT',
    title: 'Inspection reports',
    one: 'the report of an inspection',
    parts,
    stages: {
      writing: 'Being written',
      checking: 'Its facts are being checked',
      answering: 'Points are being answered',
      publishing: 'Being made ready',
      published: 'Published',
    },
    columns: {
      sort: { label: 'Kind of inspection', part: 'course' },
      inspected: { label: 'Inspection ended', part: 'course', is: 'day' },
      sent: { label: 'Draft sent', part: 'course', is: 'day' },
      planned: { label: 'To be published on', part: 'course', is: 'day' },
      set: { label: 'Day of publication, once it is set', part: 'course', is: 'day' },
      content: { label: 'Service content with the date', part: 'course', values: yesNo },
      without: { label: 'Went on without the check', part: 'course', values: { yes: 'Yes' } },
      points: { label: 'Points of fact', part: 'check', is: 'number' },
      open: { label: 'Points not answered', part: 'check', is: 'number' },
      kind: { label: 'Kind of inspection', part: 'published' },
      ended: { label: 'Inspection ended', part: 'published', is: 'day' },
      published: { label: 'Published', part: 'published', is: 'day' },
      safety: { label: anyTest.safety, part: 'published', values: scores },
      respect: { label: anyTest.respect, part: 'published', values: scores },
      activity: { label: anyTest.activity, part: 'published', values: scores },
      release: { label: anyTest.release, part: 'published', values: scores },
      items: { label: 'Key concerns or recommendations', part: 'published', is: 'number' },
      earlier: { label: 'From before', part: 'published', values: { yes: 'Brought in' } },
    },
    heads: ['kind', 'sort'],
    headsWithPlace: true,
    // What a board makes of it, once it has it (HI-9c, HI-9d).
    leadsTo: ['monitoring-theme', 'report-concern'],
    atPlace: {
      under: 'inspections',
      on: ['ended', 'inspected'],
      shows: ['published', 'items'],
      marks: {
        label: 'Healthy prison tests',
        columns: tests,
        note: 'Each test stands under the name it has now. Its name at the time is in the report.',
      },
      asks: { table: 'items', on: 'published' },
    },
    alike: [
      ['place', 'inspected'],
      ['place', 'ended'],
    ],
    log: {
      title: 'Inspection reports',
      shows: ['planned', 'published'],
      narrowsBy: ['safety', 'respect', 'activity', 'release', 'content', 'without', 'earlier'],
      counts: ['safety', 'respect', 'activity', 'release', 'content', 'without'],
      times: {
        'draft sent': 'To the draft',
        'check done': 'To the end of the check',
        'points answered': 'To every point answered',
        published: 'To publication',
      },
    },
    begins: 'start',
    follows: true,
    owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
    keepsTold: together(owner, heads),
    brings: { step: 'record', marks: 'recorded', began: 'ended' },
    letters,
    tables,
    timetable,
    writes: written,
    rules: obligations,

    steps: {
      // The inspection has ended; or a report of before is brought in
      start,
      record,
      'list-earlier-items': listEarlierItems,

      // 26: the report is the inspectorate’s own
      write,
      judge,
      'list-items': listItems,
      'note-practice': notePractice,
      ...sending,
      'take-back': takeBack,

      // 27 and 28: the facts are checked, and each point is answered
      'raise-points': raisePoints,
      'content-with-date': contentWithDate,
      'go-on-without': goOnWithout,
      'answer-points': answerPoints,

      // 29 and 30: publication, and the notice before it
      'set-publication': setPublication,
      finalise,
      'draft-press-notice': draftPressNotice,
      'give-quote': giveQuote,
      publish,
      'keep-plan': keepPlan,
      'let-go-plan': letGoPlan,

      pause,
      resume,

      // 37: what it led to is looked at again
      'propose-review': proposeReview,
    },
  },
)
