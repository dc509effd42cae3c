import { findDay } from '../calendar/day.ts'
import type { Due } from '../calendar/due.ts'
import { periodCode } from '../calendar/period.ts'
import type { Desk } from '../desk/desk.ts'
import { findMatter, type Viewed } from '../desk/matter.ts'
import { recordReading } from '../desk/reading.ts'
import {
  performance,
  portfolio,
  timetabled,
  type InProduction,
  type Kept,
  type WantedInProduction,
} from '../desk/timetable.ts'
import { laid, type Laid, type LaidStage, type Stage } from '../engine/timetable.ts'
import { problem } from './problem.ts'
import { answer, denied, no, type Route } from './route.ts'
import {
  clauseIdSchema,
  dayText,
  flag,
  listOf,
  objectOf,
  obligationJson,
  obligationSchema,
  referenceSchema,
  saying,
  text,
  versionSchema,
  whole,
} from './shapes.ts'

/** The timetables that reports keep to: each planned beside what came of it, and all that are in production. */

const stageName = objectOf({
  stage: saying(text, 'The stage of the matter meanwhile.'),
  rule: saying(text, 'The obligation that says who owes it.'),
  label: saying(text, 'What it ends with.'),
})
const stageNamed = ({ stage, rule, label }: Stage) => ({ stage, rule, label })

// ── One ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

const counted = objectOf({
  period: saying(text, 'What it is counted by, as GET /calendar/due takes it.'),
  day: dayText,
  working: saying(text, 'The arithmetic, as a sentence.'),
  holidays: listOf(objectOf({ day: dayText, title: text }), 'Bank holidays passed over.'),
})

const laidStageSchema = objectOf(
  {
    stage: text,
    rule: text,
    label: text,
    doing: saying(text, 'What is going on meanwhile.'),
    clause: clauseIdSchema,
    state: { type: 'string', enum: ['done', 'now', 'ahead'] },
    planned: saying(
      objectOf({ from: dayText, until: dayText }),
      'From the first day by targets alone, with nothing standing still.',
    ),
    from: saying(dayText, 'Day 0 of this stage, in fact or as expected.'),
    target: counted,
    limit: counted,
    until: saying(dayText, 'When it ended, or is expected to.'),
    inTarget: flag,
    inLimit: flag,
    moved: saying(obligationSchema.properties?.moved ?? {}, 'What moved its duty, and why.'),
  },
  { ended: saying(dayText, 'When it ended, in fact.') },
)

const timetableSchema = objectOf(
  {
    reference: referenceSchema,
    version: versionSchema,
    begins: saying(dayText, 'Day 0 of all of it.'),
    from: saying(text, 'What day 0 is, in words.'),
    stages: listOf(laidStageSchema),
    planned: saying(dayText, 'The end of the last stage, by targets alone from the first day.'),
    limits: saying(dayText, 'The same by limits alone.'),
    until: saying(dayText, 'The same in fact, or as expected.'),
    pauses: listOf(
      objectOf({ from: dayText, until: dayText }, { because: text }),
      'When its clock stood still, and why: it ran again on the second day.',
    ),
    holidays: listOf(objectOf({ day: dayText, title: text }), 'Bank holidays within it.'),
    whole: listOf(text, 'How the whole compares with the aim, and why.'),
  },
  {
    ended: dayText,
    aim: objectOf({
      label: text,
      clause: clauseIdSchema,
      period: text,
      day: dayText,
      working: text,
      kept: saying(flag, 'Kept, or on the way to being kept.'),
    }),
  },
)

export const oneTimetable: Route = {
  method: 'GET',
  path: '/matters/:reference/timetable',
  name: 'timetable',
  summary: 'The timetable of a matter: planned beside what came of it, with the arithmetic of each date',
  about: 'For whoever may see its course. Reading it is opening the matter.',
  access: 'in a post',
  reads: ['opened'],
  params: { reference: referenceSchema },
  replies: {
    200: { description: 'As it stands today.', schema: timetableSchema },
    404: { description: 'There is no such matter that you may see, or it keeps to no timetable that you may see.' },
  },
  answer: async ({ desk, params: { reference = '' } }) => {
    const viewed = await findMatter(desk, reference)
    const found = viewed && laid(viewed.procedure.timetable, viewed.matter, desk.world)
    if (!viewed || !found) return denied(desk, `timetable ${reference}`)
    await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
    return answer(timetableJson(viewed, found))
  },
}

