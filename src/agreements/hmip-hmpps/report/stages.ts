import { weeks, workingDays } from '../../../calendar/period.ts'
import type { Timetable } from '../../../engine/timetable.ts'
import { lastAnswers } from '../../../engine/matter.ts'
import { dayIn, plannedDay, stops } from './reading.ts'

/** The agreement’s stages, each with the days it aims at and the weeks it sets beside them (HH-26 to HH-29). */
export const times = {
  draft: { target: workingDays(36), limit: weeks(8) },
  check: { target: workingDays(15), limit: weeks(3) },
  answers: { target: workingDays(10), limit: weeks(2) },
  publish: { target: workingDays(8), limit: weeks(2) },
  all: weeks(14),
  /** What is left from the draft on: 15, 10 and 8. */
  indicative: workingDays(33),
  pressNotice: workingDays(-5),
} as const

export const timetable: Timetable = {
  part: 'course',
  begins: matter => dayIn(lastAnswers(matter, 'start')?.ended),
  from: 'the last day of the inspection',
  stages: [
    {
      label: 'Draft sent for its facts to be checked',
      doing: 'Being written',
      clause: 'HH-26',
      rule: 'send the draft',
      stage: 'writing',
      ends: ['draft sent'],
      ...times.draft,
    },
    {
      label: 'Facts checked',
      doing: 'With the prison service to be checked',
      clause: 'HH-27',
      rule: 'check the facts',
      stage: 'checking',
      ends: ['check done', 'gone on without'],
      ...times.check,
    },
    {
      label: 'Points answered',
      doing: 'Points being answered',
      clause: 'HH-28',
      rule: 'answer the points',
      stage: 'answering',
      ends: ['points answered'],
      ...times.answers,
    },
    {
      label: 'Published',
      doing: 'Being made ready',
      clause: 'HH-29',
      rule: 'publish',
      stage: 'publishing',
      ends: ['published'],
      ...times.publish,
    },
  ],
  aim: {
    label: 'From the inspection to publication',
    clause: 'HH-29',
    rule: 'publish within the aim',
    period: times.all,
  },
  pauses: stops,
  set: { column: 'set', day: plannedDay },
}
