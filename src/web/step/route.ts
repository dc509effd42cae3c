import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { Desk } from '../../desk/desk.ts'
import { sql } from '../../database/sql.ts'
import { alike } from '../../desk/alike.ts'
import { among } from '../../desk/among.ts'
import { attachable, findDocument, type Uploaded } from '../../desk/documents.ts'
import { filledFrom } from '../../desk/fill.ts'
import { matter, versionOf, type Viewed } from '../../desk/matter.ts'
import { effectsOf } from '../../desk/people.ts'
import { elsewhere } from '../../desk/elsewhere.ts'
import { previewBegin, previewTake, procedureInForce, unborn } from '../../desk/preview.ts'
import { recordReading } from '../../desk/reading.ts'
import { answersMade } from '../../desk/snapshot.ts'
import { toldTooSoon } from '../../desk/secret.ts'
import { begin, inTheWay, take, type Taken } from '../../desk/take.ts'
import { refuse, type Refused } from '../../documents/refused.ts'
import { closed, understandAll, type Decision, type Problem } from '../../engine/decide.ts'
import { NotFound } from '../../engine/directory.ts'
import type { InForce } from '../../engine/library.ts'
import { lastAnswers, type Answers, type Matter } from '../../engine/matter.ts'
import type { Procedure, Step } from '../../engine/procedure.ts'
import type { Option, Question } from '../../engine/question.ts'
import { read, readTables, type Sheet } from '../../sheets/read.ts'
import { all, one, type Form } from '../forms.ts'
import { dropDraft, findDraft, saveDraft, type Draft, type Unread } from '../drafts/drafts.ts'
import type { Token } from '../layout.ts'
import { isSheet } from '../parts.ts'
import { paths } from '../paths.ts'
import { anyForm, get, goTo, post, type Answer, type Received, type View } from '../route.ts'
import type { Site } from '../site.ts'
import { suspendedView } from '../suspended/view.ts'
import { mending } from '../suspended/mending.ts'
import {
  answersIn,
  asTyped,
  fieldName,
  fieldsOf,
  isFilled,
  isFilledIn,
  usualForm,
  withRows,
  type Raw,
} from './answers.ts'
import { checkView, shownAs, type Made } from './check.ts'
import type { Loose } from './questions.ts'
import { asksForProof } from './proof.ts'
import { closedView, formView } from './view.ts'

/** A step somebody is about to take: on a matter that is, or as the first of one that is not yet. */
export interface Acting {
  readonly desk: Desk
  readonly site: Site
  readonly token?: Token
  readonly name: string
  readonly step: Step
  readonly procedure: Procedure
  /** The matter as this person sees it, or the one that would begin. */
  readonly matter: Matter
  /** Absent when it begins one. */
  readonly viewed?: Viewed
  /** Where the form is and is sent to. */
  readonly address: string
  /** Where they came from and may go back to. */
  readonly back: string
  /** Matters that are offered to choose from, by question. */
  readonly among: ReadonlyMap<string, readonly Option[]>
  decide(raw: Raw, made?: Answers): { readonly matter: Matter; readonly decision: Decision }
  take(raw: Raw, given: { key?: string; version?: string }): Promise<Taken>
}

/** What is on the form besides the answers: the key of this one act, and the version its writer was looking at. */
export interface OnForm {
  readonly raw: Raw
  readonly key: string
  readonly version: string
  readonly problems: readonly Problem[]
  readonly loose: readonly Loose[]
  readonly draft?: Draft
  readonly unread?: Unread
  /** Boxes were empty, and now hold the words that are to be changed. */
  readonly started?: boolean
  /** What came of a file that filled in rows, in sentences. */
  readonly filledIn?: readonly string[]
  /** What happened on the matter since they began to write. */
  readonly since?: Matter['entries']
}

export const show = get(paths.step, { access: 'in a post', reads: 'opened' }, async ({ desk, params, site, token }) =>
  showForm(await onMatter(desk, site, token, params)),
)

