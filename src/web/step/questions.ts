import { answerableBy } from '../../desk/match.ts'
import type { Problem } from '../../engine/decide.ts'
import { isWrong, type Option, type Question, type Questions } from '../../engine/question.ts'
import { ownPlaceOf, placeAsked } from '../../engine/placed.ts'
import type { Taking } from '../../engine/world.ts'
import type { ClauseId } from '../../engine/clause.ts'
import type { Library } from '../../engine/library.ts'
import { button } from '../components/button.ts'
import { characterCount } from '../components/character-count.ts'
import { checkboxes } from '../components/checkboxes.ts'
import type { Choice } from '../components/choices.ts'
import { clauseNote } from '../components/clause-note.ts'
import { dateInput } from '../components/date-input.ts'
import { details } from '../components/details.ts'
import { fieldset } from '../components/fieldset.ts'
import { fileUpload } from '../components/file-upload.ts'
import { input } from '../components/input.ts'
import { pointedOut } from '../components/pointed-out.ts'
import { radios } from '../components/radios.ts'
import { select } from '../components/select.ts'
import { suggestInput, type Lists } from '../components/suggest-input.ts'
import { cited } from '../cited.ts'
import { attributes, html, nothing, type Html } from '../html.ts'
import { endings } from '../../documents/kinds.ts'
import { paths } from '../paths.ts'
import {
  anotherField,
  anotherReference,
  fieldName,
  isFilled,
  isFilledIn,
  namedRows,
  noReference,
  usualOf,
  type Raw,
} from './answers.ts'

/** A file that was uploaded and waits to be attached. */
export interface Loose {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly scanned: boolean
}

/** What the questions are drawn with: who is asked, what was typed, what is wrong with it. */
export interface Asking {
  readonly taking: Taking
  readonly raw: Raw
  readonly problems: readonly Problem[]
  readonly library: Library
  readonly loose: readonly Loose[]
  /** Matters that are offered to choose from, by question. */
  readonly among?: ReadonlyMap<string, readonly Option[]>
  /** The most one file may weigh, in bytes. */
  readonly mostBytes: number
  /** The only clause that the page has named already: a question that rests on it does not name it again. */
  readonly under?: ClauseId
}

/** All the questions of a step, in its order; one that hangs on an answer stands under that answer. */
export function questionFields(asks: Questions, asking: Asking): Html[] {
  const wrongs = new Map(
    asking.problems.flatMap(({ field, words }) => (field === undefined ? [] : [[field, words] as const])),
  )
  const drawing: Drawing = { ...asking, asks, wrongs, lists: new Map() }
  const fields: Html[] = []
  let folded: Folded | undefined
  const unfold = () => {
    if (folded) fields.push(fold(folded))
    folded = undefined
  }
  for (const [name, question] of Object.entries(asks)) {
    if (question.made || hangs(question, asks, asking.taking) || isIdle(question, asking)) continue
    if (question.heading !== undefined || question.fold !== undefined) unfold()
    if (question.heading !== undefined) fields.push(headed(question.heading))
    if (question.fold !== undefined) folded = { words: question.fold, fields: [], open: false }
    const field = question.worked
      ? workedOut(name, question, drawing)
      : [
          withNote(
            asking,
            question,
            html`${drawn(name, question, asking.raw[name], drawing)}${noticed(name, question, asking.raw[name], drawing)}`,
            broughtUp(question, drawing),
          ),
        ]
    if (folded) folded.open ||= isOtherwise(name, question, drawing)
    ;(folded?.fields ?? fields).push(...field)
  }
  unfold()
  return fields
}

interface Folded {
  readonly words: string
  readonly fields: Html[]
  open: boolean
}

const fold = ({ words, fields, open }: Folded): Html =>
  details({ summaryText: words, classes: 'app-fold', open, text: html`${fields}` })

/** Whether it, or what hangs on it, was answered otherwise than is usual, or is wrong: then it is not folded away. */
function isOtherwise(name: string, question: Question, drawing: Drawing): boolean {
  const typed = drawing.raw[name]
  const usual = usualOf(question, drawing.taking)
  return (
    drawing.wrongs.has(name) ||
    (isFilled({ typed }) && JSON.stringify([typed].flat()) !== JSON.stringify([usual ?? []].flat())) ||
    Object.entries(drawing.asks).some(
      ([under, one]) => one.under?.question === name && isOtherwise(under, one, drawing),
    )
  )
}

