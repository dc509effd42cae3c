import { bodies } from '../../bodies.ts'
import { formatDay, type Day } from '../../calendar/day.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Viewed } from '../../desk/matter.ts'
import type { coming, Waiting } from '../../desk/packages.ts'
import type { Problem } from '../../engine/decide.ts'
import { wordKey, type Travelling, type Word } from '../../engine/procedure.ts'
import { unborn } from '../../desk/preview.ts'
import { mostSealed } from '../../interchange/envelope.ts'
import { bodiesInWords, fingerprintOf, idOf, type OwnKeys, type Trusted } from '../../interchange/keys.ts'
import type { Item, Terms } from '../../interchange/manifest.ts'
import { official, type Marking } from '../../letters/marking.ts'
import { backLink } from '../components/back-link.ts'
import { button } from '../components/button.ts'
import { checkboxes } from '../components/checkboxes.ts'
import { details } from '../components/details.ts'
import type { SummarisedError } from '../components/error-summary.ts'
import { fileUpload } from '../components/file-upload.ts'
import { insetText } from '../components/inset-text.ts'
import { radios } from '../components/radios.ts'
import { summaryList } from '../components/summary-list.ts'
import { table } from '../components/table.ts'
import { warningText } from '../components/warning-text.ts'
import { hidden } from '../forms.ts'
import { html, isolated, type Html } from '../html.ts'
import type { Token } from '../layout.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { fieldName, type Raw } from '../step/answers.ts'
import { questionFields } from '../step/questions.ts'
import { instantElement } from '../times.ts'

// ── Going out ────────────────────────────────────────────────────────────────────────────────────────────────────────

const exportTitle = 'Export it as a sealed package'
const backTo = ({ matter: { reference } }: Viewed): Html =>
  backLink({ text: `Back to ${reference}`, href: paths.matter({ reference }) })

/** It can’t be exported, and why. */
export const cannotView = (viewed: Viewed, words: string, { title = exportTitle, status = 200 } = {}): View =>
  view({
    status,
    title: `${title} – ${viewed.matter.reference}`,
    section: 'matters',
    before: backTo(viewed),
    content: html`<h1 class="govuk-heading-l">${title}</h1>${insetText({ text: `${words}.` })}`,
  })

interface Exporting {
  readonly desk: Desk
  readonly viewed: Viewed
  readonly travels: Travelling
  readonly token?: Token
  readonly own?: OwnKeys
  readonly trusted: readonly Trusted[]
  readonly errors?: readonly SummarisedError[]
}

export function exportView({ desk, viewed, travels, token, own, trusted, errors }: Exporting): View {
  const { matter } = viewed
  const packed = travels.packed(matter, desk.world)
  const ready = own !== undefined && trusted.length > 0 && packed !== undefined
  return view({
    title: `${exportTitle} – ${matter.reference}`,
    section: 'matters',
    marking: viewed.marking,
    before: backTo(viewed),
    errors,
    content: html`<h1 class="govuk-heading-l">${exportTitle}</h1>
      <p class="govuk-body">The package is one file, for another installation of Concordat. It holds what was shared, its files and its terms as they are now, signed by this installation, and it opens only where it is for. What was added later is not in it: you tell them that afterwards, if its terms let it go with the rest.</p>
      ${warningText({ text: 'To take it back or change its terms, do so here and then tell them in a package of its own: it holds there once they have brought that in.' })}
      ${
        packed &&
        summaryList({
          rows: [
            { key: 'In a line', value: packed.item.about },
            { key: 'Marking', value: packed.item.marking },
            { key: 'What it is for', value: packed.terms.purpose },
            { key: 'Its terms', value: lines(packed.terms.words) },
            { key: 'Files', value: filesInWords(packed.files.length) },
          ],
        })
      }
      ${!own && insetText({ text: 'This installation has no keys for packages yet. Whoever runs it makes them: concordat package keys --new' })}
      ${own && trusted.length === 0 && insetText({ text: 'No other installation is trusted here yet. Whoever runs this one adds them: concordat package trust' })}
      ${
        ready &&
        html`<form method="post" action="${paths.handOver({ reference: matter.reference })}">${hidden(token)}
          ${radios({
            name: 'to',
            idPrefix: 'to',
            fieldset: { legend: { text: 'Which installation is it for?', classes: 'govuk-fieldset__legend--s' } },
            errorMessage: errors?.[0]?.text as string | undefined,
            items: trusted.map(one => ({ value: one.signing, text: one.name, hint: bodiesInWords(one) })),
          })}
          ${button({ text: exportTitle, preventDoubleClick: true })}
        </form>`
      }`,
  })
}

export const wordTitle = 'Tell the other installation'

interface Telling extends Omit<Exporting, 'desk' | 'travels'> {
  readonly words: readonly Word[]
}