export const send = post(
  paths.step,
  {
    access: 'in a post',
    reads: 'opened',
    form: anyForm,
    drafts: true,
    files: true,
    fresh: 'as it turns out',
    showsAgain: true,
  },
  async ({ desk, params, form, files, unproven, site, token, proof }) =>
    sent(await onMatter(desk, site, token, params), form, files, { unproven, proof }),
)

/** Of the matter that somebody comes from; anything else that is typed there is nothing. */
const reference = z
  .string()
  .regex(/^[A-Z]{3}-\d{4}-\d{4,}$/)
  .optional()
  .catch(undefined)

export const showBeginning = get(
  paths.begin,
  { access: 'in a post, suspended or not', reads: 'nothing', query: z.object({ of: reference }) },
  async ({ desk, params, query, site, token }) =>
    mayBegin(desk, params.procedure)
      ? showForm(await beginning(desk, site, token, params.procedure), query.of)
      : suspendedView(desk),
)

export const sendBeginning = post(
  paths.begin,
  {
    access: 'in a post, suspended or not',
    reads: 'nothing',
    form: anyForm,
    drafts: true,
    files: true,
    fresh: 'as it turns out',
    showsAgain: true,
  },
  async ({ desk, params, form, files, unproven, site, token, proof }) =>
    mayBegin(desk, params.procedure)
      ? sent(await beginning(desk, site, token, params.procedure), form, files, { unproven, proof })
      : suspendedView(desk),
)

export const stepRoutes = [show, send, showBeginning, sendBeginning]

/** Someone whose access is suspended begins nothing but what mends it. */
const mayBegin = (desk: Desk, procedure: string): boolean =>
  desk.who.lapsed.length === 0 || mending(desk).some(way => way.procedure === procedure)

async function onMatter(
  desk: Desk,
  site: Site,
  token: Token | undefined,
  { reference, step: name }: { reference: string; step: string },
): Promise<Acting> {
  const viewed = await matter(desk, reference)
  const { procedure } = viewed
  const step = Object.hasOwn(procedure.steps, name) ? procedure.steps[name] : undefined
  if (!step || name === procedure.begins || name === procedure.brings?.step) throw new NotFound(`step ${name}`)
  await recordReading(desk, { kind: 'opened', matter: viewed.matter.id, parts: [...viewed.matter.parts] })
  return {
    desk,
    site,
    token,
    name,
    step,
    procedure,
    matter: viewed.matter,
    viewed,
    address: paths.step({ reference, step: name }),
    back: paths.matter({ reference }),
    among: await among(desk, step, viewed.matter),
    decide: (raw, made) => previewTake(desk, viewed, name, raw, made),
    take: (raw, given) => take(desk, reference, name, raw, { ...given, files: site.files }),
  }
}

async function beginning(desk: Desk, site: Site, token: Token | undefined, name: string): Promise<Acting> {
  const inForce: InForce = procedureInForce(desk, name)
  const { procedure } = inForce
  const step = procedure.steps[procedure.begins] as Step
  const unbegun = unborn(desk, inForce)
  return {
    desk,
    site,
    token,
    name: procedure.begins,
    step,
    procedure,
    matter: unbegun,
    address: paths.begin({ procedure: name }),
    back: paths.work(),
    among: await among(desk, step, unbegun),
    decide: raw => previewBegin(desk, inForce, raw),
    take: (raw, { key }) => begin(desk, name, raw, { key }),
  }
}

const versionNow = ({ viewed }: Acting): string => (viewed ? versionOf(viewed.matter) : '')

/** The first of its questions that asks for references, answered by the matter that somebody comes from. */
function comingFrom({ step }: Acting, reference: string | undefined): Form {
  const [name] = Object.entries(step.asks).find(([, { kind, asked }]) => kind === 'references' && !asked) ?? []
  return name !== undefined && reference !== undefined ? { [fieldName(name)]: reference } : {}
}

