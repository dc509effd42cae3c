import { dayOf } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import { editionsOf } from '../../desk/editions.ts'
import { lettersFor } from '../../desk/letters.ts'
import { tablesFor } from '../../desk/tables.ts'
import type { Attached, Obligation, Viewed } from '../../desk/matter.ts'
import type { Receipt } from '../../desk/reading.ts'
import type { Tied } from '../../desk/tied.ts'
import { markingOf } from '../../desk/columns.ts'
import { secretIn } from '../../desk/secret.ts'
import { highest } from '../../letters/marking.ts'
import { listCalled, markingOfPart, nounOf, unquotedFor, type Procedure } from '../../engine/procedure.ts'
import { backLink } from '../components/back-link.ts'
import { breadcrumbs } from '../components/breadcrumbs.ts'
import { clauseLink, notesOnce, type Note } from '../components/clause-note.ts'
import { details } from '../components/details.ts'
import { identityBar } from '../components/identity-bar.ts'
import { insetText } from '../components/inset-text.ts'
import { obligation } from '../components/obligation.ts'
import { pageHeaderActions } from '../components/page-header-actions.ts'
import { referenceLink } from '../components/reference-link.ts'
import { subNavigation } from '../components/sub-navigation.ts'
import { summaryList } from '../components/summary-list.ts'
import { table } from '../components/table.ts'
import { whereItStands, type Stage } from '../components/where-it-stands.ts'
import { whoSees } from '../components/who-sees.ts'
import { cited } from '../cited.ts'
import { html, isolated, marked, type Html } from '../html.ts'
import { withAside } from '../layout.ts'
import { fieldOf } from '../log/query.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { tabled } from '../tables/table.ts'
import { timetableOf, timetableOver, timetableSection } from '../timetable/laid.ts'
import { readingWords } from '../seen/view.ts'
import { dayElement, formatInstant, instantElement } from '../times.ts'
import { capital, headingOf, isClock, nameOf, opensWhen, othersSee, placeName, readerName } from '../words.ts'
import { answered, ids, type Ids } from './answered.ts'
import { givenIn, type Given } from './given.ts'
import { entryFacts } from '../components/history.ts'
import { standingOffers } from '../../engine/matter.ts'
import { historyOf, type Standing } from './history.ts'
import { next, openSteps } from './next.ts'
import { leftOpen } from './still.ts'
import { asTheyWereSet, termsIn, type Terms } from './terms.ts'

/**
 * A matter as one person may see it: what it is, where it stands, what can be done, what is owed, and who sees it. What lies
 * long back in a long one is told in short: all of that is on a page of its own.
 */
