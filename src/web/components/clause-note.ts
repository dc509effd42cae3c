import { attributes, classes, html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import type { Common } from './wording.ts'

/** A clause as the pages cite it: ours by its id and paragraph, in a paraphrase. */
export type CitedClause = {
  readonly id: string
  /** Where it stands in the paper: '23', '8-10', 'flow 4'. */
  readonly para: string
  readonly text: string
  /** The clause's own page. */
  readonly href?: string
}

export type ClauseNote = Common & {
  /** What it rests on; several stand together under one note, in their order. */
  readonly clause: CitedClause | readonly [CitedClause, ...CitedClause[]]
  /** What rests on it: 'this question', 'this date', 'this refusal'. */
  readonly about?: string
}

/** 'paragraph 23', 'paragraphs 8-10', or as it stands where it isn't a number. */
const place = (para: string): string => {
  if (!/^\d/.test(para)) return para
  return /\d\D+\d/.test(para) ? `paragraphs ${para.replace('-', ' to ')}` : `paragraph ${para}`
}

/** Why something is so: the clause it rests on, a click away, so that nobody has to look for the paper. */
export const clauseNote = (options: ClauseNote): Html => {
  const clauses = [options.clause].flat() as readonly CitedClause[]
  return html`<details class="${classes('app-clause', options.classes)}"${attributes(options.attributes)}>
    <summary class="app-clause__summary"><span class="app-clause__why">Why</span><span class="govuk-visually-hidden">${options.about && ` ${options.about}`}: the ${clauses.length > 1 ? 'clauses' : 'clause'}</span>${clauses.map(({ id }) => html` <span class="app-clause__id">${id}</span>`)}</summary>
    <div class="app-clause__text">${clauses.map(
      clause => html`
      <p>${clause.text}</p>
      <p class="app-clause__source">${clause.id}, ${place(clause.para)}, in our words.${
        clause.href &&
        html` <a class="govuk-link" href="${clause.href}">Read it with its neighbours<span class="govuk-visually-hidden">: ${clause.id}</span></a>`
      }</p>`,
    )}
    </div>
  </details>`
}

/** The same where a page has said it before: its id leads to it, and its words are not sent again. */
export const clauseLink = ({ id, href }: CitedClause, about: string): Html =>
  html`<span class="app-clause"><span class="govuk-visually-hidden">Why ${about}: the clause </span>${href === undefined ? id : html`<a class="govuk-link app-clause__id" href="${href}">${id}</a>`}</span>`

/** How a clause is cited beside what rests on it; several that rest on it together, under one note. */
export interface Note {
  (clause: CitedClause, about: string): Html
  all(clauses: readonly CitedClause[], about: string): Html
}

/** A note the first time that a page cites a clause, and a link each time after. */
export function notesOnce(): Note {
  const said = new Set<string>()
  const once = (clause: CitedClause, about: string) => {
    if (said.has(clause.id)) return clauseLink(clause, about)
    said.add(clause.id)
    return clauseNote({ clause, about })
  }
  const all = (clauses: readonly CitedClause[], about: string) => {
    const [before, anew] = [true, false].map(was => clauses.filter(({ id }) => said.has(id) === was))
    for (const { id } of clauses) said.add(id)
    return html`${clauseNotes(anew ?? [], about)}${before?.map(clause => html` ${clauseLink(clause, about)}`)}`
  }
  return Object.assign(once, { all })
}

/** The same for however many there are; nothing for none. */
export const clauseNotes = (clauses: readonly CitedClause[], about: string): Html => {
  const [first, ...others] = clauses
  return first ? clauseNote({ clause: [first, ...others], about }) : nothing
}