/** The newest of those that are offered, where it is the one that is meant as a rule. */
const newestOf = ({ step, among: offered }: Acting): Form =>
  Object.fromEntries(
    Object.entries(step.asks).flatMap(([name, { among: of }]) => {
      const [first] = of?.newest ? (offered.get(name) ?? []) : []
      return first ? [[fieldName(name), first.value]] : []
    }),
  )

async function showForm(acting: Acting, from?: string): Promise<View> {
  const { desk, step, matter, address } = acting
  const shut = closed(step, matter, desk.me, desk.world)
  if (shut) return closedView(acting, shut)
  const kept = await findDraft(desk, address)
  const unread = kept && 'unread' in kept ? kept : undefined
  const draft = kept && 'form' in kept ? kept : undefined
  if (unread) acting.site.log.error('draft not opened', { because: unread.unread.because, key: unread.unread.key })
  const form = draft?.form ?? {
    ...usualForm(step.asks, { matter, me: desk.me, answers: {}, world: desk.world }),
    ...newestOf(acting),
    ...saidBefore(acting),
    ...comingFrom(acting, from),
  }
  const typed = answersIn(step.asks, form)
  const raw = draft ? typed : (startedFrom(acting, typed) ?? typed)
  const begunAt = one(form, '_version') || versionNow(acting)
  const onForm: OnForm = {
    raw,
    key: one(form, '_key') || randomUUID(),
    version: versionNow(acting),
    problems: [],
    loose: await looseFiles(desk, step, raw),
    draft,
    unread,
    // Whoever comes back to a draft reads at once what was done without it, and is not stopped for it again.
    since: isOutdated(acting, begunAt) ? entriesSince(acting, begunAt) : undefined,
  }
  // A step without questions has nothing to fill in: what it would come to is its page.
  if (Object.keys(step.asks).length === 0) return checked(acting, onForm)
  return formView(acting, onForm)
}

/** What was last said in this step, for one that goes on with it. */
const saidBefore = ({ step, name, matter }: Acting): Form =>
  step.goesOn ? fieldsOf(step.asks, asTyped(step.asks, lastAnswers(matter, name) ?? {})) : {}

/** How sure we are of who sent it: whether by a form of their own session, and the page that asks them to prove it. */
interface Sender {
  readonly unproven: boolean
  readonly proof: (doing: string, form: Form) => Promise<View | undefined>
}

/** What was pressed: on to the check, back to the form, the deed itself, or something about rows and files. */
async function sent(acting: Acting, form: Form, files: readonly Received[], by: Sender): Promise<Answer> {
  const { desk, step, address } = acting
  const go = one(form, '_go')
  const withFiles = attached(form, files, await digestsOf(desk, fieldsWithFiles(step, form)))
  const filled = await fromSheet(acting, changedRows(step, withFiles.form, go), files, go)
  const { raw } = filled
  const onForm: OnForm = {
    raw,
    key: one(form, '_key') || randomUUID(),
    version: one(form, '_version') || versionNow(acting),
    problems: [...withFiles.problems, ...filled.problems],
    filledIn: filled.told,
    loose: await looseFiles(desk, step, raw),
  }
  if (by.unproven) return { ...formView(acting, { ...onForm, problems: [sendAgain] }), status: 403 }
  const shut = closed(step, acting.matter, desk.me, desk.world)
  if (shut && go !== 'confirm') return closedView(acting, shut)
  await saveDraft(desk, address, { ...fieldsOf(step.asks, raw), _key: onForm.key, _version: onForm.version })
  if (go === 'later') return goTo(acting.back, 'What you wrote is kept. You find it under your work.')
  if (go === 'confirm') return confirmed(acting, onForm, form, by)
  if (go !== 'check' || onForm.problems.length > 0 || filled.told)
    return { ...formView(acting, onForm), status: onForm.problems.length > 0 ? 422 : 200 }
  const started = startedFrom(acting, raw)
  return started ? formView(acting, { ...onForm, raw: started, started: true }) : checked(acting, onForm)
}

