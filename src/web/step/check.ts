import { createHash } from 'node:crypto'
import type { Settling } from '../../engine/deadline.ts'
import { sharesIn, takesBack, type Making, type Recalling, type Sharing } from '../../engine/decide.ts'
import { evolve, type Entry, type Fragment, type Matter } from '../../engine/matter.ts'
import { markingOfPart } from '../../engine/procedure.ts'
import type { Marking } from '../../letters/marking.ts'
import { highest } from '../../letters/marking.ts'
import { dayOf } from '../../calendar/day.ts'
import type { Elsewhere } from '../../desk/elsewhere.ts'
import type { Row } from '../../desk/list.ts'
import { versionOf } from '../../desk/matter.ts'
import type { Effect } from '../../desk/people.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { clauseNote } from '../components/clause-note.ts'
import { details } from '../components/details.ts'
import { entryFacts } from '../components/history.ts'
import { insetText } from '../components/inset-text.ts'
import { obligation } from '../components/obligation.ts'
import { previewDisclosure } from '../components/preview-disclosure.ts'
import { referenceLink } from '../components/reference-link.ts'
import { summaryList } from '../components/summary-list.ts'
import { tag } from '../components/tag.ts'
import { warningText } from '../components/warning-text.ts'
import { cited } from '../cited.ts'
import { carried, hidden } from '../forms.ts'
import { html, isolated, joined, type Content, type Html } from '../html.ts'
import { answered, ids, type Ids } from '../matter/answered.ts'
import { givenIn, type Given } from '../matter/given.ts'
import { leftOpen } from '../matter/still.ts'
import { asTheyWereSet, termsIn } from '../matter/terms.ts'
import { paths } from '../paths.ts'
import { effectsShown } from '../people/effects.ts'
import { view, type View } from '../route.ts'
import { dayElement, instantElement } from '../times.ts'
import { isClock, nameOf, opensWhen, othersSee, readerName } from '../words.ts'
import { fieldsOf } from './answers.ts'
import type { Acting, OnForm } from './route.ts'
import { caption, markingOn } from './view.ts'

export interface Made {
  readonly matter: Matter
  readonly making: Making
  /** What it changes in who holds which post. */
  readonly effects?: readonly Effect[]
  /** What it does on other matters. */
  readonly elsewhere?: readonly Elsewhere[]
}

/** A digest of all that a check page shows: who confirms it, confirms exactly that and nothing that came about since. */
export const shownAs = ({ viewed }: Acting, matter: Matter, making: Making): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        viewed ? versionOf(viewed.matter) : matter.owner,
        making.entry.answers,
        sharesIn(making, matter).map(({ part, to, purpose, conditions, may }) => [part, to, purpose, conditions, may]),
        making.accepts,
        making.declines,
        making.recalls.map(({ part, from, allBut }) => [part, from, allBut]),
        making.tells,
        making.opens.length,
        making.changes,
      ]),
    )
    .digest('hex')

/** What the step will do, before it does it: who will see what and why, who is told, what falls due. Then the button. */
export function checkView(acting: Acting, onForm: OnForm, made: Made, alreadyThere: readonly Row[] = []): View {
  const { step, matter } = acting
  const prison = toPrison(acting, made)
  const taking = {
    matter: made.matter,
    me: acting.desk.me,
    answers: made.making.entry.answers,
    world: acting.desk.world,
  }
  const warning = step.warn?.(taking)
  return view({
    title: `Check: ${step.label}${matter.reference && ` – ${matter.reference}`}`,
    marking: markingOfAll(acting, made),
    section: 'work',
    before: asksAnything(acting)
      ? backLink({ href: acting.address, text: 'Back to what you wrote' })
      : backLink({ href: acting.back }),
    content: html`${leftOpen(matter)}<form method="post" action="${acting.address}">${hidden(acting.token)}${carry(acting, onForm, made)}
      ${prison.length > 0 ? interruption(acting, made, prison) : heading(acting)}
      ${!asksAnything(acting) && step.about && html`<p class="govuk-body">${step.about}</p>`}
      ${warning && warningText({ text: warning })}
      ${leavesOwed(acting, made)}
      ${offered(acting)}
      ${same(acting, alreadyThere)}
      ${written(acting, made)}
      ${madeFiles(acting, made)}
      ${disclosed(acting, made)}
      ${recalled(acting, made)}
      ${told(acting, made)}
      ${besides(acting, made)}
      ${due(acting, made)}
      ${effectsShown(made.effects ?? [])}
      ${prison.length === 0 && html`<div class="govuk-button-group">${confirm(acting)}${asksAnything(acting) ? change : html`<a class="govuk-link" href="${acting.back}">Go back without doing this</a>`}</div>`}
    </form>`,
  })
}