/** Asked only after some answers, and with nothing to choose from: never for this person. */
const isIdle = (question: Question, { taking }: Asking): boolean =>
  ['choice', 'yes or no'].includes(question.kind) &&
  question.asked !== undefined &&
  optionsOf(question, taking).length === 0

const headed = (heading: string): Html => html`<h2 class="govuk-heading-m app-question-heading">${heading}</h2>`

/** What is pointed out in an answer as it was typed, under the box that it stands in. */
function noticed(
  name: string,
  question: Question,
  typed: unknown,
  { taking, asks }: Drawing,
  headingLevel: 2 | 3 = Object.values(asks).some(one => one.heading !== undefined) ? 3 : 2,
): Html | undefined {
  const text = typeof typed === 'string' ? typed.replaceAll('\r\n', '\n') : ''
  const findings = text.trim() === '' ? [] : (question.pointsOut?.(text, taking) ?? [])
  return findings.length > 0
    ? pointedOut({ text, findings, id: `${fieldName(name)}-pointed-out`, headingLevel })
    : undefined
}

/** An answer that nobody types is shown here where something is pointed out in it: it must be put right elsewhere. */
function workedOut(name: string, question: Question, drawing: Drawing): readonly Html[] {
  if (!question.pointsOut) return []
  const shown = noticed(name, question, question.worked?.(drawing.taking), drawing, 3)
  return shown
    ? [
        html`<div class="app-question" id="${fieldName(name)}"><h2 class="govuk-heading-m">${question.label}</h2>${shown}</div>`,
      ]
    : []
}

interface Drawing extends Asking {
  readonly asks: Questions
  readonly wrongs: ReadonlyMap<string, string>
  readonly lists: Lists
}

const fewEnough = 12

/** Whether a question is drawn under one of the buttons of another: only a short list has buttons to stand under. */
const hangs = (question: Question, asks: Questions, taking: Taking): boolean => {
  const over = question.under && asks[question.under.question]
  return over !== undefined && hasButtons(over, taking)
}

const hasButtons = (question: Question, taking: Taking): boolean =>
  question.kind === 'choices' ||
  question.kind === 'yes or no' ||
  (['choice', 'post'].includes(question.kind) && optionsOf(question, taking).length <= fewEnough)

/**
 * Which answers of which other question bring this one up, when it cannot stand under one of its buttons. Where scripts
 * run it is shown only then; where they don't it stands open, and its hint says when to leave it out.
 */
function broughtUp(question: Question, { asks, taking }: Drawing): Html | undefined {
  const { asked } = question
  if (!asked) return undefined
  for (const [name, over] of Object.entries(asks)) {
    if (!['choice', 'yes or no', 'post'].includes(over.kind)) continue
    const options = optionsOf(over, taking)
    const when = options.filter(({ value }) => {
      const got = over.understand(value, taking)
      return !isWrong(got) && asked({ [name]: got.answer })
    })
    if (when.length > 0 && when.length < options.length)
      return html`${attributes({
        'data-asked-by': fieldName(name),
        'data-asked-when': JSON.stringify([...(asked({}) ? [''] : []), ...when.map(one => one.value)]),
      })}`
  }
  return undefined
}

const optionsOf = (question: Question, taking: Taking): readonly Option[] => question.options?.(taking) ?? []

const withNote = (
  { library, under }: Pick<Asking, 'library' | 'under'>,
  question: Question,
  field: Html,
  when?: Html,
): Html => {
  const clause = question.clause && question.clause !== under && cited(library, question.clause)
  return html`<div class="app-question"${when}>${field}${clause && clauseNote({ clause, about: `this is asked: ${question.label}`, classes: 'app-question__clause' })}</div>`
}

