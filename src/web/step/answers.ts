import type { Question, Questions } from '../../engine/question.ts'
import type { Taking } from '../../engine/world.ts'
import { all, one, type Form } from '../forms.ts'

/** The name and id of a question's field. Ours never begin so, so that no question can be called what the page needs. */
export const fieldName = (question: string): string => `q-${question}`

/** What is sent where none of the matters that are offered is meant, and the field in which another’s reference is typed. */
export const anotherReference = 'another'
/** What is sent where none is meant at all. */
export const noReference = 'none'
export const anotherField = (field: string): string => `${field}-another`

export type Raw = Readonly<Record<string, unknown>>

/** What was typed, as the questions understand it: one value each, nothing decided yet. */
export const answersIn = (asks: Questions, form: Form): Raw =>
  Object.fromEntries(Object.entries(asks).map(([name, question]) => [name, answerIn(question, fieldName(name), form)]))

function answerIn(question: Question, field: string, form: Form): unknown {
  switch (question.kind) {
    case 'day':
      return dayIn(field, form)
    case 'choices':
    case 'places':
    case 'documents': {
      const given = all(form, field).filter(value => value !== '')
      return given.length === 0 ? '' : given
    }
    case 'rows':
      return rowsIn(question.row ?? {}, field, form)
    case 'references': {
      const chosen = one(form, field)
      if (chosen === noReference) return ''
      return chosen === '' || chosen === anotherReference ? one(form, anotherField(field)) : chosen
    }
    default:
      return one(form, field)
  }
}

/** A date as it was typed; nothing at all when all three boxes are empty. */
function dayIn(field: string, form: Form): unknown {
  const typed = { day: one(form, `${field}-day`), month: one(form, `${field}-month`), year: one(form, `${field}-year`) }
  return typed.day || typed.month || typed.year ? typed : ''
}

const mostRows = 200

function rowsIn(row: Questions, field: string, form: Form): readonly Raw[] {
  const numbers = new Set<number>()
  for (const name of Object.keys(form)) {
    if (!name.startsWith(`${field}-`)) continue
    const number = /^(\d{1,4})-/.exec(name.slice(field.length + 1))?.[1]
    if (number !== undefined) numbers.add(Number(number))
  }
  return [...numbers]
    .sort((a, b) => a - b)
    .slice(0, mostRows)
    .map(number =>
      Object.fromEntries(
        Object.entries(row).map(([name, question]) => [name, answerIn(question, `${field}-${number}-${name}`, form)]),
      ),
    )
}

/** The form with one row more, or one fewer, of a question that is answered by rows. */
export function withRows(
  asks: Questions,
  form: Form,
  change: { readonly add: string } | { readonly remove: string; readonly row: number },
): Raw {
  const raw = answersIn(asks, form)
  const name = 'add' in change ? change.add : change.remove
  const rows = raw[name]
  if (!Array.isArray(rows)) return raw
  const before = rows.length === 0 ? [{}] : rows
  return { ...raw, [name]: 'add' in change ? [...before, {}] : before.filter((_row, at) => at !== change.row) }
}

/** The form before anybody has answered: with the usual answer of each question that has one. */
export const usualForm = (asks: Questions, taking: Taking): Form => {
  const usual = Object.fromEntries(
    Object.entries(asks).map(([name, question]) => [
      name,
      question.startsWith ? namedRows(question, taking) : usualOf(question, taking),
    ]),
  )
  return fieldsOf(asks, asTyped(asks, usual))
}

/** The usual answer of a question, for this person. */
export const usualOf = ({ usual }: Question, taking: Taking): string | readonly string[] | undefined =>
  typeof usual === 'function' ? usual(taking) : usual

/** The rows that a question’s form begins with, each naming what it is about. */
export const namedRows = ({ startsWith, numberedBy }: Question, taking: Taking): readonly Raw[] =>
  numberedBy === undefined ? [] : (startsWith?.(taking) ?? []).map(number => ({ [numberedBy]: number }))

/** Answers that were understood, as they would be typed: days in three boxes, yes and no in words. */
export const asTyped = (asks: Questions, answers: Raw): Raw =>
  Object.fromEntries(
    Object.entries(asks).flatMap(([name, question]) =>
      answers[name] === undefined || question.worked ? [] : [[name, typedOne(question, answers[name])]],
    ),
  )

function typedOne(question: Question, answer: unknown): unknown {
  if (question.kind === 'rows' && Array.isArray(answer))
    return answer.map(row => asTyped(question.row ?? {}, row as Raw))
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no'
  if (question.kind !== 'day' || typeof answer !== 'string') return answer
  const [year, month, day] = answer.split('-')
  return { day: String(Number(day)), month: String(Number(month)), year }
}

/** The fields that would be sent for these answers: what a draft keeps, and what the next page carries. */
export function fieldsOf(asks: Questions, raw: Raw): Form {
  const fields: Record<string, string | readonly string[]> = {}
  for (const [name, question] of Object.entries(asks)) fieldsOfOne(question, fieldName(name), raw[name], fields)
  return fields
}

function fieldsOfOne(
  question: Question,
  field: string,
  typed: unknown,
  fields: Record<string, string | readonly string[]>,
): void {
  if (question.kind === 'rows' && Array.isArray(typed)) {
    typed.forEach((row: Raw, at) => {
      for (const [name, asked] of Object.entries(question.row ?? {}))
        fieldsOfOne(asked, `${field}-${at}-${name}`, row[name], fields)
    })
  } else if (Array.isArray(typed)) fields[field] = typed.map(String)
  else if (typeof typed === 'object' && typed !== null)
    for (const [part, value] of Object.entries(typed)) fields[`${field}-${part}`] = String(value)
  else if (typed !== undefined && typed !== '') fields[field] = String(typed)
}

/** Whether anything was typed in a row. */
export const isFilled = (row: Raw): boolean => Object.values(row).some(hasWords)

/** The same, beside what it was named for when its form began. */
export const isFilledIn = ({ startsWith, numberedBy }: Question, row: Raw): boolean =>
  Object.entries(row).some(([name, typed]) => hasWords(typed) && !(startsWith && name === numberedBy))

const hasWords = (typed: unknown): boolean =>
  typeof typed === 'object' && typed !== null ? Object.values(typed).some(hasWords) : Boolean(typed)