/** Whether there is a form before this page: what asks nothing is checked at once. */
const asksAnything = ({ step }: Acting): boolean => Object.keys(step.asks).length > 0

const heading = (acting: Acting): Html =>
  html`<h1 class="govuk-heading-l">${caption(acting)}Check before you go on: ${acting.step.label.charAt(0).toLowerCase() + acting.step.label.slice(1)}</h1>`

/** What may be about the same person or event: pointed out before it is begun a second time. */
const same = ({ desk, procedure }: Acting, rows: readonly Row[]): Html | false =>
  rows.length > 0 &&
  insetText({
    text: html`<h2 class="govuk-heading-m">There may be one already</h2>
      <p class="govuk-body">${rows.length === 1 ? 'This looks' : 'These look'} like the same. Look before you begin another; what you wrote here is kept.</p>
      <ul class="govuk-list govuk-list--bullet">${rows.map(
        row =>
          html`<li>${referenceLink(row.reference, paths.matter({ reference: row.reference }))}, begun ${dayElement(dayOf(row.openedAt))}${row.stage && html`: ${procedure.stages[row.stage] ?? row.stage}`}${row.place && html`, ${desk.world.directory.findPlace(row.place)?.name ?? row.place}`}</li>`,
      )}</ul>`,
  })

const confirm = ({ step }: Acting): Html =>
  button({ text: step.label, name: '_go', value: 'confirm', preventDoubleClick: true })
const change: Html = button({
  text: 'Change what you wrote',
  name: '_go',
  value: 'change',
  classes: 'govuk-button--secondary',
})

const carry = (acting: Acting, { raw, key, version }: OnForm, { matter, making }: Made): Content => [
  ...carried(fieldsOf(acting.step.asks, raw)),
  ...carried({ _key: key, _version: version, _shown: shownAs(acting, matter, making) }),
]

/** The marking of the whole: of what its form carries, and of every part that the step discloses. */
const markingOfAll = (acting: Acting, { matter, making }: Made): Marking => {
  const said = evolve(matter, making.entry)
  return highest([
    markingOn(acting, said),
    ...sharesIn(making, matter).flatMap(share => markingOfPart(acting.procedure, share.part, said) ?? []),
  ])
}

// ── What came with an offer ──────────────────────────────────────────────────────────────────────────────────────────

/** Before something opens on terms: the terms that hold, and all that came with it and may be read already, in full. */
function offered({ desk, step, procedure, matter }: Acting): Html | false {
  const { accepts } = step
  if (!accepts) return false
  const written = givenIn(procedure, [...matter.fragments, ...matter.entries], desk.world)
  const came = Object.entries(procedure.parts).flatMap(([part, { label }]) =>
    matter.parts.has(part) && !accepts.includes(part) && written.has(part)
      ? [{ label, ...termsIn({ matter, procedure }, part, { given: written.get(part) ?? [], world: desk.world }) }]
      : [],
  )
  return html`${came.map(
    ({ sentences, set }) =>
      sentences.length > 0 &&
      html`<h2 class="govuk-heading-m">The terms that you accept</h2>
        <ul class="govuk-list govuk-list--bullet">${sentences.map(one => html`<li>${isolated(one)}</li>`)}</ul>
        ${set.length > 0 && details({ summaryText: asTheyWereSet, text: summaryList({ rows: answerRows(set) }) })}`,
  )}
    ${came.map(
      ({ label, others }) =>
        others.length > 0 &&
        summaryList({ card: { title: { text: label, headingLevel: 2 } }, rows: answerRows(others) }),
    )}`
}

