import { setTimeout as pause } from 'node:timers/promises'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { findDocument } from '../../desk/documents.ts'
import type { Desk } from '../../desk/desk.ts'
import {
  confirm,
  discard,
  halt,
  importable,
  importNow,
  importRows,
  imports,
  keepSheet,
  match,
  reader,
  setGoing,
  unknownWords,
  type Import,
  type RowState,
} from '../../desk/import.ts'
import { answerableBy, reportLabels } from '../../desk/match.ts'
import { NotFound } from '../../engine/directory.ts'
import { highest, official } from '../../letters/marking.ts'
import { partOf } from '../../engine/procedure.ts'
import type { Column } from '../../sheets/column.ts'
import { read } from '../../sheets/read.ts'
import { template, writeXlsx } from '../../sheets/write.ts'
import { one, type Form } from '../forms.ts'
import { paths } from '../paths.ts'
import { anyForm, get, give, goTo, post, type Received } from '../route.ts'
import type { Site } from '../site.ts'
import { columnsView, progressView, readyView, rowsPerPage, uploadView } from './view.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const asFile = (name: string) => ({ 'content-type': xlsxType, 'content-disposition': `attachment; filename="${name}"` })

const ofProcedure = z.object({ procedure: z.string().max(100).default('') })

export const ask = get(
  paths.imports,
  { access: 'in a post', reads: 'nothing', query: ofProcedure },
  async ({ desk, query, token }) =>
    uploadView({
      desk,
      token,
      importing: importable(desk, query.procedure),
      earlier: await imports(desk, query.procedure),
    }),
)

/** Takes the sheet in: examined like any file, read within limits, kept row by row. Nothing is brought in by it. */
export const upload = post(
  paths.imports,
  { access: 'in a post', reads: 'nothing', form: anyForm, files: 'a sheet', showsAgain: true },
  async ({ desk, form, files, token, site, unproven }) => {
    const importing = importable(desk, one(form, 'procedure'))
    const kept = unproven
      ? { wrong: 'The page was open for too long. Choose the file again' }
      : await keep(desk, site, importing.procedure.name, files)
    if ('id' in kept) return goTo(paths.import({ import: kept.id }))
    return uploadView({
      desk,
      token,
      importing,
      earlier: await imports(desk, importing.procedure.name),
      errors: [{ text: kept.wrong, href: '#file' }],
    })
  },
)

async function keep(
  desk: Desk,
  site: Site,
  procedure: string,
  files: readonly Received[],
): Promise<{ id: string } | { wrong: string }> {
  const sent = files.find(file => file.field === 'file')
  if (!sent) return { wrong: 'Choose a file' }
  if ('refused' in sent.outcome) return { wrong: sent.outcome.refused }
  const { id, kind } = sent.outcome
  if (kind !== 'xlsx' && kind !== 'csv' && kind !== 'txt')
    return { wrong: 'Choose an Excel workbook (.xlsx) or a CSV file' }
  const document = await findDocument(desk, site.files, id)
  if (!document) throw new NotFound('file')
  const sheet = await read(await buffer(document.bytes), kind === 'xlsx' ? 'xlsx' : 'csv')
  if ('refused' in sheet) return { wrong: sheet.refused }
  return keepSheet(desk, procedure, { name: document.name, sheet })
}

/** An empty sheet to fill in, with what belongs in each column above its label. */
export const giveTemplate = get(
  paths.importTemplate,
  { access: 'in a post', reads: 'nothing', query: ofProcedure },
  async ({ desk, query }) => {
    const { procedure, step } = importable(desk, query.procedure)
    const asking = { matter: undefined as never, me: desk.me, answers: {}, world: desk.world }
    const columns = answerableBy(step.asks).map(([name, question]): Column => {
      const options = question.kind === 'place' ? undefined : question.options?.(asking)
      return {
        key: name,
        label: question.label,
        kind:
          question.kind === 'day'
            ? 'day'
            : question.kind === 'number'
              ? 'number'
              : question.kind === 'yes or no'
                ? 'yes or no'
                : 'text',
        choices: question.kind === 'yes or no' ? undefined : options?.map(option => option.text),
        missing: question.missing,
        guidance: [question.hint ?? '', question.kind === 'choices' ? 'Several may be given, parted by semicolons' : '']
          .filter(Boolean)
          .join(' '),
      }
    })
    const title = procedure.log?.title ?? procedure.title
    const bytes = await template({ sheetName: title, marking: official, columns })
    return give(bytes, asFile(`${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-template.xlsx`))
  },
)

const shown = z.object({
  show: z.enum(['fit', 'faulty', 'repeated', 'brought']).optional().catch(undefined),
  after: z.coerce.number().int().min(0).optional().catch(undefined),
  columns: z.string().optional(),
  watch: z.string().optional(),
})

/** How long a page waits, at most, to show what is done in place of how far it has got. */
const patience = 700

/** An import as it stands. Whoever looks at one under way sets it going, so that one that was interrupted goes on. */
export const show = get(
  paths.import,
  { access: 'in a post', reads: 'nothing', query: shown },
  async ({ desk, params, query, token, site }) => {
    const now = await going(desk, site, params.import)
    const importing = importable(desk, now.procedure)
    if (now.state === 'checking' || now.state === 'going')
      return progressView({ desk, token, importing, now, watched: query.watch === 'yes' })
    const rows = await importRows(desk, now.id, { most: rowsPerPage + 1, state: query.show, after: query.after })
    if (now.state === 'matching' || query.columns === 'yes') {
      const sample = await importRows(desk, now.id, { most: 3 })
      return columnsView({ desk, token, importing, now, sample })
    }
    return readyView({
      desk,
      token,
      importing,
      now,
      rows,
      show: query.show,
      after: query.after,
      words: await unknownWords(desk, now.id),
      reader: reader(desk, importing, now),
    })
  },
)

