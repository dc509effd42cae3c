import { versionOn, type Agreement } from './agreement.ts'
import { faultsAtPlace } from './at-place.ts'
import { placeAsked } from './placed.ts'
import type { Programme } from './programme.ts'
import type { Bringing, Kept, Lending, Procedure, Step, Table, Travelling, Yearly } from './procedure.ts'
import { answeredBy, namesIn, partOf } from './procedure.ts'
import type { Question } from './question.ts'
import type { Timetable } from './timetable.ts'

/** Definitions are checked whole when the program starts: every fault, in its author's terms, at once. */
export function faultsIn(agreements: readonly Agreement[]): string[] {
  const clauses = new Set(
    agreements.flatMap(agreement =>
      agreement.versions.flatMap(version => version.clauses.map(clause => clause.id as string)),
    ),
  )
  return [
    ...twice(
      agreements.map(agreement => agreement.id),
      'agreement',
    ),
    ...twice(
      agreements.flatMap(agreement => versionOn(agreement, newest).clauses.map(clause => clause.id)),
      'clause',
    ),
    ...twice(
      agreements.flatMap(agreement => versionOn(agreement, newest).procedures.map(procedure => procedure.prefix)),
      'prefix',
    ),
    ...agreements.flatMap(agreement =>
      agreement.versions.flatMap(version =>
        version.procedures.flatMap(procedure => faultsInProcedure(procedure, clauses)),
      ),
    ),
    ...faultsInLentParts(agreements.flatMap(agreement => versionOn(agreement, newest).procedures)),
    ...faultsInRecords(agreements),
    ...faultsInBeside(agreements),
    ...faultsInAmong(agreements),
    ...faultsInAnalysed(agreements),
    ...agreements.flatMap(agreement =>
      agreement.versions.flatMap(({ programme }) =>
        programme ? faultsInProgramme(programme, agreements, clauses) : [],
      ),
    ),
  ]
}

const newest = '9999-12-31' as Parameters<typeof versionOn>[1]

/** What somebody holds of others is found by the part that was handed over: it is not to be passed by all that another keeps under that name. */
const faultsInLentParts = (procedures: readonly Procedure[]): string[] =>
  procedures.flatMap(({ name, lends }) =>
    procedures
      .filter(other => lends && other.lends?.part !== lends.part && Object.hasOwn(other.parts, lends.part))
      .map(other => `${name}: lends: ${other.name} has a part ${lends?.part} too, which it does not hand over`),
  )

/** A kind of record stands in one schedule, and what is kept is of a kind that some schedule has. */
function faultsInRecords(agreements: readonly Agreement[]): string[] {
  const kinds = agreements.flatMap(agreement => Object.keys(versionOn(agreement, newest).records ?? {}))
  const procedures = agreements.flatMap(one => one.versions.flatMap(version => version.procedures))
  const disposing = new Set(
    procedures.filter(({ steps }) => Object.values(steps).some(step => step.disposes)).map(({ name }) => name),
  )
  const known = new Set(agreements.flatMap(one => one.versions.flatMap(({ records }) => Object.keys(records ?? {}))))
  return [
    ...twice(kinds, 'kind of record'),
    ...agreements.flatMap(agreement =>
      agreement.versions.flatMap(version =>
        version.procedures
          .filter(({ kept }) => kept && !known.has(kept.kind))
          .map(({ name, kept }) => `${name}, kept: there is no kind of record ${kept?.kind}`),
      ),
    ),
    ...procedures
      .flatMap(({ steps }) => Object.values(steps).flatMap(({ asks }) => Object.values(asks)))
      .flatMap(({ made }) => (made && 'of' in made && disposing.has(made.of) ? [made.of] : []))
      .map(name => `${name} disposes of what lists made of it would keep`),
  ]
}

