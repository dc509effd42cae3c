import type { Procedure } from '../../../engine/procedure.ts'
import { parts } from './parts.ts'
import { start } from './start.ts'
import { teams } from './who.ts'

/** The report of an inspection, from the inspection’s last day to the day it is published (HH-26 to HH-30). */
export const report: Procedure = {
  name: 'report',
  prefix: 'RPT',
  title: 'Inspection reports',
  one: 'the report of an inspection',
  parts,
  stages: { writing: 'Being written' },
  columns: {
    inspected: { label: 'Inspection ended', part: 'course', is: 'day' },
    sort: { label: 'Kind of inspection', part: 'course' },
  },
  heads: ['sort'],
  begins: 'start',
  owner: taking => teams.readers(taking)[0] ?? taking.me.unit,
  rules: {},
  steps: { start },
}