export function matterView(
  desk: Desk,
  viewed: Viewed,
  { opened, tied }: { readonly opened: readonly Receipt[]; readonly tied: readonly Tied[] },
): View {
  const { matter, procedure } = viewed
  const calledBy = tied.map(one => ({ procedure: one.procedure.name, facts: one.facts }))
  const { reference } = matter
  const laid = timetableOf(desk, viewed)
  const note = notesOnce()
  return view({
    // The browser keeps titles, so no name and no place stands in one.
    title: `${reference} – ${capital(procedure.one)}`,
    section: 'matters',
    marking: highest([viewed.marking, markingOf(desk.house.library, calledBy)]),
    before: breadcrumbs({
      items: [
        { text: listCalled(procedure, desk.me.body), href: `${paths.matters()}?procedure=${procedure.name}` },
        { text: reference },
      ],
      collapseOnMobile: true,
    }),
    content: html`${leftOpen(matter)}${identity(desk, viewed)}
      ${heading(desk, viewed)}
      ${where(viewed)}
      ${stillSecret(desk, viewed)}
      ${subNavigation({
        label: 'On this page',
        items: [
          { text: 'What can be done', href: '#next' },
          viewed.obligations.length > 0 && { text: 'What is owed', href: '#owed' },
          laid && { text: 'Its timetable', href: '#timetable' },
          ...tablesOn(desk, viewed).here.map(({ name, table: one }) => ({ text: one.label, href: `#table-${name}` })),
          { text: 'What is known', href: '#known' },
          viewed.documents.length > 0 && { text: `Documents (${viewed.documents.length})`, href: '#documents' },
          lettersFor(desk, viewed).length > 0 && { text: 'Letters and papers', href: '#letters' },
          { text: 'History', href: '#history' },
          { text: 'Who sees it', href: '#who-sees' },
        ].filter(item => item !== false),
      })}
      ${withAside(
        html`${next(desk, viewed)}
          ${owed(desk, viewed, false, note)}
          ${laid && (laid.ended ? timetableOver(laid, desk, `${paths.matter({ reference })}?whole=timetable`) : timetableSection(desk, laid, note))}
          ${paper(desk, viewed)}
          ${tables(desk, viewed)}
          ${known(desk, viewed)}
          ${documents(viewed)}
          ${letters(desk, viewed)}
          ${past(desk, viewed, false, note)}`,
        html`${seers(desk, viewed)}${openers(desk, viewed, opened)}${ties(desk, viewed, tied)}`,
      )}`,
  })
}

/** All that was ever done and owed in it, where its own page tells that in short. */
export function wholeView(desk: Desk, viewed: Viewed): View {
  const note = notesOnce()
  return asideView(
    desk,
    viewed,
    'The whole history',
    html`${past(desk, viewed, true, note)}${owed(desk, viewed, true, note)}`,
  )
}

/** Its timetable, each stage and each date of it, once its own page tells it in short; the whole history where it has none. */
export function timetableView(desk: Desk, viewed: Viewed): View {
  const laid = timetableOf(desk, viewed)
  return laid ? asideView(desk, viewed, 'The whole timetable', timetableSection(desk, laid)) : wholeView(desk, viewed)
}

/** A page beside a matter's own, of what has no room there. */
function asideView(desk: Desk, viewed: Viewed, what: string, content: Html): View {
  const { matter, procedure, marking } = viewed
  const { reference } = matter
  return view({
    title: `${reference} – ${what}`,
    section: 'matters',
    marking,
    before: backLink({ href: paths.matter({ reference }), text: `Back to ${reference}` }),
    content: html`${identity(desk, viewed)}
      <h1 class="govuk-heading-l"><span class="govuk-caption-l">${capital(procedure.one)}</span> ${what}</h1>
      ${content}`,
  })
}

/** With more entries than this, those before the newest are told in their sentence alone. */
const longHistory = 8
const newest = 3

const past = (desk: Desk, viewed: Viewed, whole: boolean, note: Note): Html => {
  const { matter, procedure } = viewed
  const inShort = !whole && matter.entries.length > longHistory
  return html`<section aria-labelledby="history"><h2 class="govuk-heading-m" id="history">History</h2>
    ${historyOf(desk, procedure, matter.entries, { matter, note, stands: standingIn(viewed, whole), ...(inShort && { inFull: newest }) })}
    ${inShort && html`<p class="govuk-body">${wholeLink(matter.reference, 'history', 'Show what was written in each of them')}</p>`}</section>`
}

/** What was said stands under what is known; a paper that is written in it, on its own page. */
const standingIn = ({ matter: { reference }, procedure: { writes } }: Viewed, whole: boolean): Standing => ({
  known: `${whole ? paths.matter({ reference }) : ''}#known`,
  ...(writes && { paper: { parts: writes.parts, label: writes.label, href: paths.editions({ reference }) } }),
})

const wholeLink = (reference: string, at: string, words: string): Html =>
  html`<a class="govuk-link" href="${paths.matter({ reference })}?whole=yes#${at}">${words}</a>`

/** What is between the two who have it is not with the office of either, whoever its owner is. */
const isWithAnOffice = ({ parts }: Procedure): boolean => Object.values(parts).some(part => !part.apart)

const identity = (desk: Desk, { matter, procedure }: Viewed): Html =>
  identityBar({
    title: matter.reference,
    facts: [
      matter.place !== undefined && { label: 'Place', text: placeName(matter, desk.world) },
      { label: 'Begun', text: dayElement(dayOf(matter.openedAt)) },
      isWithAnOffice(procedure) && { label: 'With', text: nameOf(desk.world.directory, matter.owner) },
    ],
  })

