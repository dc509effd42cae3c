import { dayOf, type Day } from '../../../calendar/day.ts'
import { dueDay } from '../../../calendar/due.ts'
import { months, type Period } from '../../../calendar/period.ts'
import { has, type Matter } from '../../../engine/matter.ts'
import type { Table, TableColumn, TableRow } from '../../../engine/procedure.ts'
import { itemKinds } from '../report/words.ts'
import { reachedOn } from './clearing.ts'
import {
  achieved,
  achievedAsReported,
  achievedAsVerified,
  itemsOf,
  passedOf,
  planned,
  publishedOn,
  reported,
  reportedOf,
  responses,
  rowsOf,
  verified,
  verifiedOf,
  type Row,
  type Standing,
} from './items.ts'

/** What an action plan comes to: the service's usual table, the stages with their days, and what is reported beside what was found. */

/** How long after publication the plan is to be in place, and with the inspectorate (HH-32a, HH-32b). */
export const untilInPlace = months(3)
export const untilPassed = months(6)

/** The service's usual table: it goes out as it comes in. */
const usual: Readonly<Record<string, TableColumn>> = {
  number: { label: 'Item number' },
  item: { label: 'Item' },
  response: { label: 'Response', values: responses },
  reason: { label: 'Reason' },
  action: { label: 'Action' },
  owner: { label: 'Owner' },
  target: { label: 'Target date', is: 'day' },
}

/** A row for each action, and one for each item that has none: what is empty waits to be filled in. */
const inUsualTable = (matter: Matter, standing: (number: string) => readonly Row[]): readonly TableRow[] =>
  itemsOf(matter).flatMap(({ number, text }) => {
    const rows = standing(number)
    return rows.length === 0 ? [{ number, item: text }] : rows.map(row => ({ ...row, item: text }))
  })

const plan: Table = {
  label: 'The plan as it stands',
  part: 'plan',
  columns: usual,
  tells: ['plan'],
  rows: matter => {
    const standing = rowsOf(matter)
    return inUsualTable(matter, number => standing.get(number) ?? [])
  },
  empty: 'The report asks for nothing.',
}

const passed: Table = {
  label: 'The plan as it was passed to the inspectorate',
  part: 'passed',
  columns: usual,
  tells: ['passed'],
  // Whoever makes the plan reads it as it stands, and this a click away.
  until: 'plan',
  rows: matter => {
    const handed = passedOf(matter)
    return handed.size === 0 ? [] : inUsualTable(matter, number => handed.get(number) ?? [])
  },
  empty: 'The plan has not been passed to the inspectorate yet. Until then only the prison service sees it.',
}

const dayAt = (standing: Standing<unknown> | undefined) => standing?.at && dayOf(standing.at)

const progress: Table = {
  label: 'Progress, as reported and as verified',
  part: 'items',
  tells: ['items'],
  columns: {
    number: { label: 'Item number' },
    item: { label: 'Item' },
    kind: { label: 'Kind', values: itemKinds },
    response: { label: 'Response', values: responses, part: 'passed' },
    reported: { label: 'Reported by the prison', values: reported, part: 'progress' },
    reportedOn: { label: 'Reported on', is: 'day', part: 'progress' },
    verified: { label: 'Verified by the inspectorate', values: verified, part: 'verified' },
    verifiedOn: { label: 'Verified on', is: 'day', part: 'verified' },
    asReported: { label: 'Achieved (reported)', values: achieved, part: 'progress' },
    asVerified: { label: 'Achieved (verified)', values: achieved, part: 'verified' },
  },
  rows: matter => {
    const standing = rowsOf(matter)
    const [said, found, handed] = [reportedOf(matter), verifiedOf(matter), passedOf(matter)]
    return itemsOf(matter).map(({ number, text, kind }) => {
      const [told, seen] = [said.get(number), found.get(number)]
      return {
        number,
        item: text,
        kind,
        // Whoever sees the plan as it is made reads it there; the inspectorate reads it as it was passed on.
        response: planned(standing.get(number) ?? handed.get(number) ?? [])?.response,
        reported: told?.value,
        reportedOn: dayAt(told),
        verified: seen?.value,
        verifiedOn: dayAt(seen),
        asReported: told && achievedAsReported[told.value],
        asVerified: seen && achievedAsVerified[seen.value],
      }
    })
  },
  empty: 'The report asks for nothing.',
  compares: ['asReported', 'asVerified'],
}

const inOrder: readonly {
  readonly milestone: string
  readonly stage: string
  readonly within?: Period
  readonly ifReached?: string
}[] = [
  { milestone: 'published', stage: 'Report published' },
  { milestone: 'in place', stage: 'In place at the establishment', within: untilInPlace },
  { milestone: 'assured', stage: 'Quality assured by the Scrutiny and Intelligence Unit' },
  { milestone: 'cleared by the chief executive', stage: 'Cleared by the Chief Executive' },
  { milestone: 'cleared by ministers', stage: 'Cleared by ministers' },
  { milestone: 'passed', stage: 'Passed to the inspectorate', within: untilPassed },
  { milestone: 'revision asked', stage: 'Asked for as revised', ifReached: 'revision asked' },
  { milestone: 'revised', stage: 'Handed in as revised', ifReached: 'revision asked' },
]

const stages: Table = {
  label: 'Its stages',
  part: 'course',
  columns: {
    stage: { label: 'Stage' },
    due: { label: 'Due', is: 'day' },
    done: { label: 'Done on', is: 'day' },
    by: { label: 'Written down by' },
  },
  rows: (matter, { calendar }) => {
    const from = publishedOn(matter)
    const shown = inOrder.filter(
      ({ ifReached, milestone }) => !ifReached || has(matter, ifReached) || has(matter, milestone),
    )
    return shown.map(({ milestone, stage, within }): TableRow => {
      const by = has(matter, milestone) && matter.entries.findLast(entry => entry.marks.includes(milestone))?.by.title
      const done: Day | undefined = milestone === 'published' ? from : reachedOn(matter, milestone)
      return { stage, due: from && within && dueDay(from, within, calendar), done, by: by || undefined }
    })
  },
  empty: 'Nothing has been done yet.',
}

export const tables = { stages, progress, plan, passed } as const
