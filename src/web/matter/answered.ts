import type { Content, Html } from '../html.ts'
import { html, marked } from '../html.ts'
import { pointedOut } from '../components/pointed-out.ts'
import type { Answered } from './given.ts'

/** An answer as a page shows it: with what is pointed out in it where it stands, under an id that no other answer of the page has. */
export function answered({ lines, pointsOut = [] }: Answered, ids: Ids): Html {
  const text = lines.join('\n')
  return pointsOut.length > 0
    ? pointedOut({ text, findings: pointsOut, id: ids(), headingLevel: 4 })
    : html`<span class="app-answer">${marked(text) as Content}</span>`
}

/** Gives ids, each of them once. */
export type Ids = () => string

/** Ids for what is pointed out on one page. */
export function ids(): Ids {
  let last = 0
  return () => `pointed-out-${++last}`
}