/** What a question offers to choose from is a procedure that there is, and what is told of the one that is chosen stands in it. */
function faultsInAmong(agreements: readonly Agreement[]): string[] {
  const procedures = agreements.flatMap(one => one.versions.flatMap(version => version.procedures))
  const known = new Map(procedures.map(one => [one.name, one]))
  return procedures.flatMap(({ name, steps }) =>
    Object.entries(steps).flatMap(([step, { asks }]) =>
      Object.entries(asks).flatMap(([asked, { among, made }]) => {
        const of = made?.what === 'fact' ? asks[made.from]?.among?.procedure : among?.procedure
        const found = of === undefined ? undefined : known.get(of)
        const where = `${name}, step ${step}, question ${asked}: `
        return [
          of !== undefined && !found ? `${where}there is no procedure ${of}` : '',
          made?.what === 'fact' && !found?.columns[made.column] ? `${where}${of} has no column ${made.column}` : '',
          ...(among?.leavesOut ?? []).map(stage =>
            found && !Object.hasOwn(found.stages, stage) ? `${where}${of} has no stage ${stage}` : '',
          ),
        ].filter(Boolean)
      }),
    ),
  )
}

/** What came of one is drawn from columns of another. */
function faultsInAnalysed(agreements: readonly Agreement[]): string[] {
  const procedures = agreements.flatMap(one => one.versions.flatMap(version => version.procedures))
  return procedures.flatMap(({ name, analysedIn: where }) => {
    const of = where && procedures.find(one => one.name === where.procedure)
    if (where && !of) return [`${name}, analysedIn: there is no procedure ${where.procedure}`]
    return Object.entries(where?.facts ?? {})
      .filter(([column, value]) => !Object.hasOwn(of?.columns[column]?.values ?? {}, String(value)))
      .map(([column, value]) => `${name}, analysedIn: ${column} of ${of?.name} is never ${String(value)}`)
  })
}

/** What one procedure knows of another at the same place is one of its tables. */
function faultsInBeside(agreements: readonly Agreement[]): string[] {
  const procedures = agreements.flatMap(one => one.versions.flatMap(version => version.procedures))
  return procedures.flatMap(({ name, beside }) => {
    if (!beside) return []
    const of = procedures.filter(one => one.name === beside.procedure && Object.hasOwn(one.tables ?? {}, beside.table))
    return [
      ...(of.length === 0 ? [`${name}, beside: ${beside.procedure} has no table ${beside.table}`] : []),
      ...of
        .filter(one => Object.values(one.parts).some(part => part.encrypted))
        .map(one => `${name}, beside: ${one.name} has a part that is encrypted, and would be told of here`),
    ]
  })
}

/** A programme may draw on procedures of other agreements: of those there are, each column that it reads must be one. */
function faultsInProgramme(
  programme: Programme,
  agreements: readonly Agreement[],
  clauses: ReadonlySet<string>,
): string[] {
  const { inspected, plans, reads, counts, weights, factors, bands } = programme
  const known = new Map(
    agreements.flatMap(agreement => versionOn(agreement, newest).procedures.map(one => [one.name, one] as const)),
  )
  const columns: readonly (readonly [string, readonly (string | undefined)[]])[] = [
    ...inspected.map(one => [one.procedure, [one.day]] as const),
    ...plans.map(one => [one.procedure, [one.from, one.until, one.kind]] as const),
    ...Object.values(reads).map(one => [one.procedure, one.columns] as const),
    ...Object.values(counts).flatMap(one =>
      one.procedures.map(name => [name, Object.keys(one.leavesOut?.facts ?? {})] as const),
    ),
    [weights.procedure, Object.keys(factors).map(factor => weights.column(factor))],
  ]
  const stages = [
    ...plans.map(one => [one.procedure, one.over] as const),
    ...Object.values(counts).flatMap(one => one.procedures.map(name => [name, one.leavesOut?.stages ?? []] as const)),
  ]
  return [
    ...columns.flatMap(([name, of]) =>
      of.map(
        column => missing(known.get(name)?.columns, column) && `reads ${column} of ${name}, which has no such column`,
      ),
    ),
    ...stages.flatMap(([name, of]) =>
      of.map(stage => missing(known.get(name)?.stages, stage) && `names ${stage} of ${name}, which has no such stage`),
    ),
    missing(known.get(weights.procedure)?.steps, weights.step) && `there is no step ${weights.step}`,
    Object.keys(bands).length > 0 ? '' : 'has no bands of risk',
    ...Object.values(factors).map(({ clause }) =>
      clauses.has(clause) ? '' : `cites ${clause}, which no agreement has`,
    ),
  ]
    .filter(words => words !== false && words !== '')
    .map(words => `${programme.title}: ${words}`)
}