/** What was typed, with words to be changed in the boxes that have them and were left empty; nothing where there are none. */
function startedFrom({ step, matter, desk }: Acting, raw: Raw): Raw | undefined {
  const empty = Object.entries(step.asks).filter(([name, { startsAs }]) => startsAs && (raw[name] ?? '') === '')
  if (empty.length === 0) return undefined
  const taking = { matter, me: desk.me, world: desk.world }
  const { answers } = understandAll(step, raw, taking)
  const words = empty.flatMap(([name, { startsAs }]) => {
    const found = startsAs?.({ ...taking, answers })
    return found === undefined ? [] : [[name, found] as const]
  })
  return words.length > 0 ? { ...raw, ...Object.fromEntries(words) } : undefined
}

const sendAgain: Problem = {
  words: 'Send this again',
  next: 'This page was opened before you last signed in, so we could not be sure it was from you. Nothing was changed, and all you typed is here.',
}

/** Shows what the step would come to, or goes straight on where nobody else would see or be told anything by it. */
async function checked(acting: Acting, typed: OnForm): Promise<Answer & { kind: 'view' }> {
  const outdated = changedMeanwhile(acting, typed)
  if (outdated) return outdated
  const { desk, site, procedure, name, viewed } = acting
  // What the program itself puts in is made here, so that it can be looked at before it is sent.
  const made =
    viewed && (await answersMade(desk, site.files, { procedure, matter: viewed.matter, step: name }, typed.raw))
  const onForm = { ...typed, raw: { ...typed.raw, ...made } }
  const { matter, decision } = acting.decide(typed.raw, made)
  if (decision.refused) return formView(acting, { ...typed, problems: decision.problems })
  const act = { procedure, matter, making: decision.making }
  // What it takes on other matters is asked there already: nobody is shown what a step would do that will be refused.
  const missing =
    (await missingFiles(acting, decision)) ?? (await (viewed ? inTheWay(desk, act) : toldTooSoon(desk, [act])))
  if (missing) return formView(acting, { ...onForm, problems: [missing] })
  return check(acting, onForm, { matter, making: decision.making })
}

/** The check, and with it what may be the same already: only among what this person sees, and that is recorded. */
async function check(acting: Acting, onForm: OnForm, made: Made): Promise<View> {
  const { desk, procedure, viewed } = acting
  const alreadyThere = viewed ? [] : await alike(desk, procedure, made.making, made.matter.place)
  if (alreadyThere.length > 0) await recordReading(desk, { kind: 'listed' })
  const beside = {
    effects: await effectsOf(desk, made.making.changes),
    elsewhere: await elsewhere(desk, made.matter.reference, made.making),
  }
  return checkView(acting, onForm, { ...made, ...beside }, alreadyThere)
}

/** Done, if it is exactly what was shown: when anything about it has changed since, it is shown again instead. */
async function confirmed(acting: Acting, onForm: OnForm, form: Form, { proof }: Sender): Promise<Answer> {
  const { desk, address } = acting
  const { matter, decision } = acting.decide(onForm.raw)
  if (!decision.refused && one(form, '_shown') !== shownAs(acting, matter, decision.making)) {
    const outdated = changedMeanwhile(acting, onForm)
    return outdated ?? check(acting, onForm, { matter, making: decision.making })
  }
  if (!decision.refused && asksForProof(acting.matter, decision.making, desk.me, desk.world)) {
    const first = await proof(doing(acting), { ...form, ...fieldsOf(acting.step.asks, onForm.raw) })
    if (first) return first
  }
  const version = acting.viewed ? onForm.version : undefined
  const taken = await acting.take(onForm.raw, { key: onForm.key, version })
  if (taken.refused) {
    const status = taken.since ? 409 : 422
    return {
      ...formView(acting, { ...onForm, version: versionNow(acting), problems: taken.problems, since: taken.since }),
      status,
    }
  }
  await dropDraft(desk, address)
  return goTo(await whereNext(desk, taken.reference), `You ${taken.says}`)
}

