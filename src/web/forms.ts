import type { FastifyRequest } from 'fastify'
import { html, type Html } from './html.ts'
import type { Token } from './layout.ts'

/** What somebody typed, by the names of the fields: a field sent more than once is a list. */
export type Form = Readonly<Record<string, string | readonly string[]>>

/** The hidden field that shows a form came from one of our pages. */
export const tokenField = '_csrf'

/** The hidden field itself, to go first in every form that is posted. */
export const hidden = (token: Token | undefined): Html | undefined =>
  token && html`<input type="hidden" name="${token.name}" value="${token.value}">`

/** Hidden fields that carry what was typed on to the next page. */
export const carried = (form: Form, leaveOut: readonly string[] = []): readonly Html[] =>
  Object.entries(form)
    .filter(([name]) => !leaveOut.includes(name))
    .flatMap(([name, value]) => [value].flat().map(one => html`<input type="hidden" name="${name}" value="${one}">`))

/** One value of a field, and nothing where it was not sent. */
export const one = (form: Form, name: string): string => {
  const value = form[name]
  return typeof value === 'string' ? value : (value?.at(-1) ?? '')
}

/** All values of a field. */
export const all = (form: Form, name: string): readonly string[] => {
  const value = form[name]
  return value === undefined ? [] : [value].flat()
}

/** Without the one character that no text in the database can hold. Nobody types it. */
export const withoutNull = (text: string): string => text.replaceAll('\0', '')

/** A form's words as they come, in an object without a prototype, so that no field's name means anything to it. */
export function formOf(pairs: Iterable<readonly [string, string]>): Form {
  const form: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  for (const [field, text] of pairs) {
    if (field.length > 200) continue
    const [name, value] = [withoutNull(field), withoutNull(text)]
    const before = form[name]
    form[name] = before === undefined ? value : [before, value].flat()
  }
  return form
}

/** What was typed in the request being answered, for the pages that must not lose it. */
const typed = new WeakMap<FastifyRequest, Form>()
export const remember = (request: FastifyRequest, form: Form): Form => {
  typed.set(request, form)
  return form
}
export const typedIn = (request: FastifyRequest): Form => typed.get(request) ?? {}
