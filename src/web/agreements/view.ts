import { bodies, unitKinds } from '../../bodies.ts'
import { formatDay } from '../../calendar/day.ts'
import { periodInWords } from '../../calendar/period.ts'
import type { Desk } from '../../desk/desk.ts'
import type { ClauseNow, Standing } from '../../desk/standing.ts'
import type { Agreement, Version } from '../../engine/agreement.ts'
import type { Carrier } from '../../engine/carriers.ts'
import type { Clause, ClauseKind } from '../../engine/clause.ts'
import { picture } from '../../engine/picture.ts'
import { toldOnce, type Procedure } from '../../engine/procedure.ts'
import { backLink } from '../components/back-link.ts'
import { details } from '../components/details.ts'
import { procedurePicture } from '../components/procedure-picture.ts'
import { recordTable } from '../components/record-table.ts'
import { summaryList } from '../components/summary-list.ts'
import { tag } from '../components/tag.ts'
import { html, type Html } from '../html.ts'
import { reachOf, type Contacts } from '../directory/reach.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { capital } from '../words.ts'

const partiesInWords = (agreement: Agreement) => agreement.parties.map(body => bodies[body].name).join('; ')

const inForce = (version: Version): string =>
  version.inForce === undefined
    ? `The ${version.name} version; the paper carries no date`
    : `In force from ${formatDay(version.inForce)}`

/** Every agreement, with how much of it is carried. */
export const agreementsView = (desk: Desk): View =>
  view({
    title: 'Agreements',
    section: 'agreements',
    content: html`<h1 class="govuk-heading-l">Agreements</h1>
      <p class="govuk-body">What the bodies have promised each other and the people they watch over. Each clause is in our own words and says what carries it.</p>
      ${desk.house.library.agreements.map(agreement => {
        const version = agreement.versions.at(-1) ?? agreement.versions[0]
        return summaryList({
          card: {
            title: {
              text: html`<a class="govuk-link" href="${paths.agreement({ agreement: agreement.id })}">${agreement.title}</a>`,
              headingLevel: 2,
            },
          },
          rows: [
            { key: { text: 'Between' }, value: { text: partiesInWords(agreement) } },
            { key: { text: 'Version' }, value: { text: inForce(version) } },
            { key: { text: 'Clauses' }, value: { text: String(version.clauses.length) } },
          ],
        })
      })}`,
  })

const kinds: Record<ClauseKind, string> = { duty: 'Duty', power: 'Power', remit: 'Remit', term: 'Term' }

/** One agreement: who made it, its clauses in the paper's order with how each stands, and the way to the rest. */
export const agreementView = (
  desk: Desk,
  agreement: Agreement,
  version: Version,
  clauses: readonly ClauseNow[],
  contacts: Contacts,
): View =>
  view({
    title: agreement.title,
    section: 'agreements',
    content: html`<h1 class="govuk-heading-l">${agreement.title}</h1>
      ${summaryList({
        rows: [
          { key: { text: 'Between' }, value: { text: partiesInWords(agreement) } },
          { key: { text: 'Version' }, value: { text: inForce(version) } },
          {
            key: { text: 'Signed by' },
            value: {
              text: html`${version.signatories.map(one => html`${one.office}${one.signed ? `, ${formatDay(one.signed)}` : ''}<br>`)}`,
            },
          },
          { key: { text: 'Source' }, value: { text: agreement.source } },
          ...firstContactRows(desk, version, contacts),
        ],
      })}
      ${(version.notes ?? []).length > 0 && details({ summaryText: 'What is worth knowing about this version', text: html`<ul class="govuk-list govuk-list--bullet">${(version.notes ?? []).map(note => html`<li>${note}</li>`)}</ul>` })}
      <nav aria-label="In this agreement" class="app-contents"><ul class="govuk-list">
        <li><a class="govuk-link" href="#clauses">The clauses, and what carries each</a></li>
        ${version.procedures.map(procedure => html`<li><a class="govuk-link" href="${chapterAddress(agreement, procedure.name)}">${procedure.title}, step by step</a></li>`)}
        ${hasTimes(version) && html`<li><a class="govuk-link" href="${chapterAddress(agreement, times)}">Times we have set ourselves</a></li>`}
      </ul></nav>
      <h2 class="govuk-heading-m" id="clauses">The clauses</h2>
      ${recordTable({
        caption: 'The clauses in the paper’s order',
        captionClasses: 'govuk-visually-hidden',
        columns: [
          { text: 'Clause' },
          { text: 'What it says, in our words' },
          { text: 'What carries it' },
          { text: 'How it stands' },
        ],
        rows: clauses.map(now => clauseRow(desk, agreement, now)),
      })}
`,
  })