/** “refer it to a senior manager there, on SAN-2026-0042”. */
const doing = ({ step: { label }, matter: { reference } }: Acting): string =>
  `${label.charAt(0).toLowerCase()}${label.slice(1)}${reference && `, on ${reference}`}`

/** The matter, unless the step took it from their sight. */
async function whereNext(desk: Desk, reference: string): Promise<string> {
  const seen = await desk.transaction.find(sql`select 1 from matter where reference = ${reference}`)
  return seen ? paths.matter({ reference }) : paths.work()
}

const isOutdated = (acting: Acting, version: string): boolean =>
  acting.viewed !== undefined && version !== versionNow(acting)

const entriesSince = ({ matter }: Acting, version: string): Matter['entries'] =>
  matter.entries.slice(Number(version.split('.')[0]) || 0)

/** The form again, with what happened since its writer began, and all that they wrote. */
function changedMeanwhile(acting: Acting, onForm: OnForm): View | undefined {
  if (!isOutdated(acting, onForm.version)) return undefined
  return {
    ...formView(acting, {
      ...onForm,
      version: versionNow(acting),
      since: entriesSince(acting, onForm.version),
      problems: [
        {
          words: 'This matter changed while you were writing',
          next: 'Read what changed below. What you wrote is still here: go on if it still holds.',
        },
      ],
    }),
    status: 409,
  }
}

// ── Rows and files ───────────────────────────────────────────────────────────────────────────────────────────────────

function changedRows(step: Step, form: Form, go: string): Raw {
  const [what, name = '', row = ''] = go.split(':')
  if (what === 'add') return withRows(step.asks, form, { add: name })
  if (what === 'remove') return withRows(step.asks, form, { remove: name, row: Number(row) })
  if (what === 'remove-file') return answersIn(step.asks, { ...form, [name]: all(form, name).filter(id => id !== row) })
  return answersIn(step.asks, form)
}

/** The documents that a form has attached already. */
const fieldsWithFiles = (step: Step, form: Form): readonly string[] => filesIn(step, answersIn(step.asks, form))

/** The digests of files that are attached and loose, by id. */
async function digestsOf(desk: Desk, ids: readonly string[]): Promise<Map<string, string>> {
  const known = ids.filter(isId)
  if (known.length === 0) return new Map()
  const found = await desk.transaction.all<{ id: string; digest: string }>(
    sql`select id, encode(sha256, 'hex') as digest from document where id = any (${known}::uuid[]) and matter is null and uploaded_by = my_post()`,
  )
  return new Map(found.map(one => [one.id, one.digest]))
}

/** Files that came with the form are answers from now on; those that were refused, or are there already, are told why. */
function attached(
  form: Form,
  files: readonly Received[],
  digests: ReadonlyMap<string, string>,
): { form: Form; problems: Problem[] } {
  const problems: Problem[] = []
  const with_: Record<string, readonly string[] | string> = { ...form }
  for (const { field, name, outcome } of files) {
    const question = field.replace(/-file$/, '')
    if ('refused' in outcome)
      problems.push({ field: question.replace(/^q-|-sheet$/g, ''), words: `${name}: ${outcome.refused}` })
    else if (isSheet(field)) continue
    else if (all(with_, question).some(id => digests.get(id) === outcome.sha256))
      problems.push({
        field: question.replace(/^q-/, ''),
        words: `${name}: This file is attached already, so it was not attached again.`,
      })
    else with_[question] = [...all(with_, question), outcome.id]
  }
  return { form: with_, problems }
}

interface FromSheet {
  readonly raw: Raw
  readonly problems: readonly Problem[]
  /** What came of it; absent where there was no file. */
  readonly told?: readonly string[]
}