function timetableJson({ matter, version, obligations }: Viewed, found: Laid) {
  const { timetable, begins, stages, planned, limits, until, ended, aim, pauses, holidays, whole: words } = found
  const movedOf = ({ rule }: Stage) => obligations.findLast(one => one.rule === rule)?.moved ?? []
  return {
    reference: matter.reference,
    version,
    begins,
    from: timetable.from,
    stages: stages.map(one => ({ ...laidJson(one), moved: movedOf(one.stage) })),
    planned,
    limits,
    until,
    pauses: pauses.map(({ from, until: ran, because }) => ({ from, until: ran, because })),
    holidays: holidays.map(({ day, title }) => ({ day, title })),
    whole: words,
    ended,
    aim: aim && {
      label: aim.label,
      clause: aim.clause,
      period: periodCode(aim.working.period),
      day: aim.day,
      working: aim.working.sentence,
      kept: aim.kept,
    },
  }
}

const countedJson = ({ day, working }: Due) => ({
  period: periodCode(working.period),
  day,
  working: working.sentence,
  holidays: working.holidays.map(one => ({ day: one.day, title: one.title })),
})

const laidJson = ({ stage, state, planned, from, target, limit, until, inTarget, inLimit, ended }: LaidStage) => ({
  ...stageNamed(stage),
  doing: stage.doing,
  clause: stage.clause,
  state,
  planned,
  from,
  target: countedJson(target),
  limit: countedJson(limit),
  until,
  inTarget,
  inLimit,
  ended,
})

// ── All that are in production ───────────────────────────────────────────────────────────────────────────────────────

const usual = 50

const productionSchema = objectOf(
  {
    reference: referenceSchema,
    procedure: text,
    stage: stageName,
    duty: saying(obligationSchema, 'Of the stage it is in.'),
    late: saying(flag, 'Something of it is overdue: this stage, the whole of it, or what goes beside.'),
    expected: saying(dayText, 'When its last stage is expected to end.'),
    href: text,
    timetable: saying(text, 'Where its own timetable is.'),
  },
  {
    establishment: objectOf({ code: text, name: text }),
    begins: saying(dayText, 'Day 0, where you may see it.'),
    planned: saying(dayText, 'The end of the last stage, by targets alone from the first day.'),
    aim: saying(dayText, 'What all of it is to keep to.'),
  },
)

const cursor = '^[0-9]{4}-[0-9]{2}-[0-9]{2}\\.[A-Z]{3}-[0-9]{4}-[0-9]{4,12}$'

