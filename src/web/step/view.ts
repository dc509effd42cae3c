import type { Problem } from '../../engine/decide.ts'
import { understandAll } from '../../engine/decide.ts'
import { lastSaid } from '../../engine/matter.ts'
import { answeredBy, clausesOf, markingOfPart, type Step } from '../../engine/procedure.ts'
import { byProgram, type Question, type Questions } from '../../engine/question.ts'
import { markingOf } from '../../desk/columns.ts'
import { highest, type Marking } from '../../letters/marking.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { clauseNote, clauseNotes } from '../components/clause-note.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import { insetText } from '../components/inset-text.ts'
import { summaryList } from '../components/summary-list.ts'
import { whoSees } from '../components/who-sees.ts'
import { cited } from '../cited.ts'
import type { Unread } from '../drafts/drafts.ts'
import { carried, hidden } from '../forms.ts'
import { html, isolated, type Content, type Html } from '../html.ts'
import { withAside } from '../layout.ts'
import { answered, ids } from '../matter/answered.ts'
import { firstLinks } from '../matter/first.ts'
import { givenIn } from '../matter/given.ts'
import { historyOf } from '../matter/history.ts'
import { leftOpen } from '../matter/still.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { instantElement } from '../times.ts'
import { headingOf, nameOf, othersSee, partsWritten, placeName } from '../words.ts'
import { fieldName } from './answers.ts'
import { questionFields } from './questions.ts'
import type { Acting, OnForm } from './route.ts'

/** The form of a step, made whole from its questions: what was typed stays, what is wrong is said beside it. */
export function formView(acting: Acting, onForm: OnForm): View {
  const { step, desk, matter } = acting
  const asksFiles = Object.values(step.asks).some(question => ['documents', 'rows'].includes(question.kind))
  const { answers } = understandAll(step, onForm.raw, { matter, me: desk.me, world: desk.world })
  const clauses = clausesOf(step, matter)
  const fields = questionFields(step.asks, {
    taking: { matter, me: desk.me, answers, world: desk.world },
    raw: onForm.raw,
    problems: onForm.problems,
    library: desk.house.library,
    loose: onForm.loose,
    among: acting.among,
    mostBytes: acting.site.files.most,
    ...(clauses.length === 1 && { under: clauses[0] }),
  })
  return view({
    title: `${step.label}${matter.reference && ` – ${matter.reference}`}`,
    section: 'work',
    marking: highest([markingOn(acting), ...(quotesAll(step) && acting.viewed ? [acting.viewed.marking] : [])]),
    errors: summaries(onForm.problems, step.asks),
    before: backLink({ href: acting.back }),
    content: withAside(
      html`${refusals(acting, onForm.problems)}
        ${onForm.started && insetText({ text: 'What stands there now is in the box: change what should read otherwise, and continue.' })}
        ${onForm.draft && draftNote(acting, html`What you wrote here was kept on ${instantElement(onForm.draft.savedAt)}. Go on from there.`)}
        ${onForm.unread && draftNote(acting, unreadWords(onForm.unread))}
        ${onForm.since && changedSince(acting, onForm.since)}
        ${onForm.filledIn && filledIn(onForm.filledIn)}
        ${isAnswered(acting)}
        <form method="post" action="${acting.address}" novalidate data-draft="${paths.drafts()}"${asksFiles && multipart}>
          ${hidden(acting.token)}${carried({ _key: onForm.key, _version: onForm.version, _address: acting.address })}
          ${firstButton}
          ${fields}
          ${madeHere(step)}
          <div class="govuk-button-group">
            ${button({ text: 'Continue', name: '_go', value: 'check', preventDoubleClick: true })}
            ${button({ text: 'Save and come back later', name: '_go', value: 'later', classes: 'govuk-button--secondary' })}
          </div>
        </form>`,
      readers(acting),
      html`${leftOpen(matter)}${heading(acting)}`,
    ),
  })
}

/** Shows what is worked out from all of the matter, to be put right before it is fit for its own part. */
const quotesAll = (step: Step): boolean =>
  Object.values(step.asks).some(question => question.worked && question.pointsOut)

/** Files that the program makes are not asked for: what they will hold is said in their place. */
const madeHere = (step: Step): readonly Html[] =>
  Object.values(step.asks).flatMap(({ made, label }) =>
    made && 'of' in made
      ? [
          insetText({
            text: html`<b>${label}</b> is made when you continue, with only what each of these may see: ${made.for.words}. You can look at it before it goes.`,
          }),
        ]
      : [],
  )

const multipart = html` enctype="multipart/form-data"`

