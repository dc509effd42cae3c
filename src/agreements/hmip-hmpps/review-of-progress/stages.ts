import type { Timetable } from '../../../engine/timetable.ts'
import { visitedUntil } from './reading.ts'
import { toReport } from './words.ts'

/** One stage: the report comes out within 25 working days of the visit’s end (HH-41). */
export const timetable: Timetable = {
  part: 'course',
  begins: visitedUntil,
  from: 'the last day of the visit',
  stages: [
    {
      label: 'Report of the review published',
      doing: 'Report being written',
      clause: 'HH-41',
      rule: 'report',
      stage: 'reporting',
      ends: ['published'],
      target: toReport,
      limit: toReport,
    },
  ],
}
