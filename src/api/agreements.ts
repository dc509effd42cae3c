import { versionOn, type Agreement, type Version } from '../engine/agreement.ts'
import { periodCode } from '../calendar/period.ts'
import type { Day } from '../calendar/day.ts'
import { clauses as clausesOf, type ClauseNow } from '../desk/standing.ts'
import { notFound } from './problem.ts'
import { answer, no, type Route } from './route.ts'
import { bodySchema, clauseIdSchema, dayText, flag, listOf, objectOf, saying, text, whole } from './shapes.ts'

const versionSchema = objectOf(
  {
    name: text,
    current: saying(flag, 'In force today.'),
    signatories: listOf(objectOf({ office: text, body: bodySchema }, { signed: dayText })),
    clauses: saying(whole, 'How many there are.'),
    procedures: listOf(text),
    defaults: listOf(
      objectOf({ name: text, label: text, body: bodySchema, period: text, ours: text }),
      'Our defaults where the paper is silent: the period in use, and the one it would be had the body not chosen.',
    ),
    notes: listOf(text),
  },
  { inForce: dayText, until: dayText },
)

const agreementSchema = objectOf({
  id: text,
  title: text,
  short: text,
  parties: listOf(bodySchema),
  source: text,
  versions: listOf(
    versionSchema,
    'Every dated version, side by side: a matter runs under the one in force when it began.',
  ),
})

export const agreements: Route = {
  method: 'GET',
  path: '/agreements',
  name: 'agreements',
  summary: 'The agreements',
  access: 'in a post',
  reads: 'nothing',
  replies: {
    200: {
      description: 'Every agreement, with its versions.',
      schema: objectOf({ agreements: listOf(agreementSchema) }),
    },
  },
  answer: ({ desk: { house, world } }) =>
    answer({
      agreements: house.library.agreements.map(agreement => agreementJson(agreement, world.today, house.period)),
    }),
}

const agreementJson = (
  agreement: Agreement,
  today: Day,
  period: (setting: string) => Parameters<typeof periodCode>[0],
) => ({
  id: agreement.id,
  title: agreement.title,
  short: agreement.short,
  parties: agreement.parties,
  source: agreement.source,
  versions: agreement.versions.map(version => ({
    name: version.name,
    inForce: version.inForce,
    until: version.until,
    current: version === versionOn(agreement, today),
    signatories: version.signatories.map(({ office, body, signed }) => ({ office, body, signed })),
    clauses: version.clauses.length,
    procedures: version.procedures.map(procedure => procedure.name),
    defaults: Object.entries(version.settings ?? {}).map(([name, setting]) => ({
      name,
      label: setting.label,
      body: setting.body,
      period: periodCode(period(name)),
      ours: periodCode(setting.period),
    })),
    notes: version.notes ?? [],
  })),
})

const carrierKinds = [
  'step',
  'condition',
  'question',
  'disclosure',
  'obligation',
  'letter',
  'rule',
  'requirement',
  'page',
]

export const carrierSchema = objectOf(
  { kind: { type: 'string', enum: carrierKinds }, name: text, label: text },
  { agreement: text, procedure: text, step: text, through: clauseIdSchema },
)

const clauseSchema = objectOf(
  {
    id: clauseIdSchema,
    kind: { type: 'string', enum: ['duty', 'power', 'remit', 'term'] },
    para: saying(text, 'Where it stands in the paper.'),
    by: text,
    text: saying(text, 'What it says, paraphrased.'),
    sameAs: listOf(clauseIdSchema, 'Clauses in which the same terms are written.'),
    carried: flag,
    carriedBy: listOf(
      carrierSchema,
      'The steps, conditions, questions, disclosures, obligations, letters and pages that carry it.',
    ),
    standing: saying(
      objectOf({ due: whole, overdue: whole, met: whole, late: whole, missed: whole }),
      'How the duties under it stand, counted over those that you may see.',
    ),
  },
  { to: text, when: text },
)

export const clauses: Route = {
  method: 'GET',
  path: '/agreements/:id/clauses',
  name: 'clauses',
  summary: 'The clauses of an agreement, what carries each, and how it stands for you',
  access: 'in a post',
  reads: 'nothing',
  params: { id: text },
  query: {
    version: saying({ type: 'string', maxLength: 60 }, 'A version by its name; the one in force today unless said.'),
  },
  replies: {
    200: {
      description: 'Every clause of that version, in the paper’s order.',
      schema: objectOf({ agreement: text, version: text, clauses: listOf(clauseSchema) }),
    },
  },
  answer: async ({ desk, params, query }) => {
    const agreement = desk.house.library.agreements.find(one => one.id === params.id)
    const version = agreement && versionNamed(agreement, query.version, desk.world.today)
    if (!agreement || !version) return no(notFound())
    return answer({
      agreement: agreement.id,
      version: version.name,
      clauses: (await clausesOf(desk, agreement, version)).map(clauseJson),
    })
  },
}

const versionNamed = (agreement: Agreement, name: unknown, today: Day): Version | undefined =>
  name === undefined ? versionOn(agreement, today) : agreement.versions.find(version => version.name === name)

const clauseJson = ({ clause, carriedBy, standing }: ClauseNow) => ({
  id: clause.id,
  kind: clause.kind,
  para: clause.para,
  by: clause.by,
  to: clause.to,
  when: clause.when,
  text: clause.text,
  sameAs: clause.sameAs ?? [],
  carried: carriedBy.length > 0,
  carriedBy,
  standing,
})