/** Enter in a text box presses a form's first button: it must be the one that goes on, not one that removes a row. */
const firstButton = html`<button class="app-first-button" type="submit" name="_go" value="check" tabindex="-1" aria-hidden="true">Continue</button>`

/** The paper a first step rests on, for whoever wants to read it before they begin. */
const paper = ({ viewed, step, desk }: Acting): Html | false => {
  const { id, short } = desk.house.library.agreementOf(step.clauses[0])
  return (
    !viewed &&
    html`<p class="govuk-body"><a class="govuk-link" href="${paths.agreement({ agreement: id })}">Read ${short} first</a></p>`
  )
}

/** What a step answers, above its questions: nobody goes back to read it, or answers something else. */
function isAnswered({ step, procedure, matter, desk }: Acting): Html | false {
  const said = answeredBy(step).flatMap(name => lastSaid(matter, name) ?? [])
  const given = [...givenIn(procedure, said, desk.world, { asAsked: true }).values()].flat()
  const id = ids()
  return (
    given.length > 0 &&
    summaryList({
      card: { title: { text: 'What you answer', headingLevel: 2 } },
      rows: given.flatMap(({ label, answers: [newest] }) =>
        newest ? [{ key: { text: label }, value: { text: answered(newest, id) } }] : [],
      ),
    })
  )
}

/** Which matter it is, above what is done to it: its reference and what it is about. */
export const caption = ({ viewed, procedure, desk }: Acting): Html | undefined =>
  viewed &&
  html`<span class="govuk-caption-l">${viewed.matter.reference}: ${isolated(headingOf(procedure, viewed.facts, desk.world, placeName(viewed.matter, desk.world)))}</span> `

/** The marking of a page on which a step is taken: of the parts it writes to, of what it answers, and of what the matter is called by. */
export const markingOn = ({ desk, step, procedure, viewed }: Acting, said = viewed?.matter): Marking =>
  highest([
    ...[step, ...answeredBy(step).map(name => procedure.steps[name])].flatMap(one =>
      (one ? partsWritten(one) : []).flatMap(part => markingOfPart(procedure, part, said) ?? []),
    ),
    ...(viewed ? [markingOf(desk.house.library, [{ procedure: procedure.name, facts: viewed.facts }])] : []),
  ])

const heading = (acting: Acting): Html => {
  const { step, desk } = acting
  return html`<h1 class="govuk-heading-l">${caption(acting)}${step.label}</h1>
    ${step.about && html`<p class="govuk-body">${step.about}</p>`}
    ${paper(acting)}
    <div class="app-clauses">${clauseNotes(
      clausesOf(step, acting.matter).flatMap(id => cited(desk.house.library, id) ?? []),
      'this step is here',
    )}</div>`
}

/** The step is not this person's to take now, and why, by which clause. */
export function closedView(acting: Acting, why: Problem): View {
  const { desk, step, viewed } = acting
  const first = viewed && firstLinks(desk, viewed, step)
  const clause = why.clause && cited(desk.house.library, why.clause)
  return view({
    title: `${step.label} – not now`,
    status: 409,
    section: 'work',
    marking: markingOn(acting),
    before: backLink({ href: acting.back }),
    content: html`<h1 class="govuk-heading-l">${caption(acting)}${step.label}</h1>
      ${insetText({ text: html`${why.words}.${why.next && html` ${why.next}`}` })}
      ${clause && clauseNote({ clause, about: 'this cannot be done now' })}
      ${first && html`<p class="govuk-body">${first}</p>`}
      <p class="govuk-body"><a class="govuk-link" href="${acting.back}">Go back</a></p>`,
  })
}

/** Each problem in the summary; where the same is wrong with several questions, it is said of which. */
function summaries(problems: readonly Problem[], asks: Questions): SummarisedError[] {
  const alike = Map.groupBy(problems, ({ words }) => words)
  return problems.map(problem => summarised(problem, asks, (alike.get(problem.words)?.length ?? 0) > 1))
}

/** A problem in the summary: a link to its question, or plain words about the step as a whole or about what nobody types. */
function summarised({ field, words, next }: Problem, asks: Questions, named: boolean): SummarisedError {
  const label = named && field !== undefined && labelOf(field, asks)
  const text = html`${label && html`${label}: `}${words}${next !== undefined && html`. ${next}`}`
  return {
    text,
    href: field === undefined || (asks[field] && byProgram(asks[field])) ? undefined : `#${anchorOf(field, asks)}`,
  }
}

/** The words of a question; of one in a row, what is wrong says already in which. */
function labelOf(field: string, asks: Questions): string | undefined {
  const [name = '', , column = ''] = field.split('-')
  return (asks[name]?.row?.[column] ?? asks[field])?.label
}