/** The periods that the paper leaves open are told on a page of their own, under this name. */
const times = 'times'
const hasTimes = (version: Version) => Object.keys(version.settings ?? {}).length > 0
const chapterAddress = ({ id }: Agreement, of: string) =>
  `${paths.agreement({ agreement: id })}?${new URLSearchParams({ of }).toString()}`

/** What is too much for the page of the agreement itself: one procedure, drawn, or the times that were set for it. */
export function chapterView(desk: Desk, agreement: Agreement, version: Version, of: string): View | undefined {
  const procedure = version.procedures.find(one => one.name === of)
  if (!procedure && !(of === times && hasTimes(version))) return undefined
  const heading = procedure ? `${procedure.title}, step by step` : 'Times we have set ourselves'
  return view({
    title: `${heading} – ${agreement.title}`,
    section: 'agreements',
    before: backLink({ href: paths.agreement({ agreement: agreement.id }), text: agreement.title }),
    content: html`<h1 class="govuk-heading-l">${heading}</h1>
      ${procedure ? procedureSteps(procedure) : timesSet(desk, version)}`,
  })
}

/** One clause with all that carries it, where that is much. */
export const clauseView = (agreement: Agreement, { clause, carriedBy, standing }: ClauseNow): View =>
  view({
    title: `${clause.id} – ${agreement.title}`,
    section: 'agreements',
    before: backLink({ href: `${paths.agreement({ agreement: agreement.id })}#${clause.id}`, text: agreement.title }),
    content: html`<h1 class="govuk-heading-l">What carries ${clause.id}</h1>
      <p class="govuk-body">${clause.text}</p>
      <p class="govuk-hint">${kinds[clause.kind]}, ${placed(clause)}. ${bound(clause)}</p>
      <ul class="govuk-list govuk-list--bullet">${carriersInWords(carriedBy).map(one => html`<li>${one}</li>`)}</ul>
      <p class="govuk-body">How it stands: ${standingTags(standing, carriedBy.length > 0)}</p>`,
  })