function heading(desk: Desk, viewed: Viewed): Html {
  const { matter, procedure, facts } = viewed
  // A button only for what they owe: whatever else they may do is theirs to choose, and is listed.
  const first = openSteps(desk, viewed).find(one => one.duty)
  return pageHeaderActions({
    caption: capital(procedure.one),
    heading: isolated(headingOf(procedure, facts, desk.world, placeName(matter, desk.world))),
    items: [
      first && { text: first.step.label, href: paths.step({ reference: matter.reference, step: first.name }) },
      {
        text: 'Print',
        type: 'button',
        classes: 'govuk-button--secondary',
        attributes: { 'data-print': true, hidden: true },
      },
    ],
  })
}

/** A procedure with more stages than this has ways that part: only those that were reached are drawn. */
const fewStages = 7

/** Where it has been and where it is; what may come, in full where the track is one, and a click away where it parts. */
function where({ matter, procedure }: Viewed): Html | false {
  const reached = new Map(
    matter.entries.flatMap(entry => (entry.to === undefined ? [] : [[entry.to, entry.at] as const])),
  )
  const names = Object.keys(procedure.stages).filter(
    name => !procedure.asides?.includes(name) || name === matter.stage || reached.has(name),
  )
  const here = names.indexOf(matter.stage)
  if (here === -1) return false
  const stages = names.map((name, at): Stage & { name: string } => {
    // On one track, what lies after where it is now was gone back from: it is to come again.
    const on = at > here && names.length <= fewStages ? undefined : reached.get(name)
    const state = at === here ? 'here' : on ? 'done' : at > here ? 'ahead' : 'skipped'
    return { name, text: procedure.stages[name] ?? name, state, note: on && dayElement(dayOf(on)) }
  })
  // Whoever does not see how it began is not told that what came before was not needed.
  const begun = matter.entries[0]?.step === procedure.begins
  if (names.length <= fewStages)
    return whereItStands({ stages: begun ? stages : stages.filter(stage => stage.state !== 'skipped') })
  // What stands in the place of a stage, since that was taken back, was reached by no entry of this reader’s: it is the last.
  const inOrder = [...reached.keys()]
  const place = (name: string) => (reached.has(name) ? inOrder.indexOf(name) : inOrder.length)
  const been = stages
    .filter(stage => stage.state === 'done' || stage.state === 'here')
    .sort((a, b) => place(a.name) - place(b.name))
  const ahead = stages.filter(stage => stage.state === 'ahead')
  return html`${whereItStands({ stages: been })}
    ${
      ahead.length > 0 &&
      details({
        classes: 'app-no-print',
        summaryText: 'Where it may go from here',
        text: html`<ul class="govuk-list govuk-list--bullet">${ahead.map(stage => html`<li>${stage.text}</li>`)}</ul>`,
      })
    }`
}

const settledAs = (one: Obligation) =>
  one.state === 'met' || one.state === 'met late'
    ? ({ how: 'met', on: one.settledOn } as const)
    : one.state === 'fell away' || one.state === 'missed'
      ? ({ how: 'fell away', on: one.settledOn } as const)
      : undefined