const labelled = (question: Question, small = false) => ({
  text: `${question.label}${question.missing ? '' : ' (optional)'}`,
  classes: small ? 'govuk-label--s' : 'govuk-label--m',
})
const legendOf = (question: Question, small = false) => ({
  legend: {
    text: labelled(question, small).text,
    classes: small ? 'govuk-fieldset__legend--s' : 'govuk-fieldset__legend--m',
  },
})

/** What must have been answered for this to be asked, for those whose page can't fold it away. */
const hintOf = (question: Question, drawing: Drawing): string | undefined => {
  const over = question.under && drawing.asks[question.under.question]
  const answer =
    over &&
    (optionsOf(over, drawing.taking).find(option => option.value === question.under?.is)?.text ?? question.under?.is)
  const only =
    over && !hasButtons(over, drawing.taking) ? `Answer this if you chose “${answer}” for “${over.label}”` : undefined
  return [only, question.stands?.(drawing.taking), question.hint].filter(Boolean).join('. ') || undefined
}

function drawn(
  name: string,
  question: Question,
  typed: unknown,
  drawing: Drawing,
  field = fieldName(name),
  problem = name,
): Html {
  const { taking } = drawing
  const wrong = drawing.wrongs.get(problem)
  const row = problem !== name
  const hint = hintOf(question, drawing)
  const shared = { name: field, id: field, hint, errorMessage: wrong, label: labelled(question, row) }
  const text = typeof typed === 'string' ? typed : typeof typed === 'number' ? String(typed) : ''
  switch (question.kind) {
    case 'paragraph':
      return characterCount({
        ...shared,
        value: text,
        rows: 8,
        maxlength: 20_000,
        threshold: 90,
        textareaDescriptionText: 'You can enter up to 20,000 characters',
        classes: 'app-wide',
      })
    case 'text':
      return input({
        ...shared,
        value: text,
        spellcheck: true,
        autocomplete: 'off',
        classes: question.brief ? 'govuk-input--width-10' : 'app-wide',
      })
    case 'number':
      return input({
        ...shared,
        value: text,
        inputmode: 'numeric',
        autocomplete: 'off',
        classes: 'govuk-input--width-5',
      })
    case 'references':
      if (drawing.among?.get(name)?.length) return chooseReference(name, question, typed, drawing, shared)
      return input({
        ...shared,
        hint: [question.like, hint].filter(Boolean).join(' ') || 'References like SAN-2026-0042, with commas between',
        value: Array.isArray(typed) ? typed.join(', ') : text,
        autocomplete: 'off',
      })
    case 'day':
      return dateInput({
        id: field,
        namePrefix: field,
        fieldset: legendOf(question, row),
        hint: hint ?? 'For example, 27 3 2026',
        errorMessage: wrong,
        values: dayTyped(field, typed),
      })
    case 'yes or no':
    case 'choice':
    case 'post':
      return hasButtons(question, taking)
        ? chooseOne(name, question, text, drawing, field, wrong, hint, row)
        : pickOne(question, text, drawing, shared)
    case 'place':
      return placeField(name, question, text, drawing, shared)
    case 'places':
      return placesField(question, typed, drawing, shared)
    case 'choices':
      if (question.awaits !== undefined && optionsOf(question, taking).length === 0)
        return awaiting(question, question.awaits, field, wrong)
      return checkboxes({
        name: field,
        values: [typed].flat().map(String),
        fieldset: legendOf(question, row),
        hint: hint ?? 'Choose all that apply',
        errorMessage: wrong,
        items: items(name, question, drawing),
      })
    case 'documents':
      return filesField(question, typed, drawing, field, wrong, hint)
    case 'rows':
      return rowsField(name, question, typed, drawing, field, wrong, hint)
  }
}

/** A list with nothing in it yet, where what is wrong with it is found all the same. */
const awaiting = (question: Question, words: string, field: string, wrong: string | undefined): Html =>
  checkboxes({
    name: field,
    fieldset: { ...legendOf(question), attributes: { id: field, tabindex: -1 } },
    hint: words,
    errorMessage: wrong,
    items: [],
  })

function dayTyped(field: string, typed: unknown) {
  const [year, month, day] = typeof typed === 'string' ? typed.split('-') : []
  const parts = typeof typed === 'object' && typed !== null ? (typed as Record<string, unknown>) : { day, month, year }
  return Object.fromEntries(
    ['day', 'month', 'year'].map(part => [`${field}-${part}`, typeof parts[part] === 'string' ? parts[part] : '']),
  )
}

