import { told } from '../../desk/history.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Entry, Matter } from '../../engine/matter.ts'
import { saysFreely } from '../../engine/strike.ts'
import { partOf, type Procedure } from '../../engine/procedure.ts'
import type { Note } from '../components/clause-note.ts'
import { entryFacts, history, type HistoryEntry } from '../components/history.ts'
import { details } from '../components/details.ts'
import { cited } from '../cited.ts'
import { attributes, html, marked, type Content, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { answerLines, authorName, authorPost, capital, rowsBefore } from '../words.ts'

interface Telling {
  /** Shows the answers of each entry at once, rather than a click away. */
  readonly open?: boolean
  /** With it, each entry that its reader may strike words out of says where. */
  readonly matter?: Matter
  /** How many of the newest are told with all that was written in them; those before, in their sentence alone. */
  readonly inFull?: number
  readonly note?: Note
  /** Where what was said in a part stands in full: a long answer is begun here, and read there. */
  readonly stands?: Standing
}

export interface Standing {
  /** The page of its matter with what is known. */
  readonly known: string
  /** The paper that is written in it: of what still stands in its parts there is nothing here but the way there. */
  readonly paper?: { readonly parts: readonly string[]; readonly label: string; readonly href: string }
}

/** A longer answer than this is sent once on a page. */
const longAnswer = 200
const begunWith = 80

/** What was done, newest first, with the answers given in each entry that its reader may see. */
export const historyOf = (
  desk: Desk,
  procedure: Procedure,
  entries: readonly Entry[],
  { open = false, matter, inFull = entries.length, note, stands }: Telling = {},
): Html => {
  const all = [...entries].reverse().map((entry, index): HistoryEntry => {
    const { says, at, by, clauses } = told(procedure, entry, desk.world, matter)
    return {
      id: `entry-${entries.length - index}`,
      sentence: capital(says),
      by: authorName(by, desk.me),
      post: authorPost(by, desk.me),
      at,
      ...(index < inFull && {
        detail: html`${answersOf(desk, procedure, entry, { open, stands, matter, entries })}${matter && strikeLink(desk, procedure, matter, entry, entries.length - index)}`,
        clauses: clauses.flatMap(id => cited(desk.house.library, id) ?? []),
      }),
    }
  })
  return history({ headingLevel: 3, note, entries: all.slice(0, inFull), earlier: all.slice(inFull) })
}

function answersOf(
  desk: Desk,
  procedure: Procedure,
  entry: Entry,
  {
    open,
    stands,
    matter,
    entries,
  }: Pick<Telling, 'open' | 'stands' | 'matter'> & { readonly entries: readonly Entry[] },
): Html | undefined {
  const step = procedure.steps[entry.step]
  if (!step) return undefined
  const inPaper = (part: string, name: string) =>
    stands?.paper?.parts.includes(part) && isNewest(procedure, matter, entry, { part, name })
  const facts = Object.entries(step.asks).flatMap(([name, question]) => {
    const before = rowsBefore([name, question], entry, entries)
    const lines =
      entry.answers[name] === undefined ? [] : answerLines(question, entry.answers[name], desk.world, before)
    const part = partOf(step, question)
    if (lines.length === 0 || inPaper(part, name)) return []
    const words = inShort(lines.join('\n'), question.label, stands?.paper?.parts.includes(part) ? undefined : stands)
    return [{ label: question.label, part: procedure.parts[part]?.label ?? '', words }]
  })
  const papers = new Set(
    Object.entries(step.asks).flatMap(([name, question]) => {
      const part = partOf(step, question)
      return entry.answers[name] !== undefined && inPaper(part, name) ? [procedure.parts[part]?.label ?? ''] : []
    }),
  )
  for (const part of papers)
    facts.push({
      label: stands?.paper?.label ?? '',
      part,
      words: html`<a class="govuk-link" href="${stands?.paper?.href}">Read it whole<span class="govuk-visually-hidden">: ${part}</span></a>`,
    })
  if (facts.length === 0) return undefined
  const [part, ...others] = new Set(facts.map(fact => fact.part))
  const one = others.length === 0 ? part : undefined
  const answers = facts.map(
    fact =>
      [
        fact.label,
        html`<span${attributes({ class: 'app-answer', title: one === undefined && fact.part })}>${fact.words}</span>`,
      ] as const,
  )
  return details({ summaryText: 'What was written', text: entryFacts(answers, one), open })
}

/** Whether nobody answered it in that part again: what is written anew is read as it is now, and what it was stands here alone. */
const isNewest = (
  procedure: Procedure,
  matter: Matter | undefined,
  entry: Entry,
  { part, name }: { readonly part: string; readonly name: string },
): boolean =>
  matter?.entries.findLast(other => {
    const question = procedure.steps[other.step]?.asks[name]
    const step = procedure.steps[other.step]
    return step && question && other.answers[name] !== undefined && partOf(step, question) === part
  }) === entry

/** All of it; or of a long one how it begins, with where the rest is. */
const inShort = (words: string, label: string, stands: Standing | undefined): Content => {
  if (!stands || words.length <= longAnswer) return marked(words)
  const begun = words.slice(0, begunWith).replace(/\s+\S*$/, '')
  return html`${marked(begun)} … <a class="govuk-link" href="${stands.known}">In full, under what is known<span class="govuk-visually-hidden">: ${label}</span></a>`
}

/** Of what one's own unit holds, every entry; else what one's own body said. The page asks again what may be struck. */
const strikeLink = (desk: Desk, procedure: Procedure, matter: Matter, entry: Entry, place: number): Html | false =>
  (desk.me.unit === matter.owner || entry.by.body === desk.me.body) &&
  saysFreely(procedure, entry) &&
  html`<p class="govuk-body-s app-no-print"><a class="govuk-link" href="${paths.strike({ reference: matter.reference })}?entry=${place}">Strike words out<span class="govuk-visually-hidden"> of entry ${place}</span></a></p>`
