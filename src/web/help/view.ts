import type { Settings } from '../../config.ts'
import type { Desk } from '../../desk/desk.ts'
import { summaryList } from '../components/summary-list.ts'
import { table } from '../components/table.ts'
import { tag } from '../components/tag.ts'
import { html, type Content } from '../html.ts'
import { paths } from '../paths.ts'
import { view, type View } from '../route.ts'
import type { CookieNames } from '../sessions.ts'
import { changes } from './changes.ts'

const page = (title: string, content: Content): View =>
  view({
    title,
    content: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><h1 class="govuk-heading-l">${title}</h1>${content}</div></div>`,
  })

const link = (href: string, text: string) => html`<a class="govuk-link" href="${href}">${text}</a>`

export const helpView = (desk: Desk | undefined, { sessions }: Settings): View =>
  page(
    'Help',
    html`<h2 class="govuk-heading-m">What to do first</h2>
      <p class="govuk-body">${link(paths.work(), 'Your work')} shows what you owe, what came to you, and what you are waiting for. To begin something, use a button at its top. To find a matter, type its reference, a name or a place into the box at the top of any page.</p>
      <h2 class="govuk-heading-m">If someone is in danger now</h2>
      <p class="govuk-body">Do not wait for a page. Tell whoever can act at once, as your body’s own rules say, and write it down here afterwards.</p>
      <h2 class="govuk-heading-m">Who can see what you write</h2>
      <p class="govuk-body">Each page that you write on says who can see it. Before anything is shown to someone new, you are shown who, what and why, and nothing is shared until you say so. What is not disclosed to you does not appear for you anywhere: not in a list, a search or a count.</p>
      <h2 class="govuk-heading-m">What you were writing</h2>
      <p class="govuk-body">What you type is kept as you go, even if you are signed out. You find it under ${link(paths.work(), 'your work')}. Nobody else can see a draft.</p>
      <h2 class="govuk-heading-m">Being signed out</h2>
      <p class="govuk-body">You are signed out when you have done nothing for ${sessions.idleMinutes} minutes, and after ${sessions.hours} hours in any case. The foot of each page says when. When you sign in again you are back on the same page.${desk && html` You can see ${link(paths.sessions(), 'where you are signed in')}, and sign out elsewhere.`}</p>
      <h2 class="govuk-heading-m">Whom to ask</h2>
      <p class="govuk-body">About a matter: the office named at its top, under “With”. About your post or your training: whoever looks after your body’s posts. About signing in: the people who look after your account. When you cannot see something that you think you should, ask whoever sent you there: we cannot tell you whether it exists.</p>`,
  )

export const feedbackView = (): View =>
  page(
    'Feedback',
    html`<p class="govuk-body">Tell the office that looks after your body’s posts what was hard, slow or wrong. They pass it to the people who run Concordat.</p>
      <p class="govuk-body">Say which page it was and what you were trying to do. Leave out names, prisons and references: feedback is read by people who may not see them.</p>`,
  )

export const accessibilityView = (): View =>
  page(
    'Accessibility statement',
    html`<p class="govuk-body">Concordat should be usable by everyone who holds a post. It is built to the Web Content Accessibility Guidelines 2.2, level AA.</p>
      <h2 class="govuk-heading-m">What you can do</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>use every page with a keyboard alone, or with speech</li>
        <li>use every page without scripts</li>
        <li>zoom to 400% or use a narrow screen, and read everything without scrolling sideways</li>
        <li>change colours and use high contrast</li>
        <li>stay signed in when you are warned that time is running out, without losing what you typed</li>
        <li>print any record in full</li>
      </ul>
      <h2 class="govuk-heading-m">What we know is not good enough</h2>
      <p class="govuk-body">Files that people attach may not be accessible: ask whoever attached one for another form of it. A place is chosen by typing its name; some screen readers do not read out the list of names, but any name or code can be typed in full.</p>
      <h2 class="govuk-heading-m">How it was tested</h2>
      <p class="govuk-body">Each page is tested by program at each change, at a wide and a narrow screen, with and without scripts. That finds some faults and misses others. It has not yet been tested by people who use assistive technology every day.</p>
      <h2 class="govuk-heading-m">If you cannot use a page</h2>
      <p class="govuk-body">${link(paths.feedback(), 'Tell us')}, and your office will find another way to do what you need meanwhile.</p>`,
  )

export const privacyView = ({ mode }: Settings): View =>
  page(
    'Privacy',
    html`${mode === 'practice' && html`<p class="govuk-body">This is a practice system. Everything in it is invented: put nothing real in it.</p>`}
      <h2 class="govuk-heading-m">What is kept about you</h2>
      <p class="govuk-body">Your name, your e-mail address at work, the posts you hold and when, the training you have recorded, when you signed in and with which browser, and what you did and opened in your post. Your body can see that for its own people. Others see your office, not your name.</p>
      <h2 class="govuk-heading-m">Why</h2>
      <p class="govuk-body">So that it can be shown who saw and did what. The law asks for that wherever people’s information is shared, and the agreements ask for it too.</p>
      <h2 class="govuk-heading-m">What is kept about people who are detained</h2>
      <p class="govuk-body">Only what a clause of an agreement needs, each part seen by those it was disclosed to and nobody else. How long it is kept is for the body that wrote it down to say.</p>
      <h2 class="govuk-heading-m">Messages</h2>
      <p class="govuk-body">E-mail says only that something waits for you. It holds no names, places or words from here.</p>
      <h2 class="govuk-heading-m">Your rights</h2>
      <p class="govuk-body">Ask your body’s data protection officer to see what is held about you, or to put it right. What has been written in the journal cannot be changed, but it can be corrected by a further entry, and its words can be erased when their time is over.</p>`,
  )

export const cookiesView = (names: CookieNames): View =>
  page(
    'Cookies',
    html`<p class="govuk-body">There are only those without which signing in would not work. Nothing measures you, and nothing goes to anyone else.</p>
      ${table({
        caption: 'Cookies',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: ['Name', 'What it is for', 'How long'],
        rows: [
          [names.session, 'Shows that you are signed in', 'Until you close the browser or sign out'],
          [names.coming, 'Remembers where you were going while you sign in', 'Ten minutes'],
          [names.said, 'Says on the next page what was just done', 'One minute'],
        ],
      })}`,
  )

export const statusView = (works: boolean): View =>
  page(
    'Status',
    html`${summaryList({
      rows: [
        { key: 'Pages', value: { text: tag({ text: 'Working', classes: 'govuk-tag--green' }) } },
        {
          key: 'Reading and saving',
          value: {
            text: works
              ? tag({ text: 'Working', classes: 'govuk-tag--green' })
              : tag({ text: 'Not working', classes: 'govuk-tag--red' }),
          },
        },
      ],
    })}
    <p class="govuk-body">${works ? 'As far as this page can tell, everything works.' : 'Nothing can be read or saved for the moment. Nothing has been lost. Try again in a minute.'}</p>`,
  )

export const changesView = (): View =>
  page(
    'Change log',
    html`${changes.map(
      ({ version, points }) =>
        html`<h2 class="govuk-heading-m">${version}</h2><ul class="govuk-list govuk-list--bullet">${points.map(point => html`<li>${point}</li>`)}</ul>`,
    )}`,
  )