function owed(desk: Desk, { matter, procedure, obligations, steps }: Viewed, whole: boolean, note: Note): Html | false {
  if (obligations.length === 0) return false
  const owing = ({ owedBy }: Obligation) =>
    [desk.who.unitId, desk.who.postId].includes(owedBy) ? 'you' : readerName(desk.world.directory.readerById(owedBy))
  const one = (duty: Obligation, owedBy: readonly Obligation[] = [duty]) => {
    const rule = procedure.rules[duty.rule]
    // What each of several owes by the same step, nobody does for another.
    const isOwn = (other: Obligation) => owing(other) === 'you'
    const isOthers =
      !isOwn(duty) && obligations.some(other => other.byStep === duty.byStep && !settledAs(other) && isOwn(other))
    const mine = !isOthers && steps.find(step => step.name === duty.byStep && !step.closed)
    return obligation({
      label: duty.label,
      owedBy: owedBy.map(owing).join('; '),
      target: duty.target,
      limit: duty.limit,
      aim: duty.aim,
      basis: rule?.basis,
      reckoning: { today: desk.world.today, calendar: desk.world.calendar },
      settled: settledAs(duty),
      clause: cited(desk.house.library, duty.clause),
      note,
      action:
        mine && !settledAs(duty)
          ? { text: mine.step.label, href: paths.step({ reference: matter.reference, step: mine.name }) }
          : undefined,
      remarks: [
        ...duty.moved.map(
          move =>
            html`${move.of ? `The ${move.of}` : 'This date'} was ${dayElement(move.was)} until ${formatInstant(new Date(move.at))}. It was counted again: ${move.because.join('; ')}.`,
        ),
        ...(duty.unaskedSince
          ? [
              html`It could not be asked for again by itself on ${formatInstant(duty.unaskedSince)}. Ask for it yourself.`,
            ]
          : []),
      ],
    })
  }
  const open = obligations.filter(duty => !settledAs(duty))
  const settled = obligations.filter(duty => settledAs(duty))
  return html`<section aria-labelledby="owed"><h2 class="govuk-heading-m" id="owed">What is owed</h2>
    ${open.length === 0 && html`<p class="govuk-body">Nothing is owed now.</p>`}
    ${[...Map.groupBy(open, asOne).values()].map(same => one(same[0] as Obligation, same))}
    ${
      settled.length > 0 &&
      details({
        summaryText: `What was owed before (${settled.length})`,
        text:
          whole || settled.length <= fewSettled
            ? html`${settled.map(duty => one(duty))}`
            : html`<ul class="govuk-list govuk-list--bullet">${settled.map(settledInShort)}</ul>
                <p class="govuk-body">${wholeLink(matter.reference, 'owed', 'Show how each of these dates was reached')}</p>`,
      })
    }</section>`
}

/** What several owe alike, by the same days for the same reasons, is one duty to whoever reads of it. */
const asOne = ({ rule, from, label, target, limit, aim, moved }: Obligation) =>
  JSON.stringify([rule, from, label, target, limit, aim, moved])

/** More than these are told in a line each. */
const fewSettled = 1

const settledInShort = (duty: Obligation): Html =>
  html`<li>${duty.label}: ${settledWords[duty.state as keyof typeof settledWords]}${duty.settledOn && html` on ${dayElement(duty.settledOn)}`}; it was due on ${dayElement(duty.due)}</li>`

const settledWords = { met: 'met', 'met late': 'met late', missed: 'not met', 'fell away': 'no longer owed' } as const

/** The paper that is written in it: too long for this page, and read, taken out and compared on one of its own. */
function paper(desk: Desk, viewed: Viewed): Html | false {
  const editions = editionsOf(desk, viewed)
  const newest = editions.at(-1)
  if (!newest) return false
  const ways = `Read it whole, ${editions.length > 1 ? 'take it out as a Word document, or compare two editions' : 'or take it out as a Word document'}`
  const href = paths.editions({ reference: viewed.matter.reference })
  const { label } = viewed.procedure.writes ?? { label: '' }
  return html`<section aria-labelledby="paper"><h2 class="govuk-heading-m" id="paper">${label}</h2>
    <p class="govuk-body"><a class="govuk-link" href="${href}">${ways}<span class="govuk-visually-hidden">: ${label}</span></a><br><span class="govuk-hint">Newest: ${lower(newest.label)}, ${instantElement(newest.at)}</span></p></section>`
}