/** To whom anything about the agreement itself goes first, and how they are reached, for those who are given that. */
const firstContactRows = ({ world: { directory } }: Desk, version: Version, contacts: Contacts) =>
  (version.firstContacts ?? []).flatMap(({ clause, body, unit: kind }) =>
    directory.units({ body, kind }).map(unit => ({
      key: { text: 'First contact' },
      value: {
        text: html`${unit.name} (<a class="govuk-link" href="${`#${clause}`}">${clause}</a>)${directory
          .posts({ unit: unit.key })
          .filter(post => contacts.has(post.id))
          .map(
            post => html`<br>${reachOf(contacts, post)}`,
          )}<br><a class="govuk-link" href="${paths.directory()}">The directory</a>`,
      },
    })),
  )

const clauseRow = (desk: Desk, agreement: Agreement, { clause, carriedBy, standing }: ClauseNow) => [
  html`<span id="${clause.id}" tabindex="-1">${clause.id}</span><br><span class="govuk-hint app-clause__kind">${kinds[clause.kind]}, ${placed(clause)}</span>`,
  html`<p class="govuk-body govuk-!-margin-bottom-1">${clause.text}</p><span class="govuk-hint">${bound(clause)}</span>`,
  carriedBy.length === 0
    ? clause.sameAs?.length
      ? html`The same terms: ${clause.sameAs.slice(0, 1).map(id => sameTerm(desk, id))}`
      : 'Not carried yet'
    : html`${carriers(carriedBy, agreement, clause)}`,
  standingTags(standing, carriedBy.length > 0),
]

const placed = ({ para }: Clause): string => (/^\d/.test(para) ? `paragraph ${para}` : para)

/** Who is bound, towards whom and when, with no initials. */
const bound = ({ by, to, when }: ClauseNow['clause']): string =>
  [`By ${spelled(by)}`, to && `to ${spelled(to)}`, when && `when: ${spelled(when)}`].filter(Boolean).join('; ')

const initials: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(bodies).map(([body, { short }]) => [body, short])),
  SIU: `the ${unitKinds.scrutiny}`,
}

/** Initials as the words that people outside a body know: 'the inspectorate’s press officer' for 'HMIP press officer'. */
const spelled = (words: string): string =>
  words.replaceAll(/\b([A-Z]{3,5})\b( (?!and\b|or\b)(?=[a-z]))?/g, (whole, letters: string, owns?: string) => {
    const known = initials[letters]
    if (known === undefined) return whole
    return owns === undefined ? known : `${known}${known.endsWith('s') ? '’' : '’s'}${owns}`
  })

const sameTerm = (desk: Desk, id: string): Html =>
  html`<a class="govuk-link" href="${`${paths.agreement({ agreement: desk.house.library.agreementOf(id).id })}#${id}`}">${id} and those after it</a>`

const carriersInWords = (carriedBy: readonly Carrier[]) => [...new Set(carriedBy.map(one => carrierInWords(one)))]

/** A few; of many the first, with where the others are told. */
const carriers = (carriedBy: readonly Carrier[], agreement: Agreement, { id }: Clause): Html => {
  const words = carriersInWords(carriedBy)
  const [first, ...rest] = words
  return rest.length < 3
    ? html`${words.map(one => html`${one}<br>`)}`
    : html`${first}<br><a class="govuk-link" href="${chapterAddress(agreement, id)}">and ${rest.length} more<span class="govuk-visually-hidden"> carry ${id}</span></a>`
}

const carrierInWords = (carrier: Carrier): string =>
  `${carrier.label}${carrier.kind === 'step' || carrier.label.endsWith(carrier.kind) ? '' : ` (${carrier.kind})`}`

const standingTags = (standing: Standing, carried: boolean): Html => {
  const parts = [
    standing.overdue > 0 && tag({ text: `${standing.overdue} overdue`, classes: 'govuk-tag--red' }),
    standing.missed > 0 && tag({ text: `${standing.missed} missed`, classes: 'govuk-tag--red' }),
    standing.late > 0 && tag({ text: `${standing.late} kept late`, classes: 'govuk-tag--orange' }),
    standing.due > 0 && tag({ text: `${standing.due} open`, classes: 'govuk-tag--grey' }),
    standing.met > 0 && tag({ text: `${standing.met} kept`, classes: 'govuk-tag--green' }),
  ].filter(part => part !== false)
  if (parts.length > 0) return html`${parts.map(part => html`${part} `)}`
  return html`<span class="govuk-hint">${carried ? 'Nothing owed that you may see' : 'Not yet'}</span>`
}

/** Drawn, and listed for those who would rather read; what is one step alone needs no drawing. */
const procedureSteps = (procedure: Procedure): Html => {
  const steps = toldOnce(procedure).map(([, step]) => step)
  const list = recordTable({
    caption: `${procedure.title}: the steps`,
    captionClasses: 'govuk-visually-hidden',
    columns: [{ text: 'Step' }, { text: 'Who takes it' }, { text: 'Clauses' }, { text: 'Asks' }],
    rows: steps.map(step => [
      step.label,
      capital(step.by.words),
      step.clauses.join(', '),
      Object.values(step.asks)
        .map(question => question.label)
        .join(' · '),
    ]),
  })
  return steps.length === 1
    ? list
    : html`<p class="govuk-body">Each box is a step: who takes it, under which clause, and the stage it leads to. An arrow says that one must come before the other.</p>
            <div class="app-scroll" tabindex="0" role="region" aria-label="${`Drawing: ${procedure.title}`}">${procedurePicture(picture(procedure), procedure.title)}</div>
            ${details({ summaryText: html`The same steps as a list<span class="govuk-visually-hidden">: ${procedure.title}</span>`, text: list })}`
}

const timesSet = (desk: Desk, version: Version): Html => html`
  <p class="govuk-body">The paper gives no figure here. These are ours; each body may set its own.</p>
  ${recordTable({
    caption: 'Times',
    captionClasses: 'govuk-visually-hidden',
    columns: [{ text: 'What' }, { text: 'Whose to set' }, { text: 'Now' }, { text: 'Unless set' }],
    rows: Object.entries(version.settings ?? {}).map(([name, setting]) => [
      setting.label,
      bodies[setting.body].name,
      periodInWords(desk.world.period(name)),
      periodInWords(setting.period),
    ]),
  })}`