/** The options of a question, each with the questions that are asked only when it is chosen. */
const items = (name: string, question: Question, drawing: Drawing): Choice[] =>
  optionsOf(question, drawing.taking).map(option => ({
    value: option.value,
    text: option.text,
    hint: option.hint,
    conditional: conditional(name, option.value, drawing),
  }))

function conditional(name: string, value: string, drawing: Drawing): Html | undefined {
  const under = Object.entries(drawing.asks).filter(
    ([, question]) => question.under?.question === name && question.under.is === value,
  )
  if (under.length === 0) return undefined
  return html`${under.map(([asked, question]) => withNote(drawing, question, drawn(asked, question, drawing.raw[asked], drawing)))}`
}

const chooseOne = (
  name: string,
  question: Question,
  typed: string,
  drawing: Drawing,
  field: string,
  wrong: string | undefined,
  hint: string | undefined,
  row: boolean,
): Html =>
  radios({
    name: field,
    value: typed || onlyChoice(question, drawing),
    fieldset: legendOf(question, row),
    hint,
    errorMessage: wrong,
    classes:
      question.kind === 'yes or no' && !Object.values(drawing.asks).some(other => other.under?.question === name)
        ? 'govuk-radios--inline'
        : undefined,
    items: items(name, question, drawing),
  })

/** More to choose from than these stand in a list that opens. */
const mostAsButtons = 8

/** The matters that are likely meant, to choose from; and a box for the reference of any other. */
function chooseReference(
  name: string,
  question: Question,
  typed: unknown,
  { among, taking }: Drawing,
  { name: field, id, label, hint, errorMessage }: Shared,
): Html {
  const options = among?.get(name) ?? []
  // What was named before stands until another is: there is no way back to none.
  const orNone = question.missing === undefined && usualOf(question, taking) === undefined
  const given = (Array.isArray(typed) ? typed.join(', ') : typeof typed === 'string' ? typed : '').trim()
  const isOffered = options.some(option => option.value === given)
  const chosen = given === '' || isOffered ? given : anotherReference
  if (options.length > mostAsButtons)
    return html`${select({
      name: field,
      id,
      label,
      hint,
      errorMessage,
      value: chosen,
      items: [
        { value: '', text: 'Choose one' },
        ...options.map(({ value, text }) => ({ value, text })),
        { value: anotherReference, text: 'Another, by its reference' },
      ],
    })}
    ${input({
      name: anotherField(field),
      id: anotherField(field),
      label: { text: 'The reference of another' },
      hint: question.like,
      value: isOffered ? '' : given,
      autocomplete: 'off',
    })}`
  return radios({
    name: field,
    value: chosen === '' && orNone ? noReference : chosen,
    fieldset: legendOf(question),
    hint,
    errorMessage,
    items: [
      ...options.map(({ value, text, hint: more }) => ({ value, text, hint: more })),
      {
        value: anotherReference,
        text: 'Another',
        conditional: input({
          name: anotherField(field),
          id: anotherField(field),
          label: { text: 'Its reference' },
          hint: question.like,
          value: isOffered ? '' : given,
          autocomplete: 'off',
        }),
      },
      ...(orNone ? [{ value: noReference, text: 'None' }] : []),
    ],
  })
}

/** Where there is one answer to choose from and it has to be given, it is chosen already. */
function onlyChoice(question: Question, { taking }: Drawing): string | undefined {
  const [only, ...others] = question.kind === 'yes or no' ? [] : optionsOf(question, taking)
  return question.missing !== undefined && others.length === 0 ? only?.value : undefined
}

type Shared = {
  readonly name: string
  readonly id: string
  readonly hint?: string
  readonly errorMessage?: string
  readonly label: { text: string; classes: string }
}

const pickOne = (question: Question, typed: string, drawing: Drawing, shared: Shared): Html =>
  select({
    ...shared,
    value: typed,
    items: [
      { value: '', text: 'Choose one' },
      ...optionsOf(question, drawing.taking).map(option => ({ value: option.value, text: option.text })),
    ],
  })