/** What there is to tell, of each package that it went or came in. */
export function wordView({ viewed, words, token, own, trusted, errors }: Telling): View {
  const { reference } = viewed.matter
  const nameOf = ({ key }: Word) =>
    trusted.find(one => idOf(one.signing) === key)?.name ?? 'An installation that is trusted no more'
  return view({
    title: `${wordTitle} – ${reference}`,
    section: 'matters',
    marking: viewed.marking,
    before: backTo(viewed),
    errors,
    content: html`<h1 class="govuk-heading-l">${wordTitle}</h1>
      <p class="govuk-body">The package is one file, signed by this installation, and it opens only where it is for. Send it to them; they bring it in as they brought in the item, and it holds there from that moment. To bring it in twice does nothing more.</p>
      ${
        own
          ? html`<form method="post" action="${paths.sendWord({ reference })}">${hidden(token)}
              ${radios({
                name: 'word',
                idPrefix: 'word',
                fieldset: {
                  legend: { text: 'What is to be told, and to whom?', classes: 'govuk-fieldset__legend--s' },
                },
                errorMessage: errors?.[0]?.text as string | undefined,
                items: words.map(one => ({
                  value: wordKey(one),
                  text: `${one.words}: ${nameOf(one)}`,
                  hint: `Of the package ${one.package}`,
                })),
              })}
              ${button({ text: 'Make the package', preventDoubleClick: true })}
            </form>`
          : insetText({
              text: 'This installation has no keys for packages. Whoever runs it makes them: concordat package keys --new',
            })
      }`,
  })
}

const filesInWords = (count: number) => (count === 0 ? 'None' : count === 1 ? 'One' : String(count))
const lines = (words: readonly string[]): Html =>
  html`${words.map((line, at) => html`${at > 0 && html`<br>`}${isolated(line)}`)}`

// ── Coming in ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Choosing {
  readonly token?: Token
  readonly waiting: readonly Waiting[]
  readonly own?: OwnKeys
  readonly trusted: readonly Trusted[]
  readonly errors?: readonly SummarisedError[]
}

export const bringInView = ({ token, waiting, own, trusted, errors }: Choosing): View =>
  view({
    title: 'Bring in a sealed package',
    section: 'matters',
    before: backLink({ text: 'Back to your work', href: paths.work() }),
    errors,
    content: html`<h1 class="govuk-heading-l">Bring in a sealed package</h1>
      <p class="govuk-body">Something that was shared at another installation of Concordat, with its terms. It is checked first, and nothing comes in before you have seen its terms and accepted them. A package that takes something back, makes its terms stricter or tells what came of it does so at once.</p>
      <form method="post" action="${paths.packages()}" enctype="multipart/form-data">${hidden(token)}
        ${fileUpload({
          name: 'file',
          id: 'file',
          label: { text: 'The package', classes: 'govuk-label--s' },
          hint: `A file that ends in .concordat, up to ${mostSealed / 1_000_000} MB.`,
          errorMessage: errors?.[0]?.text as string | undefined,
          attributes: { accept: '.concordat' },
        })}
        ${button({ text: 'Check it', preventDoubleClick: true })}
      </form>
      ${
        waiting.length > 0 &&
        html`<h2 class="govuk-heading-m">Checked, and not brought in yet</h2>
          ${table({
            caption: 'Packages that you checked and that wait',
            captionClasses: 'govuk-visually-hidden',
            head: ['What it was there', 'From', 'Checked'],
            rows: waiting.map(one => [
              html`<a class="govuk-link" href="${paths.package({ id: one.id })}">${isolated(one.manifest.item.reference)}</a>`,
              isolated(one.sender),
              instantElement(one.at),
            ]),
          })}
          <p class="govuk-body-s">They are kept for a day or so, for you alone.</p>`
      }
      ${details({
        summaryText: 'From whom packages are taken',
        text: html`${
          trusted.length === 0
            ? html`<p class="govuk-body">No other installation is trusted here yet. Whoever runs this one adds them: <code>concordat package trust</code></p>`
            : html`<ul class="govuk-list">${trusted.map(one => html`<li><strong>${isolated(one.name)}</strong>, for ${bodiesInWords(one)}<br><span class="govuk-hint">${fingerprintOf(one)}</span></li>`)}</ul>`
        }${own && html`<p class="govuk-body">Our own fingerprint: <span class="govuk-hint">${fingerprintOf(own.card)}</span></p>`}`,
      })}`,
  })

interface Shown {
  readonly waits: Waiting
  readonly would: ReturnType<typeof coming>
  readonly own: Desk
  readonly token?: Token
  readonly raw: Raw
  readonly problems: readonly Problem[]
}