const missing = (among: object | undefined, name: string | undefined): boolean =>
  among !== undefined && name !== undefined && !Object.hasOwn(among, name)

/** Stops, telling all that is wrong, unless every definition is sound. */
export function refuseUnsound(agreements: readonly Agreement[]): void {
  const faults = faultsIn(agreements)
  if (faults.length)
    throw new Error(
      `The agreements’ definitions have ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}:\n${faults.map(fault => `  ${fault}`).join('\n')}`,
    )
}

/** Questions of one part that a reader can't tell apart; those of which only one is ever asked are no two. */
const askedAlike = (step: Step): readonly (readonly [string, string])[] => {
  const asks = Object.entries<Question>(step.asks)
  return asks.flatMap(([name, { label, under, ...rest }], at) =>
    asks
      .slice(at + 1)
      .filter(
        ([, other]) =>
          other.label === label &&
          partOf(step, other) === partOf(step, rest) &&
          !(under && other.under && under.question === other.under.question && under.is !== other.under.is),
      )
      .map(([other]) => [name, other] as const),
  )
}

const twice = (names: readonly string[], what: string) =>
  [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map(
    name => `The ${what} ${name} is defined twice`,
  )

/** As the database's own check of it (`append`). */
const turnable = /^[a-z][a-z -]{0,59}$/

export function faultsInProcedure(procedure: Procedure, clauses: ReadonlySet<string>): string[] {
  const faults: string[] = []
  const fault = (where: string, words: string) => faults.push(`${procedure.name}, ${where}: ${words}`)
  const steps = Object.entries(procedure.steps)
  const rules = Object.entries(procedure.rules)
  const produced = new Set(steps.flatMap(([, step]) => namesIn(step.marks)))
  const parts = new Set(Object.keys(procedure.parts))
  const { log = {} } = procedure

  if (!/^[A-Z]{3}$/.test(procedure.prefix)) fault('prefix', `“${procedure.prefix}” is not three capitals`)
  if (!Object.hasOwn(procedure.steps, procedure.begins)) fault('begins', `there is no step ${procedure.begins}`)
  for (const head of procedure.heads)
    if (!Object.hasOwn(procedure.columns, head)) fault('heads', `there is no column ${head}`)
  for (const name of [...(log.shows ?? []), ...(log.narrowsBy ?? []), ...(log.counts ?? [])])
    if (!Object.hasOwn(procedure.columns, name)) fault('log', `there is no column ${name}`)
  for (const name of [...(log.narrowsBy ?? []), ...(log.counts ?? [])])
    if (procedure.columns[name] && !procedure.columns[name].values)
      fault('log', `column ${name} has no fixed list of values to narrow or count by`)
  if (log.divides !== undefined && !log.counts?.includes(log.divides))
    fault('log', `divides the months by ${log.divides}, which it does not count`)
  for (const stage of log.leavesOut ?? [])
    if (!Object.hasOwn(procedure.stages, stage)) fault('log', `there is no stage ${stage}`)
  if (log.yearly) faultsInYearly(procedure, log.yearly, clauses).forEach(words => fault('log', words))
  for (const milestone of Object.keys(log.times ?? {}))
    if (!produced.has(milestone)) fault('log', `counts the days to “${milestone}”, which no step marks`)
  if (procedure.cited && 'step' in procedure.cited && !Object.hasOwn(procedure.steps, procedure.cited.step))
    fault('cited', `there is no step ${procedure.cited.step}`)
  if (procedure.cited && 'clause' in procedure.cited && !clauses.has(procedure.cited.clause))
    fault('cited', `cites ${procedure.cited.clause}, which no agreement has`)
  if (procedure.secret && !clauses.has(procedure.secret.clause))
    fault('secret', `cites ${procedure.secret.clause}, which no agreement has`)
  if (procedure.contactOf !== undefined && procedure.columns[procedure.contactOf]?.is !== 'post')
    fault('contactOf', `column ${procedure.contactOf} names no post`)
  if (procedure.brings) faultsInBringing(procedure, procedure.brings).forEach(words => fault('brings', words))
  if (procedure.lends) faultsInLending(procedure, procedure.lends).forEach(words => fault('lends', words))
  if (procedure.travels) faultsInTravelling(procedure, procedure.travels).forEach(words => fault('travels', words))
  if (procedure.atPlace) faultsAtPlace(procedure, procedure.atPlace).forEach(words => fault('atPlace', words))
  if (procedure.timetable) faultsInTimetable(procedure, procedure.timetable).forEach(words => fault('timetable', words))
  if (procedure.kept) faultsInKept(procedure, procedure.kept).forEach(words => fault('kept', words))
  for (const part of procedure.writes?.parts ?? []) if (!parts.has(part)) fault('writes', `there is no part ${part}`)
  if (procedure.writes && !clauses.has(procedure.writes.clause))
    fault('writes', `cites ${procedure.writes.clause}, which no agreement has`)
  for (const [name, table] of Object.entries(procedure.tables ?? {}))
    faultsInTable(procedure, name, table).forEach(words => fault(`table ${name}`, words))
  for (const column of procedure.alike?.flat() ?? [])
    if (column !== 'place' && !Object.hasOwn(procedure.columns, column)) fault('alike', `there is no column ${column}`)
  for (const [name, column] of Object.entries(procedure.columns))
    if (!parts.has(column.part)) fault(`column ${name}`, `there is no part ${column.part}`)
  for (const [where, words] of faultsInEncrypted(procedure)) fault(where, words)
  if (procedure.columns.alsoAt && procedure.columns.alsoAt.is !== 'place')
    fault('column alsoAt', 'holds other places, and is not said to')

  for (const [name, step] of steps) {
    const where = `step ${name}`
    for (const clause of [
      ...step.clauses,
      ...[...(step.discloses ?? []), ...(step.directs ?? []), ...(step.recalls ?? [])].map(share => share.clause),
      ...(step.open ?? []).flatMap(condition => condition.clause ?? []),
    ])
      if (!clauses.has(clause)) fault(where, `cites ${clause}, which no agreement has`)
    for (const part of partsTouched(step)) if (!parts.has(part)) fault(where, `there is no part ${part}`)
    for (const part of step.disposes ?? [])
      if (parts.has(part)) faultsInDisposing(procedure, name, step, part).forEach(words => fault(where, words))
    for (const stage of namesIn(step.to))
      if (!Object.hasOwn(procedure.stages, stage)) fault(where, `moves to ${stage}, which is not a stage`)
    for (const condition of step.open ?? [])
      for (const milestone of [...(condition.needs ?? []), ...(condition.until ? [condition.until] : [])])
        if (!produced.has(milestone)) fault(where, `waits for “${milestone}”, which no step marks`)
    if (step.again !== undefined && !Object.hasOwn(procedure.steps, step.again))
      fault(where, `is ${step.again} once more, which is not a step`)
    for (const one of answeredBy(step))
      if (!Object.hasOwn(procedure.steps, one)) fault(where, `answers ${one}, which is not a step`)
    for (const milestone of namesIn(step.clears)) {
      const marking = steps.filter(([, other]) => namesIn(other.marks).includes(milestone))
      if (!marking.length) fault(where, `clears “${milestone}”, which no step marks`)
      for (const [other, marks] of marking)
        if (marks.part !== step.part)
          fault(
            where,
            `clears “${milestone}”, which ${other} marks in another part: a reader of one would not see the other`,
          )
    }
    for (const [one, other] of askedAlike(step))
      fault(where, `asks ${one} and ${other} in the same words of one part, where they would be taken for one question`)
    for (const [asked, question] of Object.entries(step.asks)) {
      if (question.clause && !clauses.has(question.clause))
        fault(`${where}, question ${asked}`, `cites ${question.clause}, which no agreement has`)
      if (question.under && !Object.hasOwn(step.asks, question.under.question))
        fault(`${where}, question ${asked}`, `hangs on ${question.under.question}, which the step does not ask`)
      if (!question.label.trim()) fault(`${where}, question ${asked}`, 'has no label')
      if (question.made)
        faultsInMade(procedure, name, question, step).forEach(words => fault(`${where}, question ${asked}`, words))
    }
  }

  for (const [name, rule] of rules) {
    const where = `obligation ${name}`
    if (!clauses.has(rule.clause)) fault(where, `cites ${rule.clause}, which no agreement has`)
    if (!parts.has(rule.part)) fault(where, `there is no part ${rule.part}`)
    const chasing = rule.chase && procedure.steps[rule.chase.step]
    if (rule.chase && !chasing) fault(where, `is chased by ${rule.chase.step}, which is not a step`)
    if (chasing && Object.values(chasing.asks).some(question => question.missing !== undefined))
      fault(where, `is chased by ${rule.chase?.step}, which asks what the clock can’t answer`)
    if (rule.by && !Object.hasOwn(procedure.steps, rule.by)) fault(where, `is met by ${rule.by}, which is not a step`)
    if (rule.inPlaceOf && !Object.hasOwn(procedure.rules, rule.inPlaceOf.rule))
      fault(where, `takes the place of ${rule.inPlaceOf.rule}, which is not an obligation`)
    for (const milestone of [
      ...rule.from,
      ...rule.until,
      ...(rule.fallsAway ?? []),
      ...(rule.inPlaceOf?.on ?? []),
      ...(rule.recounted?.on ?? []),
    ])
      if (!produced.has(milestone)) fault(where, `hangs on “${milestone}”, which no step marks`)
  }

  twice(
    rules.flatMap(([, rule]) => rule.chase?.step ?? []),
    'chase by',
  ).forEach(words => fault('obligations', words))
  for (const stage of procedure.asides ?? [])
    if (!Object.hasOwn(procedure.stages, stage)) fault('asides', `there is no stage ${stage}`)
  for (const { on, stages = {}, facts = {} } of procedure.turns ?? []) {
    const where = `what “${on}” turns`
    if (!produced.has(on)) fault(where, 'no step marks that')
    for (const stage of Object.entries(stages).flat())
      if (!Object.hasOwn(procedure.stages, stage)) fault(where, `there is no stage ${stage}`)
    for (const [column, values] of Object.entries(facts))
      for (const value of Object.entries(values).flat())
        if (value !== null && !Object.hasOwn(procedure.columns[column]?.values ?? {}, value))
          fault(where, `there is no ${value} in a column ${column}`)
    for (const name of [stages, ...Object.values(facts)].flatMap(names => Object.entries(names).flat()))
      if (name !== null && !turnable.test(name))
        fault(where, `the database takes ${name} for words, and not for a name`)
  }
  const turnedTo = (procedure.turns ?? []).flatMap(({ stages = {} }) => Object.values(stages))
  const reached = new Set([...steps.flatMap(([, step]) => namesIn(step.to)), ...turnedTo])
  for (const stage of Object.keys(procedure.stages))
    if (!reached.has(stage)) fault(`stage ${stage}`, 'no step moves there')
  return faults
}

/** What is kept open is not made of what is said in a part that is encrypted. */
function faultsInEncrypted(procedure: Procedure): (readonly [where: string, words: string])[] {
  const { parts, columns, heads, steps, lends, travels, brings, begins } = procedure
  const encrypted = (part: string | undefined) => part !== undefined && parts[part]?.encrypted === true
  const sealed = Object.keys(parts).filter(encrypted)
  if (sealed.length === 0) return []
  const asked = (step: Step | undefined) =>
    Object.entries(step?.asks ?? {}).flatMap(([name, question]) =>
      step && encrypted(partOf(step, question)) ? [name] : [],
    )
  const place = placeAsked(steps[begins]?.asks ?? {})
  return [
    ...sealed
      .filter(part => parts[part]?.searched)
      .map(part => [`part ${part}`, 'is encrypted, and could be searched'] as const),
    ...Object.entries(columns)
      .filter(([, column]) => encrypted(column.part))
      .map(([name, { part }]) => [`column ${name}`, `is of ${part}, which is encrypted: lists are kept open`] as const),
    ...heads
      .filter(head => encrypted(columns[head]?.part))
      .map(head => ['heads', `${head} is of a part that is encrypted`] as const),
    ...Object.entries(steps).flatMap(([name, step]) => [
      ...reads(step, asked(step)).map(
        question => [`step ${name}`, `sets a column by ${question}, which is encrypted`] as const,
      ),
      ...(encrypted(step.part) && !saysItself(step)
        ? [[`step ${name}`, 'says in the history what is encrypted'] as const]
        : []),
    ]),
    ...(place !== undefined && asked(steps[begins]).includes(place)
      ? [[`step ${begins}`, `${place}, by which it is found, is encrypted`] as const]
      : []),
    ...(brings && asked(steps[brings.step]).length > 0
      ? [['brings', 'what is encrypted would come in by a sheet, whose rows are kept open'] as const]
      : []),
    ...(travels ? [['travels', 'what is encrypted would be told of in packages'] as const] : []),
    ...([lends?.terms?.part, lends?.terms?.beside].some(encrypted)
      ? [['lends', 'its terms are encrypted'] as const]
      : []),
  ]
}

/** Of these questions, those whose answers a step sets columns by, as far as can be told without anyone taking it. */
function reads({ sets }: Step, questions: readonly string[]): string[] {
  const read = new Set<string>()
  // Answered by anything, and by nothing: what is read may hang on it.
  for (const answered of [anything, undefined]) {
    const answers = new Proxy<Record<string, unknown>>(
      {},
      {
        get: (_, name) => {
          if (typeof name === 'string') read.add(name)
          return answered
        },
      },
    )
    try {
      sets?.({ answers, matter: anything, me: anything, world: anything } as unknown as Parameters<typeof sets>[0])
    } catch {
      // It wanted something of its own kind: what it had read by then is known.
    }
  }
  return questions.filter(question => read.has(question))
}

/** Something of which anything can be asked, and that is the same again. */
const anything: unknown = new Proxy(() => undefined, {
  get: (_, name) =>
    name === Symbol.toPrimitive ? () => '' : name === Symbol.iterator ? [][Symbol.iterator] : anything,
  apply: () => anything,
})

function faultsInKept(
  { steps, columns, begins }: Procedure,
  { from, step: name, marks, disposed, held, longer }: Kept,
): string[] {
  const step = Object.hasOwn(steps, name) ? steps[name] : undefined
  const marking = (milestone: string) => Object.values(steps).filter(one => namesIn(one.marks).includes(milestone))
  return [
    step ? '' : `there is no step ${name}`,
    name === begins ? 'the step that begins a matter cannot also say that its time is up' : '',
    step && !namesIn(step.marks).includes(marks) ? `step ${name} does not mark “${marks}”` : '',
    ...[...('told' in from ? [] : from), disposed, held].map(milestone =>
      marking(milestone).length > 0 ? '' : `hangs on “${milestone}”, which no step marks`,
    ),
    ...('told' in from ? faultsInTold(steps, columns, from.told, step?.part) : []),
    ...('told' in from ? [] : from).flatMap(milestone =>
      marking(milestone)
        .filter(one => step && one.part !== step.part)
        .map(() => `is counted from “${milestone}”, which whoever sees that its time is up may not see`),
    ),
    columns[longer]?.is === 'day' ? '' : `there is no column of a day called ${longer}`,
  ].filter(Boolean)
}

/** The day from which time is counted is the answer to one question, in every step that tells it, and a column of the same name. */
function faultsInTold(
  steps: Procedure['steps'],
  columns: Procedure['columns'],
  told: string,
  part: string | undefined,
): string[] {
  const telling = Object.values(steps).flatMap(one => {
    const question = Object.hasOwn(one.asks, told) ? one.asks[told] : undefined
    return question ? [partOf(one, question)] : []
  })
  return [
    telling.length > 0 ? '' : `is counted from the answer to ${told}, which no step asks`,
    columns[told]?.is === 'day' ? '' : `there is no column of a day called ${told}`,
    ...[...telling, columns[told]?.part]
      .filter(one => one !== undefined && part !== undefined && one !== part)
      .map(() => `is counted from ${told}, which whoever sees that its time is up may not see`),
  ].filter(Boolean)
}

/** What is left must still make sense, and nothing of what was destroyed may be left elsewhere. */
function faultsInDisposing(
  { steps, name, travels, lends, contactOf }: Procedure,
  by: string,
  step: Step,
  part: string,
): string[] {
  const asked = Object.values(step.asks).some(question => partOf(step, question) === part)
  return [
    step.part === part || asked ? `disposes of ${part}, in which it is said` : '',
    travels || lends?.terms || contactOf !== undefined ? `disposes of ${part}, which is kept elsewhere too` : '',
    ...Object.entries(steps)
      .filter(([, other]) => other.part === part && !saysItself(other))
      .map(([other]) => `disposes of what the sentence of ${other} is made of`),
    Object.values(steps).some(other => other.disposes && other !== step)
      ? `${name} disposes by ${by} and otherwise`
      : '',
  ].filter(Boolean)
}

const saysItself = ({ says }: Step): boolean => {
  try {
    return !/undefined|NaN/.test(says({ answers: {}, world: {} as Parameters<Step['says']>[0]['world'] }))
  } catch {
    return false
  }
}

function faultsInBringing(procedure: Procedure, { step: name, marks, began }: Bringing): string[] {
  const step = Object.hasOwn(procedure.steps, name) ? procedure.steps[name] : undefined
  if (!step) return [`there is no step ${name}`]
  return [
    name === procedure.begins ? 'the step that begins a matter anew cannot also bring in an old one' : '',
    namesIn(step.marks).includes(marks) ? '' : `step ${name} does not mark “${marks}”`,
    step.asks[began]?.kind === 'day' ? '' : `step ${name} asks no day called ${began}`,
  ].filter(Boolean)
}

function faultsInLending(
  { parts, columns, stages }: Procedure,
  { part, terms, kind, until, outcome, relay, elsewhere }: Lending,
): string[] {
  const missing = (name: string | undefined, among: object) => name !== undefined && !Object.hasOwn(among, name)
  return [
    ...[part, terms?.part, terms?.beside].map(name => (missing(name, parts) ? `there is no part ${name}` : '')),
    ...[kind, until, outcome, elsewhere].map(name => (missing(name, columns) ? `there is no column ${name}` : '')),
    until !== undefined && columns[until] && columns[until].is !== 'day' ? `column ${until} holds no day` : '',
    missing(relay, stages) ? `there is no stage ${relay}` : '',
  ].filter(Boolean)
}

function faultsInTimetable(
  { parts, rules, steps, stages: named }: Procedure,
  { part, stages, aim }: Timetable,
): string[] {
  const marked = new Set(Object.values(steps).flatMap(step => namesIn(step.marks)))
  return [
    Object.hasOwn(parts, part) ? '' : `there is no part ${part}`,
    ...[...stages.map(stage => stage.rule), ...(aim ? [aim.rule] : [])].map(rule =>
      Object.hasOwn(rules, rule) ? '' : `there is no obligation ${rule}`,
    ),
    ...stages.map(({ stage }) => (Object.hasOwn(named, stage) ? '' : `there is no stage ${stage}`)),
    ...stages.flatMap(stage =>
      stage.ends.map(milestone =>
        marked.has(milestone) ? '' : `${stage.rule} ends with “${milestone}”, which no step marks`,
      ),
    ),
    ...twice(
      stages.map(stage => stage.rule),
      'stage',
    ),
  ].filter(Boolean)
}

function faultsInTravelling({ steps, begins }: Procedure, { step, asks, tells }: Travelling): string[] {
  const first = steps[begins]
  return [
    ...[step, tells.step].map(name => (Object.hasOwn(steps, name) ? '' : `there is no step ${name}`)),
    step === begins ? 'the step that begins a matter cannot also record that it left' : '',
    ...asks.map(name => (first && !Object.hasOwn(first.asks, name) ? `step ${begins} does not ask ${name}` : '')),
  ].filter(Boolean)
}

function faultsInYearly(
  { columns, stages }: Procedure,
  { column, clause, leavesOut, least, most }: Yearly,
  clauses: ReadonlySet<string>,
): string[] {
  return [
    columns[column]?.is === 'day' ? '' : `counts the years by ${column}, which is no column of a day`,
    clauses.has(clause) ? '' : `cites ${clause}, which no agreement has`,
    least <= most ? '' : `is to have at least ${least} in a year and at most ${most}`,
    ...(leavesOut ?? []).map(stage => (Object.hasOwn(stages, stage) ? '' : `there is no stage ${stage}`)),
  ].filter(Boolean)
}

function faultsInTable(
  { parts, tables }: Procedure,
  name: string,
  { label, part, columns, empty, compares, until }: Table,
): string[] {
  const valuesOf = (column: string) => JSON.stringify(Object.entries(columns[column]?.values ?? {}))
  const [one, other] = compares ?? []
  const known = compares?.every(column => Object.hasOwn(columns, column)) ?? true
  const many = Object.keys(columns[one ?? '']?.values ?? {}).length
  return [
    /^[a-z][a-z-]*$/.test(name) ? '' : 'its name is part of an address: small letters and hyphens alone',
    Object.hasOwn(parts, part) ? '' : `there is no part ${part}`,
    until === undefined || (until !== name && Object.hasOwn(tables ?? {}, until))
      ? ''
      : `gives way to ${until}, which is no other table`,
    Object.keys(columns).length > 0 ? '' : 'has no columns',
    label.trim() && empty.trim() ? '' : 'does not say what it is called, or what is said where it is empty',
    ...Object.entries(columns).flatMap(([column, { label: called, values, is, part: from = part }]) => [
      called.trim() ? '' : `column ${column} has no label`,
      values && is ? `column ${column} has values and a kind` : '',
      Object.hasOwn(parts, from) || from === part ? '' : `column ${column}: there is no part ${from}`,
    ]),
    ...(compares ?? []).map(column => (Object.hasOwn(columns, column) ? '' : `compares ${column}, which is no column`)),
    known && one !== undefined && other !== undefined && (one === other || valuesOf(one) !== valuesOf(other))
      ? `compares ${one} with ${other}, which have not the same values in the same order`
      : '',
    known && compares && (many < 2 || many > 6) ? `compares ${one} by ${many} values: two to six can be drawn` : '',
  ].filter(Boolean)
}

function faultsInMade(procedure: Procedure, name: string, { made, kind }: Question, step: Step): string[] {
  if (!made) return []
  const file = 'in' in made ? step.asks[made.in] : undefined
  return [
    name === procedure.begins || name === procedure.brings?.step
      ? 'is made before there is a matter to make it for'
      : '',
    'of' in made && kind !== 'documents' ? 'is a file that is made, and asks for no files' : '',
    'in' in made && (!file?.made || !('of' in file.made)) ? `tells of ${made.in}, which is no file that is made` : '',
  ].filter(Boolean)
}

const partsTouched = (step: Step): string[] => [
  step.part,
  ...Object.values(step.asks).map(question => partOf(step, question)),
  ...(step.discloses ?? []).flatMap(share => [share.part].flat() as string[]),
  ...(step.recalls ?? []).flatMap(recall => [recall.part].flat() as string[]),
  ...(step.directs ?? []).flatMap(share => [share.part].flat() as string[]),
  ...(step.accepts ?? []),
  ...(step.declines ?? []),
  ...(step.disposes ?? []),
]