// ── What was written, and who sees it ────────────────────────────────────────────────────────────────────────────────

const partLabel = ({ procedure }: Acting, part: string): string => procedure.parts[part]?.label ?? part

/**
 * Taken back and given again by the same step: on other terms, to someone who had it or was offered it. Whoever may not know who had it
 * is told so of everybody it is taken from by name.
 */
const isSharedAgain = (
  { making, matter }: Made,
  { part, to }: Pick<Sharing, 'part' | 'to'>,
  from: readonly string[],
): boolean =>
  making.recalls.some(recall => takesBack(recall, { part, to }, matter)) &&
  (from.includes(to) ||
    (othersSee(making.entry.by, matter) !== undefined && making.recalls.some(recall => recall.from === to)) ||
    matter.offers.some(offer => offer.part === part && offer.to === to && !offer.ended))

/** Keys of the units and posts that see a part once the step is taken, as far as its taker may know: new ones told apart. */
function readersOf(
  acting: Acting,
  { matter, making }: Made,
  part: string,
): readonly { key: string; isNew: boolean; may?: Sharing['may'] }[] {
  const now = matter.disclosures
    .filter(one => one.part === part && !one.ended && (!one.until || one.until > acting.desk.world.now))
    .map(one => one.to)
  const owner = acting.viewed || acting.procedure.parts[part]?.apart ? [] : [matter.owner]
  const before = [...new Set([...owner, ...now])].filter(
    to => !making.recalls.some(recall => takesBack(recall, { part, to }, matter)),
  )
  const added = new Map(
    sharesIn(making, matter)
      .filter(share => share.part === part && !before.includes(share.to))
      .map(share => [share.to, share]),
  )
  return [
    ...before.map(key => ({ key, isNew: false })),
    ...[...added].map(([key, share]) => ({
      key,
      isNew: !isSharedAgain({ matter, making }, share, now),
      ...(share.may && { may: share.may }),
    })),
  ]
}

const given = (
  acting: Acting,
  said: readonly (Entry | Fragment)[],
  how: Parameters<typeof givenIn>[3] = {},
): ReadonlyMap<string, readonly Given[]> => givenIn(acting.procedure, said, acting.desk.world, how)

const answerRows = (held: readonly Given[] | undefined, id: Ids = ids()) =>
  (held ?? []).map(({ label, answers, facts }) => ({
    key: label,
    value: {
      text: facts
        ? entryFacts(facts.map(([question, answer]) => [question, answered(answer, id)] as const))
        : html`${answers.map((one, at) => [at > 0 && html`<span class="govuk-hint govuk-!-margin-bottom-0">Earlier, and still there to be read</span>`, answered(one, id)])}`,
    },
  }))

/** Files that the program made: to be looked at before they go. */
const madeFiles = ({ step }: Acting, { making }: Made): readonly Html[] =>
  Object.entries(step.asks).flatMap(([name, question]) =>
    question.made && question.kind === 'documents'
      ? [making.entry.answers[name]]
          .flat()
          .map(
            id =>
              html`<p class="govuk-body"><a class="govuk-link" href="${paths.document({ id: String(id) })}">Look at it before it goes: ${question.label}</a></p>`,
          )
      : [],
  )

function written(acting: Acting, made: Made): Html | false {
  const reader = { me: acting.desk.me, matter: made.matter }
  const now = given(acting, [made.making.entry], { asAsked: true, reader })
  if (now.size === 0) return false
  const id = ids()
  return html`<h2 class="govuk-heading-m">What you wrote, and who will see it</h2>
    ${[...now].map(([part, answers]) =>
      summaryList({
        card: { title: { text: partLabel(acting, part), headingLevel: 3 } },
        rows: [
          ...answerRows(answers, id),
          { key: 'Seen by', value: { text: seenBy(acting, made, part) } },
          ...sealedFor(acting, made, part),
        ],
      }),
    )}`
}

