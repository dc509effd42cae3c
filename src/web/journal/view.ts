import type { Head } from '../../journal/head.ts'
import { button } from '../components/button.ts'
import { emptyState } from '../components/empty-state.ts'
import { summaryList } from '../components/summary-list.ts'
import { html, type Html } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import { instantElement } from '../times.ts'

/** The running head in plain words: what it is, what to do with it, and how to check the journal against it. */
export const journalView = (head: Head | undefined, keyHere: string | undefined): View =>
  view({
    title: 'The journal',
    content: html`<h1 class="govuk-heading-l">The journal</h1>
      <p class="govuk-body">Everything that is done in Concordat is written into one journal, which nobody can change: not those who run the system either, without its showing. A short line of letters and digits, the <strong>head</strong>, stands for all of it up to now. If even one word of the past were changed, the head would be another.</p>
      <p class="govuk-body">So keep a head from time to time, somewhere that is not Concordat. It tells nobody what the journal holds.</p>
      <h2 class="govuk-heading-m">The newest head</h2>
      ${head ? theHead(head, keyHere) : emptyState({ heading: 'There is no head yet', headingLevel: 3, text: 'The first one is made within a minute of the first thing that is done.' })}
      ${howToCheck}`,
  })

const theHead = (head: Head, keyHere: string | undefined): Html =>
  html`${summaryList({
    rows: [
      { key: 'Number', value: String(head.number) },
      { key: 'Made', value: instantElement(head.at) },
      { key: 'Digest', value: html`<span class="app-secret">${head.digest}</span>` },
      { key: 'Signed with the key', value: html`<span class="app-secret">${head.key}</span>` },
    ],
  })}
    <div class="govuk-button-group">
      ${button({ text: 'Download this head', href: paths.journalHead() })}
      ${keyHere === head.key && button({ text: 'Download the public key', href: paths.journalKey(), classes: 'govuk-button--secondary' })}
    </div>
    ${keyHere !== head.key && html`<p class="govuk-body">Ask whoever runs Concordat for the public half of the key, once, by some other way than this page.</p>`}`

const howToCheck = html`<h2 class="govuk-heading-m">How to check it yourself</h2>
  <ol class="govuk-list govuk-list--number">
    <li>Download a head, say each month, and the public key once. Keep them where those who run Concordat cannot reach.</li>
    <li>When you want to be sure, ask whoever runs Concordat for the journal as a file. It holds what is in the matters, so it is OFFICIAL-SENSITIVE: only someone who may see all of it may have it.</li>
    <li>On a computer of your own, run the checker that comes with Concordat. It is one short file that shares nothing with the system it checks: <code>node verifier/verify.mjs journal.txt --head your-head.json --key public-key.pem</code></li>
    <li>It says that the journal is whole and that your head is part of its past; or it names the first entry or head that does not hold. Then something was changed, cut or put back: tell the other bodies.</li>
  </ol>
  <p class="govuk-body">How it works, step by step, is in <code>docs/journal.md</code>, which comes with Concordat. Who opened a matter is told on that matter’s own page, under “Who opened it”.</p>`