/** What came, from whom, and on what terms. What it says stays shut until they are accepted. */
export function packageView({ waits, would, own, token, raw, problems }: Shown): View {
  const { manifest, sender } = waits
  const { item, contract, files, made } = manifest
  const hindered = 'hindrance' in would
  const errors = problems.map(({ field, words, next }): SummarisedError => ({
    text: [words, next].filter(Boolean).join('. '),
    href: field === 'accept' ? '#accept' : field === undefined ? undefined : `#${fieldName(field)}`,
  }))
  return view({
    title: 'A sealed package',
    section: 'matters',
    marking: markingOf(item.marking),
    before: backLink({ text: 'Back to packages', href: paths.packages() }),
    errors,
    content: html`<h1 class="govuk-heading-l">A sealed package from ${bodies[item.originator].name}</h1>
      ${hindered ? warningText({ text: would.hindrance }) : html`<p class="govuk-body">It holds: it is as it was signed, and its files were examined. What it says opens when you have accepted its terms.</p>`}
      ${summaryList({
        card: { title: { text: 'What it is', headingLevel: 2 } },
        rows: [
          { key: 'Whose it is', value: bodies[item.originator].name },
          { key: 'Signed by', value: html`${isolated(sender)}, whose signature was verified` },
          { key: 'What it was there', value: isolated(item.reference) },
          {
            key: 'Exported',
            value: html`${instantElement(new Date(made.at))}, by ${isolated(`${made.title}, ${made.unit}`)}`,
          },
          { key: 'Kind', value: isolated(item.kind.words) },
          { key: 'Establishment', value: isolated(placeWords(item.place, own)) },
          item.alsoAt !== undefined && {
            key: 'Also concerns',
            value: lines(item.alsoAt.map(one => placeWords(one, own))),
          },
          { key: 'In a line', value: isolated(item.about) },
          { key: 'Marking', value: item.marking },
          { key: 'Holds something personal', value: item.personal ? 'Yes' : 'No' },
          {
            // What they are called is part of what it says.
            key: 'Files',
            value:
              files.length === 0
                ? 'None'
                : lines(files.map(({ size }, at) => `File ${at + 1} (${Math.max(1, Math.round(size / 1000))} kB)`)),
          },
        ],
      })}
      ${summaryList({
        card: { title: { text: 'Its terms', headingLevel: 2 } },
        rows: [
          { key: 'For', value: isolated(contract.purpose) },
          { key: 'How it may be used', value: lines(contract.words) },
          { key: 'Who may read it', value: readersInWords[contract.readers] },
          { key: 'To be had until', value: contract.until === undefined ? 'No end' : formatDay(contract.until as Day) },
          !hindered &&
            contract.onward === 'named' &&
            would.answers.onward === 'no' && {
              key: 'Narrower here',
              value: 'The unit that it may be passed on to is not known here, so it may be passed on to nobody',
            },
        ],
      })}
      <form method="post" action="${paths.package({ id: waits.id })}">${hidden(token)}
        ${!hindered && accepting(would, own, raw, problems)}
        <div class="govuk-button-group">
          ${!hindered && button({ text: 'Accept its terms and bring it in', name: 'act', value: 'in', preventDoubleClick: true })}
          ${button({ text: 'Put it aside', name: 'act', value: 'aside', classes: 'govuk-button--secondary' })}
        </div>
      </form>`,
  })
}

const readersInWords: Readonly<Record<Terms['readers'], string>> = {
  unit: 'Everyone in the unit it goes to',
  head: 'Only the one at the head of the unit it goes to',
  named: 'The one at the head of the unit it goes to, and colleagues there whom they name',
}

/** As the sender calls it, and as it is called here where that is something else. */
function placeWords({ code, name }: Item['place'], { world }: Desk): string {
  const here = world.directory.findPlace(code)?.name
  if (here === undefined) return `${name}, which is not a place known here`
  return here === name ? name : `${name}, known here as ${here}`
}

function accepting(
  { desk, step, travels, inForce }: Exclude<ReturnType<typeof coming>, { hindrance: string }>,
  own: Desk,
  raw: Raw,
  problems: readonly Problem[],
): Html {
  const taking = { matter: unborn(desk, inForce), me: desk.me, answers: raw, world: desk.world }
  const asked = travels.asks.flatMap(name => (step.asks[name] ? [[name, step.asks[name]] as const] : []))
  // Where one answer is all there is to choose from, what only another would bring up is not asked.
  const certain = Object.fromEntries(
    asked.flatMap(([name, question]) => {
      const [only, ...others] = question.options?.(taking) ?? []
      return only && others.length === 0 ? [[name, only.value] as const] : []
    }),
  )
  const asks = Object.fromEntries(
    asked.filter(
      ([name, question]) => Object.keys(certain).length === 0 || name in certain || question.asked?.(certain) !== false,
    ),
  )
  const fields = questionFields(asks, {
    taking,
    raw,
    problems,
    library: desk.house.library,
    loose: [],
    mostBytes: 0,
  })
  return html`${fields}
    ${checkboxes({
      name: 'accept',
      idPrefix: 'accept',
      fieldset: { legend: { text: 'Its terms', classes: 'govuk-fieldset__legend--s' } },
      errorMessage: problems.find(problem => problem.field === 'accept')?.words,
      items: [
        {
          value: 'yes',
          text: `We accept them, for ${own.world.directory.unit(own.me.unit).name} and for whoever we hand it on to`,
        },
      ],
    })}`
}

const markingOf = (words: string): Marking =>
  words === 'OFFICIAL' ? official : { classification: 'OFFICIAL-SENSITIVE' }