function seenBy(acting: Acting, made: Made, part: string): Html {
  const { desk, viewed, procedure } = acting
  const others = viewed && othersSee(desk.me, viewed.matter, [markingOfPart(procedure, part, viewed.matter)])
  return html`<ul class="govuk-list govuk-!-margin-bottom-0">${readersOf(acting, made, part)
    .filter(({ key, may }) => !may && !isClock(desk.world.directory, key))
    .map(
      ({ key, isNew }) =>
        html`<li>${nameOf(desk.world.directory, key)}${[desk.me.unit, desk.me.post].includes(key) && ' (you)'}${isNew && html` ${tag({ text: 'New', classes: 'govuk-tag--purple' })}`}</li>`,
    )}${others && html`<li>${others}</li>`}</ul>`
}

/** Those to whom it is only offered, and how it opens to them. */
const sealedFor = (acting: Acting, made: Made, part: string) =>
  [
    ...Map.groupBy(
      readersOf(acting, made, part).filter(one => one.may),
      ({ may }) => may && opensWhen(acting.procedure, part, may),
    ),
  ].map(([words, some]) => ({
    key: 'Offered, sealed, to',
    value: `${some.map(({ key }) => nameOf(acting.desk.world.directory, key)).join('; ')}: ${words}`,
  }))

// ── What is disclosed ────────────────────────────────────────────────────────────────────────────────────────────────

interface ToOne {
  readonly to: string
  readonly shares: readonly Sharing[]
}

/** Disclosures that are not in force already, by whom they are to. */
function disclosures(acting: Acting, made: Made): readonly ToOne[] {
  const { directory } = acting.desk.world
  const fresh = sharesIn(made.making, made.matter)
    .filter(share => !isClock(directory, share.to))
    .filter(share => readersOf(acting, made, share.part).some(one => one.key === share.to && one.isNew))
  return [...Map.groupBy(fresh, share => share.to)].map(([to, shares]) => ({ to, shares }))
}

function isInPrison({ desk }: Acting, key: string): boolean {
  const { directory } = desk.world
  const reader = directory.reader(key)
  return directory.unit('title' in reader ? reader.unit : reader.key).kind === 'establishment'
}

/** What those who run a prison see as soon as it is done; what they are only offered stands with the other offers. */
const toPrison = (acting: Acting, made: Made): readonly ToOne[] =>
  disclosures(acting, made)
    .filter(one => isInPrison(acting, one.to))
    .map(({ to, shares }) => ({ to, shares: shares.filter(share => !share.may) }))
    .filter(({ shares }) => shares.length > 0)

/** Word for word what is in a part once the step is taken. */
function contentOf(acting: Acting, { matter, making }: Made, part: string): Html {
  const rows = answerRows(given(acting, [...matter.fragments, ...matter.entries, making.entry]).get(part))
  return rows.length === 0 ? html`<p class="govuk-body">Nothing is written in it yet.</p>` : summaryList({ rows })
}