/** The id of the first thing one would type into to put a question right. */
function anchorOf(field: string, asks: Questions): string {
  const whole = asks[field]
  if (whole) return whole.kind === 'rows' ? firstOfRow(field, whole) : firstOf(whole, fieldName(field))
  const [name = '', row = '', column = ''] = field.split('-')
  const asked = asks[name]?.row?.[column]
  return asked ? firstOf(asked, `${fieldName(name)}-${row}-${column}`) : fieldName(field)
}

const firstOf = (question: Question, id: string): string => (question.kind === 'day' ? `${id}-day` : id)

const firstOfRow = (name: string, { row = {}, startsWith, numberedBy }: Question): string => {
  // What a row is named for already is not asked in it.
  const [column = '', asked] = Object.entries(row).find(([one]) => !startsWith || one !== numberedBy) ?? []
  return asked ? firstOf(asked, `${fieldName(name)}-0-${column}`) : fieldName(name)
}

/** The clauses that refusals rest on, under the summary that tells them. */
const refusals = ({ desk, step, matter }: Acting, problems: readonly Problem[]): Html | false => {
  const ids = [
    ...new Set(
      problems.flatMap(problem =>
        problem.clause && (problem.next !== undefined || problem.field === undefined) ? [problem.clause] : [],
      ),
    ),
  ]
  const clauses = ids
    .filter(id => !clausesOf(step, matter).includes(id))
    .flatMap(id => cited(desk.house.library, id) ?? [])
  return clauses.length > 0 && clauseNotes(clauses, 'this was refused')
}

/** What came of a file that filled rows in. */
const filledIn = (told: readonly string[]): Html =>
  insetText({ text: html`${told.map(sentence => html`<p class="govuk-body">${isolated(sentence)}</p>`)}` })

/** It is kept for as long as nothing takes its place: the key may be put back. */
const unreadWords = ({ unread, savedAt }: Unread): Html =>
  html`What you wrote here was kept on ${instantElement(savedAt)}, and cannot be read now. ${unread.message} Tell the people who run Concordat: once that is mended it is on this page again. If you write here before then, that takes its place.`

const draftNote = (acting: Acting, words: Html): Html =>
  insetText({
    text: html`<p class="govuk-body">${words}</p>
      <form method="post" action="${paths.drafts()}">${hidden(acting.token)}${carried({ _address: acting.address })}${button({ text: 'Throw it away and start again', name: '_go', value: 'discard', classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form>`,
  })

const changedSince = (acting: Acting, entries: NonNullable<OnForm['since']>): Html =>
  html`<section class="app-changed" aria-labelledby="changed"><h2 class="govuk-heading-m" id="changed">What changed since you began to write</h2>
    ${entries.length === 0 ? html`<p class="govuk-body">Who may see this matter changed.</p>` : historyOf(acting.desk, acting.procedure, entries, { open: true })}</section>`

/** Who sees the parts that this form writes to, before anything of it is written. */
function readers(acting: Acting): Content {
  const { desk, matter, step, procedure, viewed } = acting
  const { directory } = desk.world
  const parts = partsWritten(step)
  if (!viewed) {
    const because = 'Nobody else sees anything until you have checked, on the next page, who will see what.'
    // Parts that are apart are open to those alone to whom they are disclosed: not to whoever else is of their unit.
    if (parts.every(part => procedure.parts[part]?.apart))
      return whoSees({
        what: 'what you write here',
        readers: [{ name: desk.me.title, own: true, because }],
        alone: true,
      })
    const owner = procedure.owner({ matter, me: desk.me, answers: {}, world: desk.world })
    const readers =
      owner === desk.me.unit
        ? [{ name: nameOf(directory, owner), own: true, because }]
        : [
            { name: desk.me.title, own: true },
            { name: nameOf(directory, owner), because: 'It will be theirs, as you begin it.' },
          ]
    return whoSees({ what: 'what you write here', readers })
  }
  const inForce = matter.disclosures.filter(
    one => parts.includes(one.part) && !one.ended && (!one.until || one.until > desk.world.now),
  )
  return whoSees({
    what: 'what you write here',
    others: othersSee(
      desk.me,
      matter,
      parts.map(part => markingOfPart(procedure, part, matter)),
    ),
    readers: [...Map.groupBy(inForce, one => one.to)].map(([to, seen]) => ({
      name: nameOf(directory, to),
      own: to === desk.me.unit || to === desk.me.post,
      parts: parts.length > 1 ? seen.map(one => procedure.parts[one.part]?.label ?? one.part) : undefined,
    })),
  })
}