/** Whoever works at one place most likely begins a matter of it: it stands in the box, to be changed where it is another. */
function ownPlaceIn(name: string, question: Question, options: readonly Option[], { taking, asks }: Drawing): string {
  const own = ownPlaceOf(taking)
  const begins = name === placeAsked(asks) && taking.matter.entries.length === 0 && question.missing !== undefined
  return (begins && options.find(option => option.value === own)?.text) || ''
}

/** A place is typed, with the list of names beside it: over a hundred of them, by keyboard or by ear, with or without scripts. */
function placeField(name: string, question: Question, typed: string, drawing: Drawing, shared: Shared): Html {
  const options = optionsOf(question, drawing.taking)
  if (options.length <= 4)
    return radios({
      name: shared.name,
      value: typed || (options.length === 1 ? options[0]?.value : undefined),
      fieldset: legendOf(question),
      hint: shared.hint,
      errorMessage: shared.errorMessage,
      items: options.map(option => ({ value: option.value, text: option.text })),
    })
  const value =
    options.find(option => option.value === typed)?.text ?? (typed || ownPlaceIn(name, question, options, drawing))
  return suggestInput({
    ...shared,
    suggestions: options.map(option => option.text),
    lists: drawing.lists,
    hint: [shared.hint, 'Begin to type its name and choose it.'].filter(Boolean).join(' '),
    value,
    autocomplete: 'off',
    spellcheck: false,
    classes: 'govuk-input--width-20',
  })
}

/** So many boxes stand empty for further places. */
const boxesForMore = 2