/** Before anything is disclosed to those who run a prison: in full, in plain words, and nothing else on the way (C-09). */
function interruption(acting: Acting, made: Made, recipients: readonly ToOne[]): Html {
  const { directory } = acting.desk.world
  const parts = [...new Set(recipients.flatMap(one => one.shares.map(share => share.part)))]
  const withheld = [...made.matter.parts].filter(
    part =>
      !parts.includes(part) && !recipients.some(({ to }) => readersOf(acting, made, part).some(one => one.key === to)),
  )
  const names = recipients.map(one => nameOf(directory, one.to))
  return previewDisclosure({
    heading: html`${acting.matter.reference && html`<span class="govuk-visually-hidden">${acting.matter.reference}: </span>`}${names.join(' and ')} will see this`,
    recipients: recipients.flatMap(({ to, shares }) =>
      [...Map.groupBy(shares, share => share.purpose)].map(([purpose, same]) => ({
        name: nameOf(directory, to),
        purpose: purpose.charAt(0).toLowerCase() + purpose.slice(1),
        conditions: [...new Set(same.flatMap(share => share.conditions))],
      })),
    ),
    parts: parts.map(part => ({ name: partLabel(acting, part), content: contentOf(acting, made, part) })),
    withheld: withheld.map(part => partLabel(acting, part)),
    // Somebody who does not know of every reader can't tell what these have already.
    known: !acting.viewed || !othersSee(acting.desk.me, acting.viewed.matter),
    because: html`${[...new Set(recipients.flatMap(one => one.shares.map(share => share.clause)))].map(id => {
      const clause = cited(acting.desk.house.library, id)
      return clause && html`<p>${clause.text} (${clause.id})</p>`
    })}`,
    warning: 'It can be recalled later. Nobody can be made to forget it.',
    actions: html`${button({ text: acting.step.label, name: '_go', value: 'confirm', preventDoubleClick: true, classes: 'govuk-button--inverse' })}<button class="govuk-link app-link-button app-link-button--inverse" type="submit" name="_go" value="change">Go back without doing this</button>`,
  })
}

/** Whoever comes to see more, with what, what for and on which conditions; those to whom the same is disclosed together. */
function disclosed(acting: Acting, made: Made): Html | false {
  const { procedure } = acting
  // Those to a prison are told in full above.
  const all = disclosures(acting, made)
    .map(({ to, shares }) => ({ to, shares: isInPrison(acting, to) ? shares.filter(share => share.may) : shares }))
    .filter(({ shares }) => shares.length > 0)
  if (all.length === 0) return false
  const { directory } = acting.desk.world
  const alike = Map.groupBy(all, ({ shares }) =>
    JSON.stringify(shares.map(({ part, purpose, conditions, until, may }) => [part, purpose, conditions, until, may])),
  )
  return html`<h2 class="govuk-heading-m">Who will be able to see more than before</h2>
    ${[...alike.values()].map(same => {
      const shares = same[0]?.shares ?? []
      const { now, later } = parted(
        acting,
        made,
        shares.filter(share => !share.may),
      )
      const conditions = [...new Set(shares.flatMap(share => share.conditions))]
      const until = [...new Set(shares.flatMap(share => share.until ?? []))]
      return summaryList({
        card: { title: { text: same.map(one => nameOf(directory, one.to)).join('; '), headingLevel: 3 } },
        rows: [
          now.length > 0 && { key: 'Will see', value: now.join('; ') },
          later.length > 0 && { key: 'And, once something is written there', value: later.join('; ') },
          ...[
            ...Map.groupBy(
              shares.filter(share => share.may),
              ({ part, may }) => may && opensWhen(procedure, part, may),
            ),
          ].map(([words, offered]) => ({
            key: 'Is offered, sealed',
            value: `${[...new Set(offered.map(({ part }) => partLabel(acting, part)))].join('; ')}: ${words}`,
          })),
          { key: 'What for', value: [...new Set(shares.map(share => share.purpose))].join('; ') },
          conditions.length > 0 && { key: 'On condition', value: conditions.join('; ') },
          until.length > 0 && { key: 'Until', value: { text: joined(until.map(instantElement), ', ') } },
          {
            key: 'What allows it',
            value: {
              text: html`${[...new Set(same.flatMap(one => one.shares.map(share => share.clause)))].map(id => noteOf(acting, id))}`,
            },
          },
          already(acting, made, shares),
        ],
      })
    })}`
}

/** Parts in which something stands once the step is taken, and those that are empty so far. */
function parted(
  acting: Acting,
  { matter, making }: Made,
  shares: readonly Sharing[],
): { now: string[]; later: string[] } {
  const filled = new Set([
    ...given(acting, [...matter.fragments, ...matter.entries, making.entry]).keys(),
    // That something was done is there to be seen, also where nothing was said of it.
    ...matter.entries.map(({ part }) => part),
    making.entry.part,
  ])
  const parts = Object.keys(acting.procedure.parts).filter(part => shares.some(share => share.part === part))
  return {
    now: parts.filter(part => filled.has(part)).map(part => partLabel(acting, part)),
    later: parts.filter(part => !filled.has(part)).map(part => partLabel(acting, part)),
  }
}