/** Rows filled in from a file that came with the form: beside what was typed, or in its place where that was asked for. */
async function fromSheet(acting: Acting, raw: Raw, files: readonly Received[], go: string): Promise<FromSheet> {
  const { desk, step, matter } = acting
  const [how = '', wanted = ''] = go.split(':')
  const sent = files.find(({ field }) => isSheet(field))
  if (!sent) {
    const asked = how === 'sheet' || how === 'sheet-instead' ? wanted : ''
    const none = { field: asked, words: 'Choose a file to fill these in from' }
    return { raw, problems: Object.hasOwn(step.asks, asked) ? [none] : [] }
  }
  const name = sent.field.slice(fieldName('').length, -'-sheet'.length)
  const question = Object.hasOwn(step.asks, name) ? step.asks[name] : undefined
  if (question?.kind !== 'rows' || 'refused' in sent.outcome) return { raw, problems: [] }
  const sheets = await sheetsIn(acting, sent.outcome)
  if ('refused' in sheets) return { raw, problems: [{ field: name, words: `${sent.name}: ${sheets.refused}` }] }
  const before = (raw[name] ?? []) as readonly Raw[]
  const typed = how === 'sheet-instead' ? [] : before.filter(row => isFilledIn(question, row))
  const taking = { matter, me: desk.me, answers: {}, world: desk.world }
  const filled = filledFrom(name, question, sheets, taking, typed.length)
  if ('wrong' in filled) return { raw, problems: [{ field: name, words: `${sent.name}: ${filled.wrong}` }] }
  const count = filled.rows.length
  const rows = [...typed, ...filled.rows]
  return {
    raw: { ...raw, [name]: [...rows, ...stillNamed(question, before, rows)] },
    problems: filled.problems,
    told: [
      `${count === 1 ? 'One row was' : `${count} rows were`} filled in from ${sent.name}. Nothing is sent yet: look through them, then continue.`,
      ...filled.notices,
    ],
  }
}

/** The rows that name something of which no other says anything: what the file leaves out can still be typed. */
const stillNamed = (question: Question, before: readonly Raw[], rows: readonly Raw[]): readonly Raw[] => {
  const number = ({ [question.numberedBy ?? '']: named }: Raw) => named
  return before.filter(
    row => isFilled(row) && !isFilledIn(question, row) && !rows.some(one => number(one) === number(row)),
  )
}

/** The sheets of a workbook or a CSV file, or the tables of a Word document. */
async function sheetsIn({ desk, site }: Acting, { id, kind }: Uploaded): Promise<readonly Sheet[] | Refused> {
  const document = await findDocument(desk, site.files, id)
  if (!document) throw new NotFound('file')
  const bytes = await buffer(document.bytes)
  if (kind === 'docx') return readTables(bytes)
  if (kind !== 'xlsx' && kind !== 'csv' && kind !== 'txt')
    return refuse('not accepted', 'Choose an Excel workbook (.xlsx), a Word document (.docx) or a CSV file.')
  const sheet = await read(bytes, kind === 'xlsx' ? 'xlsx' : 'csv')
  return 'refused' in sheet ? sheet : [sheet]
}

const filesIn = (step: Step, raw: Raw): string[] =>
  Object.entries(step.asks)
    .filter(([, question]) => question.kind === 'documents')
    .flatMap(([name]) => [raw[name]].flat())
    .filter((id): id is string => typeof id === 'string' && id !== '')

const isId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

async function looseFiles(desk: Desk, step: Step, raw: Raw): Promise<Loose[]> {
  const ids = filesIn(step, raw).filter(isId)
  if (ids.length === 0) return []
  return desk.transaction.all<Loose>(
    sql`select id, name, size::int as size, scanned from document where id = any (${ids}::uuid[]) and matter is null and uploaded_by = my_post()`,
  )
}

async function missingFiles(
  { desk, step }: Acting,
  decision: Decision & { refused: false },
): Promise<Problem | undefined> {
  const ids = filesIn(step, decision.making.entry.answers)
  if (ids.length === 0) return undefined
  const there = await attachable(desk, ids)
  const [name] = Object.entries(step.asks).find(([, question]) => question.kind === 'documents') ?? []
  return ids.every(id => there.has(id))
    ? undefined
    : { field: name, words: 'A file is no longer there: attach it again' }
}
