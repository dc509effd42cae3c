import { attributes, html, isolated, marked } from '../html.ts'
import type { Content, Html } from '../html.ts'
import { instantElement } from '../times.ts'
import { notesOnce } from './clause-note.ts'
import type { CitedClause, Note } from './clause-note.ts'
import { timeline } from './timeline.ts'
import type { Common } from './wording.ts'

export type HistoryEntry = {
  /** What was done, as the journal says it: 'Referred to the governor of Ashmoor with consent'. */
  readonly sentence: string
  /** The person's name, and the post they acted in. */
  readonly by: string
  readonly post?: string
  readonly at: Date
  /** For linking to this entry. */
  readonly id?: string
  readonly detail?: Content
  /** What the step carries out. */
  readonly clauses?: readonly CitedClause[]
}

export type History = Common & {
  readonly entries: readonly HistoryEntry[]
  /** Those before, told in their sentence alone: a line each, the newest first. */
  readonly earlier?: readonly HistoryEntry[]
  readonly headingLevel?: number
  /** The page's own way of citing, where it cites elsewhere too. */
  readonly note?: Note
}

/** What was done, by whom and when, as far as this reader may know it. Give the newest first. */
export const history = (options: History): Html => {
  const note = options.note ?? notesOnce()
  const { earlier = [], headingLevel = 3 } = options
  const told = timeline({
    classes: options.classes,
    attributes: options.attributes,
    headingLevel,
    items: options.entries.map(entry => ({
      id: entry.id,
      label: { text: marked(entry.sentence) },
      byline: html`${isolated(entry.by)}${entry.post && `, ${entry.post}`}`,
      when: instantElement(entry.at),
      text:
        (entry.detail || entry.clauses?.length) &&
        html`${entry.detail}${entry.clauses && note.all(entry.clauses, entry.sentence)}`,
    })),
  })
  return earlier.length === 0
    ? told
    : html`${told}<h${headingLevel} class="govuk-heading-s">Before that</h${headingLevel}>
<ul class="govuk-list">${earlier.map(({ id, sentence, by, post, at }) => html`<li${attributes({ id })}>${marked(sentence)}<br><span class="govuk-hint">${instantElement(at)}, ${isolated(by)}${post && `, ${post}`}</span></li>`)}</ul>`
}

/** Facts of one entry under its sentence, such as the answers given; with where they are kept, when that is one place for all. */
export const entryFacts = (facts: readonly (readonly [name: string, value: Content])[], kept?: string): Html =>
  html`<dl class="app-facts app-facts--asked"${attributes({ title: kept })}>${facts.map(([name, value]) => html`<div><dt>${name}</dt> <dd>${value}</dd></div>`)}</dl>`
