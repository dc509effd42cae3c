import { told } from '../../desk/history.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Entry, Matter } from '../../engine/matter.ts'
import { saysFreely } from '../../engine/strike.ts'
import { partOf, type Procedure } from '../../engine/procedure.ts'
import type { Note } from '../components/clause-note.ts'
import { entryFacts, history } from '../components/history.ts'
import { details } from '../components/details.ts'
import { cited } from '../cited.ts'
import { attributes, html, marked, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { answerLines, authorName, authorPost, capital } from '../words.ts'

interface Telling {
  /** Shows the answers of each entry at once, rather than a click away. */
  readonly open?: boolean
  /** With it, each entry that its reader may strike words out of says where. */
  readonly matter?: Matter
  /** How many of the newest are told with all that was written in them; those before, in their sentence alone. */
  readonly inFull?: number
  readonly note?: Note
}

/** What was done, newest first, with the answers given in each entry that its reader may see. */
export const historyOf = (
  desk: Desk,
  procedure: Procedure,
  entries: readonly Entry[],
  { open = false, matter, inFull = entries.length, note }: Telling = {},
): Html =>
  history({
    headingLevel: 3,
    note,
    entries: [...entries].reverse().map((entry, index) => {
      const { says, at, by, clauses } = told(procedure, entry, desk.world)
      return {
        id: `entry-${entries.length - index}`,
        sentence: capital(says),
        by: authorName(by, desk.me),
        post: authorPost(by, desk.me),
        at,
        ...(index < inFull && {
          detail: html`${answersOf(desk, procedure, entry, open)}${matter && strikeLink(desk, procedure, matter, entry, entries.length - index)}`,
          clause: cited(desk.house.library, clauses[0]),
        }),
      }
    }),
  })

function answersOf(desk: Desk, procedure: Procedure, entry: Entry, open: boolean): Html | undefined {
  const step = procedure.steps[entry.step]
  if (!step) return undefined
  const facts = Object.entries(step.asks).flatMap(([name, question]) => {
    const lines = entry.answers[name] === undefined ? [] : answerLines(question, entry.answers[name], desk.world)
    const part = procedure.parts[partOf(step, question)]?.label ?? ''
    return lines.length === 0 ? [] : [{ label: question.label, part, words: marked(lines.join('\n')) }]
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

/** Of what one's own unit holds, every entry; else what one's own body said. The page asks again what may be struck. */
const strikeLink = (desk: Desk, procedure: Procedure, matter: Matter, entry: Entry, place: number): Html | false =>
  (desk.me.unit === matter.owner || entry.by.body === desk.me.body) &&
  saysFreely(procedure, entry) &&
  html`<p class="govuk-body-s"><a class="govuk-link" href="${paths.strike({ reference: matter.reference })}?entry=${place}">Strike words out<span class="govuk-visually-hidden"> of entry ${place}</span></a></p>`