const noteOf = (acting: Acting, id: string): Content => {
  const clause = cited(acting.desk.house.library, id)
  return clause ? clauseNote({ clause, about: 'this is disclosed' }) : id
}

/** What stands in the parts already, which a new reader comes to see with it. */
function already(acting: Acting, made: Made, shares: readonly Sharing[]) {
  const before = given(acting, [...made.matter.fragments, ...made.matter.entries])
  const parts = [...new Set(shares.map(share => share.part))].filter(part => before.has(part))
  return (
    parts.length > 0 && {
      key: 'Earlier words they also see',
      value: {
        text: details({
          summaryText: 'Read what was written there before',
          text: html`${parts.map(part => html`<h4 class="govuk-heading-s">${partLabel(acting, part)}</h4>${summaryList({ rows: answerRows(before.get(part)) })}`)}`,
        }),
      },
    }
  )
}

/** Whoever loses sight of something, and whoever keeps it on other terms than before. */
function recalled(acting: Acting, made: Made): Html {
  const { directory } = acting.desk.world
  const again = sharesIn(made.making, made.matter).filter(share =>
    isSharedAgain(
      made,
      share,
      made.matter.disclosures.flatMap(one => (one.part === share.part && !one.ended ? [one.to] : [])),
    ),
  )
  // Of those whom a recall does not name, the ones that whoever takes the step knows of.
  const known = (recall: Recalling): readonly string[] =>
    recall.from === undefined
      ? made.matter.disclosures.flatMap(one => (!one.ended && takesBack(recall, one, made.matter) ? [one.to] : []))
      : [recall.from]
  const gone = made.making.recalls
    .flatMap(recall => [...new Set(known(recall))].map(from => ({ part: recall.part, from })))
    .filter(({ part, from }) => !again.some(share => share.part === part && share.to === from))
  const unnamed = made.making.recalls.filter(recall => recall.from === undefined)
  const byKeepers = [...Map.groupBy(unnamed, ({ allBut = [] }) => allBut.toSorted().join(' ')).values()]
  const keepers = (some: readonly Recalling[]) => some[0]?.allBut?.map(key => nameOf(directory, key)).join('; ')
  const listed = <T>(
    heading: string,
    of: readonly T[],
    to: (one: T) => string,
    words: (some: readonly T[]) => string,
  ) =>
    of.length > 0 &&
    html`<h2 class="govuk-heading-m">${heading}</h2>
      <ul class="govuk-list govuk-list--bullet">${[...Map.groupBy(of, to)].map(
        ([key, some]) => html`<li>${nameOf(directory, key)}: ${words(some)}</li>`,
      )}</ul>`
  const parts = (some: readonly { readonly part: string }[]) =>
    [...new Set(some.map(({ part }) => partLabel(acting, part)))].join('; ')
  return html`${listed('Who will no longer see it', gone, ({ from }) => from, parts)}
    ${
      othersSee(acting.desk.me, made.matter) &&
      byKeepers.map(
        some =>
          html`<p class="govuk-body">And everybody else who was shown it, whom you need not know: ${parts(some)}. Whoever is handling it goes on seeing it${keepers(some) && `; so do those of these who see it now: ${keepers(some)}`}.</p>`,
      )
    }
    ${listed(
      'Who keeps it on other terms than before',
      again,
      ({ to }) => to,
      some => {
        const conditions = [...new Set(some.flatMap(one => one.conditions))]
        return `${parts(some)}; ${conditions.length > 0 ? `on condition: ${conditions.join('; ')}` : 'without a condition'}`
      },
    )}`
}

