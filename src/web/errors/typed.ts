import { dayOf } from '../../calendar/day.ts'
import type { House } from '../../desk/desk.ts'
import type { Question, Questions } from '../../engine/question.ts'
import { all, type Form } from '../forms.ts'
import { answersIn, fieldName, fieldsOf, type Raw } from '../step/answers.ts'

/** What was typed, a line for each question: its words, and the answer as far as it can be told without the world. */
export type TypedLine = readonly [question: string, answer: string]

/**
 * The questions of the form at an address, by the definitions alone: the same for whoever sends it, signed in or not, and
 * whether or not there is such a matter.
 */
export function questionsAt({ library, now }: Pick<House, 'library' | 'now'>, address: string): Questions {
  const [, begun, prefix, taken] =
    /^\/(?:begin\/([\w-]+)|matters\/([A-Z]{3})-[\d-]+\/steps\/([\w-]+))$/.exec(address.split('?')[0] ?? '') ?? []
  const procedure = library
    .inForce(dayOf(now()))
    .map(one => one.procedure)
    .find(one => one.name === begun || one.prefix === prefix)
  const step = begun === undefined ? taken : procedure?.begins
  return procedure && step !== undefined && Object.hasOwn(procedure.steps, step)
    ? (procedure.steps[step]?.asks ?? {})
    : {}
}

/** Fields of no question are told by their own names, as far as these can be read; those that the page put in are left out. */
export function linesTyped(form: Form, asks: Questions): TypedLine[] {
  const raw = answersIn(asks, form)
  const told = new Set(Object.keys(fieldsOf(asks, raw)))
  const others = Object.keys(form).filter(name => !name.startsWith('_') && !told.has(name))
  return [
    ...linesOf(asks, raw),
    ...others.flatMap(name => {
      const words = all(form, name).filter(one => one !== '')
      return words.length > 0 ? [[spelt(name), words.join('; ')] as const] : []
    }),
  ]
}

const linesOf = (asks: Questions, raw: Raw, before = ''): TypedLine[] =>
  Object.entries(asks).flatMap(([name, question]) => {
    const typed = raw[name]
    if (question.kind === 'rows' && Array.isArray(typed))
      return typed.flatMap((row: Raw, at) => linesOf(question.row ?? {}, row, `${before}${question.label} ${at + 1}: `))
    const words = inWords(question, typed)
    return words === '' ? [] : [[`${before}${question.label}`, words] as const]
  })

/** A choice in the words it was offered in, where these are the same for everybody. */
function inWords({ kind, fixed = {} }: Question, typed: unknown): string {
  if (kind === 'day' && typeof typed === 'object' && typed !== null) return Object.values(typed).join(' ').trim()
  if (kind === 'documents') return ''
  return [typed]
    .flat()
    .filter(one => typeof one === 'string' && one !== '')
    .map(one => (Object.hasOwn(fixed, String(one)) ? fixed[String(one)] : String(one)))
    .join('; ')
}

/** 'q-whatHappened' as 'What happened'. */
const spelt = (name: string): string => {
  const words = name
    .slice(name.startsWith(fieldName('')) ? fieldName('').length : 0)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
