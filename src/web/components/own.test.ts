import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { calendar } from '../../calendar/calendar.ts'
import { day } from '../../calendar/day.ts'
import { loadHolidays } from '../../calendar/load.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { addAnother } from './add-another.ts'
import { clauseNote } from './clause-note.ts'
import { distance, lengthOf, standing } from './due.ts'
import { emptyState } from './empty-state.ts'
import { entryFacts, history } from './history.ts'
import { notHere } from './not-here.ts'
import { dueLine, obligation } from './obligation.ts'
import { previewDisclosure } from './preview-disclosure.ts'
import { suggestInput } from './suggest-input.ts'
import { whereItStands } from './where-it-stands.ts'
import { whoSees } from './who-sees.ts'

/** The words of a piece of markup, as they are read out. */
const words = (markup: Html) =>
  String(markup)
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, '')
    .replaceAll(/<br>|<\/(?:p|li|dt|dd|h\d|div|strong|span)>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

const works = calendar(loadHolidays())
/** Wednesday 14 January 2026. */
const reckoning = { today: day('2026-01-14'), calendar: works }
const on = (text: string, period?: string) => ({ day: day(text), period })

describe('how far off a date is', () => {
  const cases: [string, string | undefined, string][] = [
    ['2026-01-14', 'P5WD', 'today'],
    ['2026-01-15', 'P5WD', 'tomorrow'],
    ['2026-01-19', 'P5WD', 'in 3 working days'],
    ['2026-01-19', 'P8W', 'in 5 days'],
    ['2026-01-19', undefined, 'in 5 days'],
    ['2026-01-09', 'P5WD', '3 working days overdue'],
    ['2026-01-13', 'P5WD', '1 working day overdue'],
    ['2026-01-13', 'P8W', '1 day overdue'],
  ]
  for (const [text, period, said] of cases)
    it(`${text} counted ${period ?? 'as agreed'}: ${said}`, () =>
      assert.equal(distance(on(text, period), reckoning), said))

  it('passes over bank holidays', () =>
    assert.equal(
      distance(on('2026-01-02', 'P5WD'), { today: day('2025-12-24'), calendar: works }),
      'in 4 working days',
    ))

  it('is late on the Saturday after, though no working day has gone by', () =>
    assert.equal(distance(on('2026-01-09', 'P5WD'), { today: day('2026-01-10'), calendar: works }), '1 day overdue'))

  it('says the length in words', () => {
    assert.equal(lengthOf(on('2026-01-14', 'P36WD')), '36 working days')
    assert.equal(lengthOf(on('2026-01-14', 'P8W')), '8 weeks')
    assert.equal(lengthOf(on('2026-01-14')), 'a date that was agreed')
    assert.equal(lengthOf({ ...on('2026-01-14'), working: 'A date that was agreed' }), 'a date that was agreed')
    assert.equal(lengthOf({ ...on('2026-01-14'), working: 'The day that ends the week.' }), undefined)
  })
})

describe('how a duty stands', () => {
  const today = reckoning.today
  it('is overdue after its limit, not on it', () => {
    assert.equal(standing({ limit: on('2026-01-14') }, today), 'today')
    assert.equal(standing({ limit: on('2026-01-13') }, today), 'overdue')
  })
  it('is past its target while the limit still holds', () =>
    assert.equal(standing({ target: on('2026-01-13'), limit: on('2026-01-20') }, today), 'past target'))
  it('is never overdue for an aim alone', () => {
    assert.equal(standing({ aim: on('2026-01-13') }, today), 'past aim')
    assert.equal(standing({ aim: on('2026-01-15') }, today), 'open')
  })
  it('is soon within seven days', () => {
    assert.equal(standing({ limit: on('2026-01-21') }, today), 'soon')
    assert.equal(standing({ limit: on('2026-01-22') }, today), 'open')
  })
  it('is met, met late, or no longer owed', () => {
    const limit = on('2026-01-10')
    assert.equal(standing({ limit }, today, { how: 'met', on: day('2026-01-10') }), 'met')
    assert.equal(standing({ limit }, today, { how: 'met', on: day('2026-01-11') }), 'met late')
    assert.equal(standing({ limit }, today, { how: 'fell away' }), 'fell away')
  })
})

describe('an obligation', () => {
  const drawn = obligation({
    label: 'Send the draft <report>',
    owedBy: 'HMIP',
    target: { ...on('2026-01-13', 'P36WD'), working: '36 working days from 20 November 2025.' },
    limit: on('2026-01-19', 'P8W'),
    aim: on('2026-03-02', 'P14W'),
    basis: 'our default',
    reckoning,
    clause: { id: 'HH-26', para: '26', text: 'HMIP sends the draft within eight weeks.' },
    action: { text: 'Send it', href: '/step' },
  })

  it('keeps target, limit and aim apart, each with its weekday, how far off it is and what was counted', () => {
    const read = words(drawn)
    assert.match(read, /Target Tuesday 13 January 2026 ?, 1 working day past the target \(36 working days\)/)
    assert.match(read, /Limit Monday 19 January 2026 ?, in 5 days \(8 weeks\)/)
    assert.match(read, /Aim Monday 2 March 2026 ?, in 47 days \(14 weeks\)/)
  })

  it('says in words how it stands, whose figure it is and how it was reached', () => {
    const read = words(drawn)
    assert.match(read, /Past target/)
    assert.match(read, /36 working days from 20 November 2025/)
    assert.match(read, /this is our default/)
  })

  it('escapes its label everywhere', () => assert.doesNotMatch(String(drawn), /<report>/))

  it('says that it was met, and no longer how far off it was', () => {
    const met = words(
      obligation({
        label: 'Seek consent',
        owedBy: 'the board',
        limit: on('2026-01-12', 'P5WD'),
        settled: { how: 'met', on: day('2026-01-07') },
        reckoning,
      }),
    )
    assert.match(met, /Met/)
    assert.match(met, /Met on 7 January 2026/)
    assert.doesNotMatch(met, /overdue/)
  })

  it('fits in a list as the date that presses most', () => {
    const line = (...args: Parameters<typeof dueLine>) => words(html`${dueLine(...args)}`)
    assert.equal(
      line({ limit: on('2026-01-19', 'P8W'), target: on('2026-01-16', 'P36WD') }, reckoning),
      '16 January 2026 in 2 working days',
    )
    assert.equal(
      line({ limit: on('2026-01-09', 'P8W'), target: on('2026-01-02', 'P36WD') }, reckoning),
      '9 January 2026 5 days overdue',
    )
    assert.equal(line({}, reckoning), 'No date')
  })
})

describe('the note of a clause', () => {
  const cite = (para: string) => words(clauseNote({ clause: { id: 'SP-8', para, text: 'A board watches.' } }))
  it('cites the paragraph as the paper numbers it', () => {
    assert.match(cite('23'), /SP-8, paragraph 23, in our words/)
    assert.match(cite('8-10'), /paragraphs 8 to 10/)
    assert.match(cite('flow 4'), /SP-8, flow 4,/)
  })
  it('opens without a script', () =>
    assert.match(String(clauseNote({ clause: { id: 'a', para: '1', text: 't' } })), /^<details/))
})

describe('who can see this', () => {
  it('says plainly when it is the reader’s own office alone', () =>
    assert.match(words(whoSees({ readers: [{ name: 'Ashmoor board', own: true }] })), /Nobody outside your own office/))

  it('says plainly when it is nobody', () => assert.match(words(whoSees({ readers: [] })), /Nobody else/))

  it('names each reader, why, on what conditions and until when', () => {
    const read = words(
      whoSees({
        what: 'this matter',
        readers: [
          { name: 'Ashmoor board', own: true, because: 'It received it' },
          {
            name: 'Governor of Ashmoor',
            because: 'Referred',
            conditions: ['Not to be shared'],
            parts: ['the account'],
            until: '8 July 2026',
          },
        ],
      }),
    )
    assert.match(read, /Who can see this matter/)
    assert.match(read, /Governor of Ashmoor ?: the account Referred/)
    assert.match(read, /Until 8 July 2026/)
    assert.match(read, /On condition: Not to be shared/)
    assert.doesNotMatch(read, /Nobody/)
  })
})

it('says of each stage whether it is done, now, to come or not needed, and marks the one it is at', () => {
  const drawn = whereItStands({
    stages: [
      { text: 'Received', state: 'done' },
      { text: 'Consent', state: 'skipped' },
      { text: 'Referred', state: 'here' },
      { text: 'Closed', state: 'ahead' },
    ],
  })
  assert.match(words(drawn), /Done: Received Not needed: Consent Now: Referred To come: Closed/)
  assert.equal(String(drawn).split('aria-current="step"').length, 2)
})

it('tells history as sentences, with who and when', () => {
  const read = words(
    history({
      entries: [
        {
          sentence: 'Referred to the governor',
          by: 'Priya Nair',
          post: 'Chair, Ashmoor board',
          at: new Date('2026-07-08T15:40:00Z'),
          detail: entryFacts([['Risk', 'On the wing <tonight>']]),
        },
      ],
    }),
  )
  assert.match(
    read,
    /Referred to the governor by Priya Nair, Chair, Ashmoor board 8 July 2026 at 16:40 Risk On the wing &lt;tonight&gt;/,
  )
})

it('says that there is nothing, and what would change it', () =>
  assert.equal(
    words(
      emptyState({
        heading: 'Nothing is owed by you',
        text: 'It appears here when it is.',
        action: { text: 'See all', href: '/' },
      }),
    ),
    'Nothing is owed by you It appears here when it is. See all',
  ))

it('shows who will see what, and what they will not see, before it is shared', () => {
  const read = words(
    previewDisclosure({
      heading: 'The governor will see who this is',
      recipients: [{ name: 'Governor of Ashmoor', purpose: 'the investigation', conditions: ['Not shared further'] }],
      parts: [{ name: 'The person', content: 'Alex <Example>' }],
      withheld: ['Working papers'],
      actions: html`<button>Share it now</button>`,
    }),
  )
  assert.match(read, /^The governor will see who this is Who will see it Governor of Ashmoor ?: the investigation/)
  assert.match(read, /What they will see The person Alex &lt;Example&gt; What they will not see Working papers/)
})

it('has the same words for what is withheld and what does not exist', () => {
  assert.match(words(notHere({ thing: 'matter' })), /^You cannot see this matter, or it does not exist/)
  assert.doesNotMatch(words(notHere()), /not allowed|forbidden|permission/i)
})

it('adds and takes off rows by buttons of the form that name what they take off', () => {
  const drawn = addAnother({ itemName: 'Witness', items: ['a', 'b'], addName: 'add', removeName: 'remove' })
  assert.match(String(drawn), /name="remove"[^>]*formnovalidate/)
  assert.match(words(drawn), /Witness 1 a ?Remove witness 1 Witness 2 b ?Remove witness 2 Add another witness/)
  assert.doesNotMatch(
    words(addAnother({ itemName: 'Witness', items: ['a'], addName: 'add', removeName: 'remove', most: 1 })),
    /Remove|Add/,
  )
})

it('suggests from a long list without a script', () => {
  const drawn = String(suggestInput({ name: 'place', label: 'Which place?', suggestions: ['Ashmoor', 'D"unscar'] }))
  assert.match(drawn, /<input[^>]*list="place-suggestions"/)
  assert.match(
    drawn,
    /<datalist id="place-suggestions"><option value="Ashmoor"><option value="D&quot;unscar"><\/datalist>/,
  )
})