/** Only those who can see what was done are told of it; the message itself says no more than that something waits. */
function told(acting: Acting, made: Made): Html | false {
  const seeing = new Set(readersOf(acting, made, acting.step.part).map(one => one.key))
  const { directory } = acting.desk.world
  const tells = made.making.tells.filter(key => {
    const reader = directory.reader(key)
    return (
      seeing.has(key) ||
      ('title' in reader && seeing.has(reader.unit)) ||
      directory.posts({ unit: key }).some(post => seeing.has(post.key))
    )
  })
  return (
    tells.length > 0 &&
    html`<h2 class="govuk-heading-m">Who is told</h2>
      <p class="govuk-body">They get a message that something waits for them. It holds no name, place or words of this matter.</p>
      <ul class="govuk-list govuk-list--bullet">${tells.map(key => html`<li>${nameOf(directory, key)}</li>`)}</ul>`
  )
}

/** What is done on other matters in the same act, and who reads it there. */
function besides({ desk }: Acting, { elsewhere = [] }: Made): Html | false {
  const { directory } = desk.world
  const seen = elsewhere
    .map(one => ({ ...one, readers: one.readers.filter(key => !isClock(directory, key)) }))
    .filter(({ readers }) => readers.length > 0)
  return (
    seen.length > 0 &&
    html`<h2 class="govuk-heading-m">What else it does</h2>
      <ul class="govuk-list govuk-list--bullet">${seen.map(
        ({ references, what, readers }) =>
          html`<li>${
            references.length > 0
              ? html`${joined(
                  references.map(reference => referenceLink(reference, paths.matter({ reference }))),
                  ', ',
                )}: ${what}`
              : html`Begins ${what}`
          }. Seen there by: ${readers.map(key => nameOf(directory, key)).join('; ')}</li>`,
      )}</ul>`
  )
}

/** Each duty with its dates and how they were reached, as it will stand on the matter's own page. */
function due(acting: Acting, { making }: Made): Html | false {
  const { desk, viewed } = acting
  const { directory } = desk.world
  // Whoever does not see the duty that one takes the place of is told of neither.
  const following = making.follows.filter(({ rule, of, owedBy }) =>
    viewed?.obligations.some(
      one =>
        one.rule === of &&
        (one.state === 'due' || one.state === 'overdue') &&
        (rule !== of || directory.readerById(one.owedBy).key !== owedBy),
    ),
  )
  const falls = [...making.falls, ...following]
  if (falls.length === 0) return false
  return html`<h2 class="govuk-heading-m">What falls due</h2>
    ${falls.map(({ label, owedBy, limit, target, aim, basis, clause }) =>
      obligation({
        label,
        owedBy: [desk.me.unit, desk.me.post].includes(owedBy) ? 'you' : nameOf(directory, owedBy),
        limit,
        target,
        aim,
        basis,
        reckoning: { today: desk.world.today, calendar: desk.world.calendar },
        clause: cited(desk.house.library, clause),
      }),
    )}`
}

/**
 * What is owed in the matter and would be left behind, where the step brings it to its last stage: what it meets itself is
 * left out. Its taker may go past it.
 */
function leavesOwed({ desk, procedure, viewed }: Acting, { making }: Made): Html | false {
  if (!viewed || making.entry.to !== Object.keys(procedure.stages).at(-1)) return false
  const settles = (rule: string, how: Settling['how']) =>
    making.settles.some(one => one.rule === rule && one.how === how)
  const left = viewed.obligations.filter(
    one => (one.state === 'due' || one.state === 'overdue') && !settles(one.rule, 'met'),
  )
  return (
    left.length > 0 &&
    html`${warningText({ text: left.length === 1 ? 'Something is still owed here' : `${left.length} things are still owed here` })}
      <ul class="govuk-list govuk-list--bullet">${left.map(
        one =>
          html`<li>${one.label}<br>Owed by ${[desk.who.unitId, desk.who.postId].includes(one.owedBy) ? 'you' : readerName(desk.world.directory.readerById(one.owedBy))}, due ${dayElement(one.due)}. ${settles(one.rule, 'fell away') ? 'It will be left undone, and owed no longer' : 'It goes on being owed'}.</li>`,
      )}</ul>`
  )
}
