import type { PointedOut } from '../../engine/question.ts'
import { piecesOf } from '../../personal/pieces.ts'
import { attributes, classes, html, isolated, marked } from '../html.ts'
import type { Content, Html } from '../html.ts'
import type { Common } from './wording.ts'

export type PointingOut<F extends PointedOut = PointedOut> = Common & {
  readonly text: string
  /** What was noticed in it, in the order of the text; what was released says so. */
  readonly findings: readonly F[]
  /** What can be done about a finding that isn't released: a button, a link. */
  readonly action?: (finding: F) => Content
  /** Where it stands on the page, when there are several texts: begins every id. */
  readonly id?: string
  readonly headingLevel?: 2 | 3 | 4
}

/**
 * A text with what may tell who somebody is pointed out in place (PH-4), and under it the same as a list: each leads to the place,
 * and each place back to the list.
 */
export const pointedOut = <F extends PointedOut>(options: PointingOut<F>): Html => {
  const id = options.id ?? 'pointed-out'
  const { findings } = options
  const open = findings.filter(finding => finding.released === undefined).length
  const numbers = new Map(findings.map((finding, index) => [finding, index + 1]))
  // The words keep their blanks and lines, so nothing of ours may stand between them.
  const text = piecesOf(options.text, findings).map(piece => {
    if (!piece.finding) return marked(piece.text)
    const { kind, released } = piece.finding
    const free = released !== undefined
    const place = `${id}-${numbers.get(piece.finding)}`
    return html`<mark class="${classes('app-pointed-out__mark', free && 'app-pointed-out__mark--released')}" id="${place}">${marked(piece.text)}<a class="govuk-link" href="#${place}-why"><sup>${numbers.get(piece.finding)}</sup><span class="govuk-visually-hidden"> ${kind}${free && ', released'}</span></a></mark>`
  })
  return html`<div class="${classes('app-pointed-out', options.classes)}" id="${id}"${attributes(options.attributes)}>
    <p class="govuk-body app-typed" dir="auto">${text}</p>
    ${heading(options.headingLevel ?? 3, summary(findings.length, open))}
    ${
      findings.length > 0 &&
      html`<ol class="govuk-list govuk-list--number">
      ${findings.map(
        (finding, index) =>
          html`<li id="${id}-${index + 1}-why"><a class="govuk-link" href="#${id}-${index + 1}">${isolated(options.text.slice(finding.from, finding.to))}</a>: ${finding.kind}. ${finding.why} ${
            finding.released === undefined ? options.action?.(finding) : marked(finding.released)
          }</li>`,
      )}
    </ol>`
    }
  </div>`
}

const summary = (all: number, open: number): string => {
  if (all === 0) return 'Nothing is pointed out'
  if (open === 0)
    return all === 1
      ? 'One place is pointed out, and it is released'
      : `${all} places are pointed out, and all are released`
  const places = all === 1 ? 'One place is pointed out' : `${all} places are pointed out`
  return open === all
    ? `${places}: remove or release ${all === 1 ? 'it' : 'each'}`
    : `${places}: ${open} not yet removed or released`
}

const heading = (level: 2 | 3 | 4, words: string): Html =>
  level === 2
    ? html`<h2 class="govuk-heading-m">${words}</h2>`
    : level === 3
      ? html`<h3 class="govuk-heading-s">${words}</h3>`
      : html`<h4 class="govuk-heading-s">${words}</h4>`