async function going(desk: Desk, site: Site, id: string): Promise<Import> {
  const now = await importNow(desk, id)
  if (now.state !== 'checking' && now.state !== 'going') return now
  const run = setGoing(site.house, desk.who, now.id, fault =>
    site.log.error('job failed', { job: 'import', err: fault }),
  )
  await Promise.race([run, pause(patience)])
  return importNow(desk, id)
}

/** How far it has got, for the script that keeps the page up to date. */
export const progress = get(
  paths.importProgress,
  { access: 'in a post', reads: 'nothing' },
  async ({ desk, params, site }) => {
    const now = await going(desk, site, params.import)
    const { waiting, brought, fit } = now.counts
    const [done, of] = now.state === 'checking' ? [now.rows - waiting, now.rows] : [brought, brought + fit]
    const over = now.state !== 'checking' && now.state !== 'going'
    return give(JSON.stringify({ done, of, over }), {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })
  },
)

/** What is done to an import: matched, confirmed, stopped, forgotten. */
export const act = post(
  paths.import,
  { access: 'in a post', reads: 'nothing', form: anyForm },
  async ({ desk, params, form, token }) => {
    const now = await importNow(desk, params.import)
    const importing = importable(desk, now.procedure)
    const here = paths.import({ import: now.id })
    switch (one(form, 'act')) {
      case 'columns': {
        const columns = columnsIn(form, now, Object.keys(importing.step.asks))
        const twice = Object.entries(columns).find(([name, at]) =>
          Object.entries(columns).some(([other, same]) => other !== name && same === at),
        )
        const errors = [
          ...answerableBy(importing.step.asks)
            .filter(([name, question]) => question.missing && !question.asked && columns[name] === undefined)
            .map(([name, question]) => ({
              text: `Choose the column for “${question.label}”`,
              href: `#column-${name}`,
            })),
          ...(twice ? [{ text: `“${now.labels[twice[1]]}” is chosen twice`, href: `#column-${twice[0]}` }] : []),
        ]
        if (errors.length) {
          const sample = await importRows(desk, now.id, { most: 3 })
          return columnsView({ desk, token, importing, now: { ...now, columns }, sample, errors })
        }
        await match(desk, now.id, columns)
        return goTo(here)
      }
      case 'words':
        await match(desk, now.id, now.columns, wordsIn(form, now, await unknownWords(desk, now.id)))
        return goTo(here)
      case 'confirm':
        await confirm(desk, now.id)
        return goTo(here)
      case 'stop':
        await halt(desk, now.id)
        return goTo(here, 'It was stopped. What was brought in stays; the rest can be brought in later')
      case 'discard':
        await discard(desk, now.id)
        return goTo(`${paths.imports()}?procedure=${now.procedure}`, 'The sheet was forgotten')
      default:
        throw new NotFound('page')
    }
  },
)

const columnsIn = (form: Form, now: Import, names: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    names.flatMap(name => {
      const at = Number(one(form, `column-${name}`) || NaN)
      return Number.isInteger(at) && at >= 0 && at < now.labels.length ? [[name, at]] : []
    }),
  )

/** What each word was said to stand for; words are named by their position, for they may be anything. */
function wordsIn(
  form: Form,
  now: Import,
  unknown: readonly { question: string; word: string }[],
): Record<string, Record<string, string>> {
  const words: Record<string, Record<string, string>> = structuredClone(now.words) as Record<
    string,
    Record<string, string>
  >
  unknown.forEach(({ question, word }, at) => {
    const value = one(form, `word-${at}`)
    if (one(form, `said-${at}`) === word && value) words[question] = { ...words[question], [word]: value }
  })
  return words
}

/** The rows that are to be mended, as they came, each with what is wrong: to be mended in the sheet and brought in again. */
export const report = get(paths.importReport, { access: 'in a post', reads: 'nothing' }, async ({ desk, params }) => {
  const now = await importNow(desk, params.import)
  const { procedure, step } = importable(desk, now.procedure)
  const faulty = await importRows(desk, now.id, { state: 'faulty' satisfies RowState, most: 20_000 })
  const [row, mend] = reportLabels
  const columns: Column[] = [
    { key: 'line', label: row, kind: 'number', width: 8 },
    { key: 'mend', label: mend, width: 60 },
    ...now.labels.map((label, at): Column => ({ key: `cell${at}`, label })),
  ]
  const marking = highest([
    official,
    ...Object.values(step.asks).flatMap(question => procedure.parts[partOf(step, question)]?.marking ?? []),
  ])
  const bytes = await writeXlsx({
    sheetName: 'To mend',
    marking,
    columns,
    rows: faulty.map(({ line, cells, problems }) => ({
      line,
      mend: problems
        .map(problem => [step.asks[problem.field ?? '']?.label, problem.words, problem.next].filter(Boolean).join(': '))
        .join('\n'),
      ...Object.fromEntries(
        cells.map((cell, at) => [
          `cell${at}`,
          typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : cell,
        ]),
      ),
    })),
    made: { by: `${desk.me.name}, ${desk.me.title} (${desk.me.body})`, at: desk.world.now },
  })
  return give(bytes, asFile('rows-to-mend.xlsx'))
})

export const importRoutes = [ask, upload, giveTemplate, show, progress, act, report]