/** A box for each place, all of them with the one list of names. */
function placesField(
  question: Question,
  typed: unknown,
  { taking, lists }: Drawing,
  { name, hint, errorMessage }: Shared,
): Html {
  const options = optionsOf(question, taking)
  const suggestions = options.map(option => option.text)
  const given = [typed].flat().filter(one => typeof one === 'string' && one !== '')
  const boxes = [...given, ...Array.from({ length: boxesForMore }, () => '')].map((code, at) => ({
    name,
    id: at === 0 ? name : `${name}-${at + 1}`,
    label: { text: `Establishment ${at + 1}`, classes: 'govuk-visually-hidden' },
    value: options.find(option => option.value === code)?.text ?? String(code),
    autocomplete: 'off',
    spellcheck: false,
    classes: 'govuk-input--width-20',
  }))
  return fieldset({
    legend: legendOf(question).legend,
    text: html`<p class="govuk-hint">${[hint, 'Begin to type a name and choose it. For more than there are boxes, put semicolons between them.'].filter(Boolean).join(' ')}</p>
      ${errorMessage && html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error: </span>${errorMessage}</p>`}
      ${boxes.map(box => suggestInput({ ...box, suggestions, lists }))}`,
  })
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** One file at a time, with a button that keeps it and everything typed so far. */
function filesField(
  question: Question,
  typed: unknown,
  drawing: Drawing,
  field: string,
  wrong: string | undefined,
  hint: string | undefined,
): Html {
  const kept = [typed].flat().flatMap(id => drawing.loose.filter(one => one.id === id))
  return html`<fieldset class="govuk-fieldset app-files" id="${field}-files"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${labelled(question).text}</legend>
    ${
      kept.length > 0 &&
      html`<ul class="govuk-list app-files__list">${kept.map(
        one => html`<li class="app-files__file"><input type="hidden" name="${field}" value="${one.id}">
          <a class="govuk-link" href="${paths.document({ id: one.id })}">${one.name}</a> (${sizeOf(one.size)})${!one.scanned && ' – not scanned for viruses'}
          ${button({ text: html`Remove<span class="govuk-visually-hidden"> ${one.name}</span>`, name: '_go', value: `remove-file:${field}:${one.id}`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</li>`,
      )}</ul>`
    }
    ${fileUpload({
      name: `${field}-file`,
      id: field,
      label: kept.length > 0 ? 'Add another file' : 'Add a file',
      hint: [
        hint,
        `One at a time, up to ${Math.floor(drawing.mostBytes / (1024 * 1024))} MB: PDF, Word, Excel, pictures or plain text.`,
      ]
        .filter(Boolean)
        .join(' '),
      errorMessage: wrong,
      attributes: { accept: endings.map(ending => `.${ending}`).join(',') },
    })}
    ${button({ text: 'Add this file', name: '_go', value: 'add-file', classes: 'govuk-button--secondary' })}</fieldset>`
}

function rowsField(
  name: string,
  question: Question,
  typed: unknown,
  drawing: Drawing,
  field: string,
  wrong: string | undefined,
  hint: string | undefined,
): Html {
  const given = Array.isArray(typed) ? (typed as readonly Raw[]) : []
  const rows = given.length === 0 ? [{}] : given
  return fieldset({
    legend: legendOf(question).legend,
    attributes: { id: field },
    text: html`${hint && html`<p class="govuk-hint">${hint}</p>`}
      ${wrong && html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error: </span>${wrong}</p>`}
      ${rows.map((row, at) => {
        const about = aboutRow(question, rows, at, drawing)
        return fieldset({
          legend: { text: about?.text ?? `${at + 1}`, classes: 'govuk-fieldset__legend--s app-row__number' },
          classes: 'app-row',
          text: html`${about && html`${about.hint && html`<p class="govuk-hint">${about.hint}</p>`}<input type="hidden" name="${field}-${at}-${question.numberedBy}" value="${about.value}">`}
          ${Object.entries(question.row ?? {}).map(
            ([column, asked]) =>
              !(about && column === question.numberedBy) &&
              drawn(
                column,
                asked,
                row[column],
                { ...drawing, asks: question.row ?? {}, raw: row },
                `${field}-${at}-${column}`,
                `${name}-${at}-${column}`,
              ),
          )}
          ${rows.length > 1 ? button({ text: html`Remove<span class="govuk-visually-hidden"> number ${at + 1}</span>`, name: '_go', value: `remove:${name}:${at}`, classes: 'govuk-button--secondary' }) : nothing}`,
        })
      })}
      ${button({ text: 'Add another', name: '_go', value: `add:${name}`, classes: 'govuk-button--secondary' })}
      ${fromSheet(
        name,
        question,
        given.some(row => isFilledIn(question, row)),
        field,
      )}`,
  })
}

/** What a row was named for when its form began: it is told in place of being asked, where no row above is about the same. */
function aboutRow(
  question: Question,
  rows: readonly Raw[],
  at: number,
  { taking }: Pick<Drawing, 'taking'>,
): Option | undefined {
  const { numberedBy = '', row = {} } = question
  const number = rows[at]?.[numberedBy]
  if (!namedRows(question, taking).some(one => one[numberedBy] === number)) return undefined
  if (rows.slice(0, at).some(one => one[numberedBy] === number)) return undefined
  return row[numberedBy]?.options?.(taking).find(one => one.value === number)
}

/** A file whose table has a column for each question of a row fills the rows in; what was typed stays, unless they say otherwise. */
const fromSheet = (name: string, { row = {}, label, ofSeveral }: Question, begun: boolean, field: string): Html =>
  details({
    summaryText: html`Fill these in from a file<span class="govuk-visually-hidden">: ${label}</span>`,
    text: html`${fileUpload({
      name: `${field}-sheet`,
      id: `${field}-sheet`,
      label: 'Choose a file',
      hint: `An Excel, Word or CSV file with a table. Above its rows: ${answerableBy(row)
        .map(([, asked]) => asked.label)
        .join(
          ', ',
        )}.${ofSeveral ? ` If it holds the rows of several, a column “${ofSeveral.called[0] ?? ''}” gives the reference of each.` : ''} Nothing is sent yet: you look through the rows first.`,
      attributes: { accept: '.xlsx,.docx,.csv' },
    })}
      <div class="govuk-button-group">${button({ text: begun ? 'Add its rows to these' : 'Fill in its rows', name: '_go', value: `sheet:${name}`, classes: 'govuk-button--secondary' })}
      ${begun && button({ text: 'Put its rows in place of these', name: '_go', value: `sheet-instead:${name}`, classes: 'govuk-button--secondary' })}</div>`,
  })