export const timetables: Route = {
  method: 'GET',
  path: '/timetables',
  name: 'timetables',
  summary: 'All that is in production by a timetable, the most pressing first',
  about: 'Those whose course you may see. Keyset pages: `after` is where the last page ended.',
  access: 'in a post',
  reads: ['listed'],
  query: {
    procedure: saying({ type: 'string', minLength: 1, maxLength: 100 }, 'With `rule`: only those in that stage.'),
    rule: saying({ type: 'string', minLength: 1, maxLength: 100 }, 'The rule of a stage, as the answer names it.'),
    late: saying(flag, 'Only those with something overdue.'),
    establishment: saying({ type: 'string', minLength: 1, maxLength: 100 }, 'A code that GET /establishments lists.'),
    after: saying({ type: 'string', pattern: cursor }, 'Where the last page ended: its `after`.'),
    most: saying({ type: 'integer', minimum: 1, maximum: 200 }, `How many to a page; ${usual} unless said.`),
  },
  replies: {
    200: {
      description: 'A page of them; and how many there are in each stage, whatever was asked for.',
      schema: objectOf(
        {
          timetables: listOf(productionSchema),
          stages: listOf(objectOf({ procedure: text, stage: stageName, count: whole, late: whole })),
        },
        { after: saying(text, 'Absent on the last page.') },
      ),
    },
  },
  answer: async ({ desk, query }) => {
    const {
      procedure,
      rule,
      late,
      establishment,
      after,
      most = usual,
    } = query as {
      procedure?: string
      rule?: string
      late?: boolean
      establishment?: string
      after?: string
      most?: number
    }
    const stage = procedure !== undefined && rule !== undefined ? { procedure, rule } : undefined
    const known = timetabled(desk).some(
      one => one.name === procedure && one.timetable.stages.some(other => other.rule === rule),
    )
    if ((procedure ?? rule) !== undefined && !known)
      return no(
        problem('not-understood', 'Something about the address is not right.', {
          problems: [{ field: 'rule', words: 'Send the procedure and the rule of a stage that the answer names' }],
        }),
      )
    const found = await portfolio(desk, { stage, late, place: establishment, after: afterOf(after) }, most)
    await recordReading(desk, { kind: 'listed' })
    return answer({
      timetables: found.rows.map(row => productionJson(desk, row)),
      stages: found.stages.map(one => ({
        procedure: one.procedure.name,
        stage: stageNamed(one.stage),
        count: one.count,
        late: one.late,
      })),
      after: found.after && `${found.after.due}.${found.after.reference}`,
    })
  },
}

function afterOf(given = ''): WantedInProduction['after'] {
  const [on = '', reference = ''] = given.split('.')
  const due = findDay(on)
  return due && { due, reference }
}

function productionJson({ world: { directory } }: Desk, row: InProduction) {
  const { reference, about, procedure, stage, duty, late, begins, planned, expected, aim } = row
  const place = about.place === undefined ? undefined : directory.findPlace(about.place)
  return {
    reference,
    procedure: procedure.name,
    stage: stageNamed(stage),
    duty: obligationJson(duty, directory),
    late,
    expected,
    href: `/api/v1/matters/${reference}`,
    timetable: `/api/v1/matters/${reference}/timetable`,
    establishment: place && { code: place.code, name: place.name },
    begins,
    planned,
    aim,
  }
}

// ── How the stages that are over were kept ───────────────────────────────────────────────────────────────────────────

const keptAlways = { count: whole, inTarget: whole, inLimit: whole }
const keptSometimes = {
  median: saying(whole, 'Calendar days that half of them took no longer than; absent where none was done.'),
}
const keptJson = ({ count, inTarget, inLimit, median }: Kept) => ({ count, inTarget, inLimit, median })

export const timetablesKept: Route = {
  method: 'GET',
  path: '/timetables/kept',
  name: 'timetablesKept',
  summary: 'How the stages that are over were kept: by stage, year and establishment',
  access: 'in a post',
  reads: ['listed'],
  replies: {
    200: {
      description: 'Of what you may see.',
      schema: objectOf({
        stages: listOf(objectOf({ stage: stageName, ...keptAlways }, keptSometimes)),
        years: listOf(objectOf({ stage: stageName, year: whole, ...keptAlways }, keptSometimes), 'The newest first.'),
        establishments: listOf(
          objectOf({ code: text, name: text, ...keptAlways }, keptSometimes),
          'All its stages together, those that kept the fewest limits first.',
        ),
      }),
    },
  },
  answer: async ({ desk }) => {
    const { all, years, places } = await performance(desk)
    await recordReading(desk, { kind: 'listed' })
    return answer({
      stages: all.map(one => ({ stage: stageNamed(one.stage), ...keptJson(one) })),
      years: years.map(one => ({ stage: stageNamed(one.stage), year: one.year, ...keptJson(one) })),
      establishments: places.map(one => ({
        code: one.place,
        name: desk.world.directory.findPlace(one.place)?.name ?? one.place,
        ...keptJson(one),
      })),
    })
  },
}