/** Its items as they stand, each table with the page on which it has room and is taken out as a file. */
function tables(desk: Desk, viewed: Viewed): Html {
  const { reference } = viewed.matter
  const { here, elsewhere } = tablesOn(desk, viewed)
  return html`${here.map(
    one => html`<section aria-labelledby="table-${one.name}"><h2 class="govuk-heading-m" id="table-${one.name}">${one.table.label}</h2>
      ${tabled(one, { beside: true })}
      ${one.rows.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${paths.table({ reference, table: one.name })}">See it by itself, or take it out as an Excel or Word file<span class="govuk-visually-hidden">: ${one.table.label}</span></a></p>`}</section>`,
  )}${elsewhere.map(one => html`<p class="govuk-body"><a class="govuk-link" href="${paths.table({ reference, table: one.name })}">${one.table.label}</a></p>`)}`
}

/** The way to where what came of it is drawn. */
function analysedIn({ analysedIn: where }: Procedure): Html | false {
  if (!where) return false
  const facts = Object.entries(where.facts ?? {}).map(([column, value]) => [fieldOf(column), String(value)])
  // What was answered: not when.
  const query = new URLSearchParams([['procedure', where.procedure], ...facts, ['part', 'what-1']])
  return html`<p class="govuk-body"><a class="govuk-link" href="${`${paths.analysis()}?${query.toString()}`}">${where.label}</a></p>`
}

/** Those that are drawn on this page, and those of which another took the place. */
function tablesOn(desk: Desk, viewed: Viewed) {
  const all = tablesFor(desk, viewed)
  const gone = ({ table: { until } }: (typeof all)[number]) =>
    all.some(one => one.name === until && one.rows.length > 0)
  // What is to take another’s place is not drawn empty beside it.
  const toCome = ({ name, rows }: (typeof all)[number]) =>
    rows.length === 0 && all.some(one => one.table.until === name)
  return {
    here: all.filter(one => !gone(one) && !toCome(one)),
    elsewhere: all.filter(one => gone(one) && one.rows.length > 0),
  }
}

/** Each part with what stands in it, in the definition's order: the latest answer, and those before it a click away. */
function known(desk: Desk, viewed: Viewed): Html {
  const { matter, procedure } = viewed
  const given = givenIn(procedure, [...matter.fragments, ...matter.entries], desk.world, {
    reader: { me: desk.me, matter },
    toldElsewhere: new Set(
      tablesFor(desk, viewed).flatMap(({ table: { tells = [] }, rows }) => (rows.length > 0 ? tells : [])),
    ),
  })
  const id = ids()
  const cards = Object.entries(procedure.parts).flatMap(([name, part]) => {
    const answers = matter.parts.has(name) && !procedure.writes?.parts.includes(name) ? given.get(name) : undefined
    return answers
      ? [
          summaryList({
            card: { title: { text: part.label, headingLevel: 3 } },
            rows: answerRows(desk, termsIn({ matter, procedure }, name, { given: answers, world: desk.world }), id),
          }),
        ]
      : []
  })
  return html`<section aria-labelledby="known"><h2 class="govuk-heading-m" id="known">What is known</h2>
    ${unquoted(desk, { matter, procedure })}
    ${analysedIn(procedure)}
    ${cards.length === 0 ? html`<p class="govuk-body">${procedure.writes?.parts.some(part => given.has(part)) ? 'All that you may see of it stands above.' : 'Nothing has been written in what you may see.'}</p>` : cards}</section>`
}

/** Told before anything can be done with it: nobody else may know of it yet. */
function stillSecret(desk: Desk, { matter, procedure }: Pick<Viewed, 'matter' | 'procedure'>): Html | false {
  const rule = secretIn(desk, { matter, procedure })
  const clause = rule && cited(desk.house.library, rule.clause)
  return (
    rule !== undefined &&
    insetText({
      text: html`<b>${rule.words}.</b> What you write where anybody else reads can’t name ${matter.reference}.${clause && clauseLink(clause, 'this rule')}`,
    })
  )
}

/** What this reader has is not to be named elsewhere: said where it is read, for there is nothing to do about it. */
function unquoted(desk: Desk, { matter, procedure }: Pick<Viewed, 'matter' | 'procedure'>): Html | false {
  const rule = unquotedFor(procedure, matter, desk.me, desk.world)
  const clause = rule && cited(desk.house.library, rule.clause)
  return (
    rule !== undefined &&
    insetText({
      text: html`<b>${rule.words}.</b> What you write elsewhere can’t name ${matter.reference}. ${rule.next}${clause && clauseLink(clause, 'this rule')}`,
    })
  )
}

/** What was handed over on terms says first which hold: what was answered when they were set is a click away. */
function answerRows(desk: Desk, { sentences, set, others }: Terms, id: Ids) {
  const rows = (given: readonly Given[]) =>
    given.map(one => ({
      key: one.label,
      value: { text: one.facts ? record(desk, one, id) : latest(desk, one, id) },
    }))
  const terms = {
    key: 'The terms that hold now',
    value: html`<ul class="govuk-list govuk-!-margin-bottom-0">${sentences.map(one => html`<li>${isolated(one)}</li>`)}</ul>${
      set.length > 0 &&
      details({
        summaryText: asTheyWereSet,
        classes: 'govuk-!-margin-bottom-0 govuk-!-margin-top-2',
        text: summaryList({ rows: rows(set) }),
      })
    }`,
  }
  return [...(sentences.length > 0 ? [terms] : []), ...rows(others)]
}

const latest = (desk: Desk, { label, answers }: Given, id: Ids): Html => {
  const [newest, ...older] = answers
  return html`${newest && answered(newest, id)}${
    older.length > 0 &&
    details({
      summaryText: html`Earlier<span class="govuk-visually-hidden">: ${label}</span>`,
      classes: 'govuk-!-margin-bottom-0 govuk-!-margin-top-2',
      text: html`${older.map(({ lines, entry }) => html`<p class="govuk-body"><span class="app-answer">${marked(lines.join('\n'))}</span>${whenAndBy(desk, entry)}</p>`)}`,
    })
  }`
}

/** One of several records of a kind: an enquiry, an observation, an answer to a recommendation. */
const record = (desk: Desk, { facts, answers }: Given, id: Ids): Html =>
  html`${entryFacts((facts ?? []).map(([question, answer]) => [question, answered(answer, id)] as const))}${answers.map(({ entry }) => whenAndBy(desk, entry))}`

const whenAndBy = (desk: Desk, entry: Given['answers'][number]['entry']): Html | undefined =>
  entry.at &&
  html`<br><span class="govuk-hint">${instantElement(entry.at)}${entry.by.body === desk.me.body && html`, ${entry.by.name}`}</span>`

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

const documents = ({ documents: files, procedure }: Viewed): Html | false =>
  files.length > 0 &&
  html`<section aria-labelledby="documents"><h2 class="govuk-heading-m" id="documents">Documents</h2>
    ${table({
      caption: 'Files attached to this matter',
      captionClasses: 'govuk-visually-hidden',
      head: ['File', 'Part', 'Size', 'Attached'],
      firstCellIsHeader: true,
      rows: files.map(file => [
        named(file),
        procedure.parts[file.part]?.label ?? file.part,
        sizeOf(file.size),
        instantElement(file.uploadedAt),
      ]),
    })}</section>`

const named = (file: Attached): Html =>
  file.state === 'clean'
    ? html`<a class="govuk-link" href="${paths.document({ id: file.id })}">${isolated(file.name)}</a>${!file.scanned && html`<br><span class="govuk-hint">No virus scanner looked at it</span>`}`
    : html`${isolated(file.name)} (${whyShut[file.state]})`

const whyShut: Readonly<Record<Exclude<Attached['state'], 'clean'>, string>> = {
  quarantined: 'waiting to be scanned',
  infected: 'infected: it cannot be opened',
  withdrawn: 'words were struck out of it: it is no longer kept',
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)

/** A list of parts, or what is missing from it where that is shorter. */
function partsInWords(procedure: Procedure, parts: readonly string[]): readonly string[] {
  const label = (part: string) => procedure.parts[part]?.label ?? part
  const missing = Object.keys(procedure.parts).filter(part => !parts.includes(part))
  if (missing.length === 0) return ['all of it']
  return missing.length < parts.length
    ? [`all but ${missing.map(part => lower(label(part))).join('; ')}`]
    : parts.map(label)
}

/** What the agreement calls to be written about it: each made here from what its writer sees, marked, and recorded. */
function letters(desk: Desk, viewed: Viewed): Html | false {
  const { reference } = viewed.matter
  const offered = lettersFor(desk, viewed)
  return (
    offered.length > 0 &&
    html`<section class="app-no-print" aria-labelledby="letters"><h2 class="govuk-heading-m" id="letters">Letters and papers</h2>
      <ul class="govuk-list">${offered.map(
        one =>
          html`<li><a class="govuk-link" href="${paths.letter({ reference, letter: one.id })}">${one.label}</a> <span class="govuk-hint">${one.clause}</span></li>`,
      )}</ul></section>`
  )
}

/** Everyone this person may know to see it, each with the parts, the purpose and the conditions; those alike together. */
function seers(desk: Desk, { matter, procedure }: Viewed): Html {
  const { directory } = desk.world
  const inForce = matter.disclosures.filter(
    one => !isClock(directory, one.to) && !one.ended && (!one.until || one.until > desk.world.now),
  )
  // Whoever was given it again, on other terms, sees it still.
  const ended = matter.disclosures.filter(
    one => one.ended && !inForce.some(now => now.part === one.part && now.to === one.to),
  )
  const waiting = standingOffers(matter, desk.world.now).filter(one => !one.accepted && !one.passedOn)
  const readers = [...Map.groupBy(inForce, one => one.to)].map(([to, disclosures]) => {
    const parts = Object.keys(procedure.parts).filter(part => disclosures.some(one => one.part === part))
    const until = disclosures.find(one => one.until)?.until
    return {
      name: nameOf(directory, to),
      own: to === desk.me.unit || to === desk.me.post,
      parts: partsInWords(procedure, parts),
      because: [...new Set(disclosures.map(one => `${one.purpose} (${one.clause})`))].join('; '),
      conditions: [...new Set(disclosures.flatMap(one => one.conditions))],
      until: until && instantElement(until),
    }
  })
  const alike = Map.groupBy(readers, one =>
    JSON.stringify([one.own, one.parts, one.because, one.conditions, String(one.until)]),
  )
  return html`${whoSees({
    what: 'this matter',
    others: othersSee(
      desk.me,
      matter,
      [...matter.parts].map(part => markingOfPart(procedure, part, matter)),
    ),
    readers: [...alike.values()].map(same => ({
      ...(same[0] as (typeof readers)[0]),
      name: same.map(one => one.name).join('; '),
    })),
  })}${
    waiting.length > 0 &&
    html`<h3 class="govuk-heading-s">Offered, and not opened yet</h3><ul class="govuk-list govuk-list--bullet">${waiting.map(
      one =>
        html`<li>${nameOf(directory, one.to)}: ${procedure.parts[one.part]?.label ?? one.part}, ${opensWhen(procedure, one.part, one.may)} (${one.clause})</li>`,
    )}</ul>`
  }${
    ended.length > 0 &&
    details({
      summaryText: 'Who saw it before',
      text: html`<ul class="govuk-list">${ended.map(
        one =>
          html`<li>${nameOf(directory, one.to)}: ${procedure.parts[one.part]?.label ?? one.part}, until ${instantElement(one.ended as Date)}</li>`,
      )}</ul>`,
    })
  }`
}

/** The newest of them: all are on a page of their own. */
const fewOpenings = 5

/** Who opened it: all of them for whoever owns it, and to anyone else their own alone. */
function openers(desk: Desk, { matter }: Viewed, opened: readonly Receipt[]): Html | false {
  if (opened.length === 0) return false
  const mine = desk.me.unit === matter.owner
  return details({
    summaryText: mine ? 'Who opened it' : 'When you opened it',
    text: html`<ul class="govuk-list">${opened
      .slice(0, fewOpenings)
      .map(
        one =>
          html`<li><strong>${one.title}</strong><br>${readingWords[one.kind]} ${instantElement(one.at)}${one.why && html`: ${isolated(one.why)}`}</li>`,
      )}</ul><p class="govuk-body"><a class="govuk-link" href="${paths.seen({ reference: matter.reference })}">${mine ? 'All of it, and to whom it was sent' : 'All of it'}</a></p>`,
  })
}

/** So many are told with what they are; any more by their references, for pages are read on a telephone too. */
export const mostTied = 12

/** What it is tied to, of what its reader may see: which each is, and what it is called. */
function ties(desk: Desk, { ties: references }: Viewed, tied: readonly Tied[]): Html | false {
  const told = new Set(tied.map(one => one.reference))
  const others = references.filter(one => !told.has(one))
  const linked = (reference: string) => referenceLink(reference, paths.matter({ reference }))
  return (
    references.length > 0 &&
    html`<h2 class="govuk-heading-s">Tied to</h2><ul class="govuk-list govuk-list--spaced">${tied.map(one => html`<li>${linked(one.reference)}<br>${calledInFull(desk, one)}</li>`)}${others.length > 0 && html`<li>${others.map((one, at) => html`${at > 0 && ', '}${linked(one)}`)}</li>`}</ul>`
  )
}

/** What it is, and what it is called unless that says the same. */
function calledInFull({ world }: Desk, { procedure, facts, ...matter }: Tied): Html {
  const kind = capital(nounOf(procedure))
  const heading = headingOf(procedure, facts, world, placeName(matter, world))
  return heading.startsWith(kind) ? isolated(heading) : html`${kind}: ${isolated(heading)}`
}
