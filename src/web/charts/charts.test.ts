import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../calendar/day.ts'
import { bars } from './bars.ts'
import { daysTo, spread, stretches } from './days.ts'
import { across, broken, niceStep } from './figure.ts'
import { courseInWords, coursesOver } from './marks.ts'
import { monthsLine } from './months.ts'
import { stackedBars } from './stacked.ts'
import { stageBars } from './stages.ts'

const text = (markup: { toString(): string }) =>
  String(markup)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
const tableOf = (markup: { toString(): string }) => text(/<table[\s\S]*<\/table>/.exec(String(markup))?.[0] ?? '')
const drawingOf = (markup: { toString(): string }) => text(/<svg[\s\S]*<\/svg>/.exec(String(markup))?.[0] ?? '')

const kinds = bars({
  id: 'kinds',
  title: 'Kinds alleged',
  summary: 'Most often: isolation.',
  of: 'Kind',
  counted: 'Allegations',
  bars: [
    { label: 'Isolation', count: 12, href: '/matters?claimed=isolation' },
    { label: 'Threats <of> any', count: 0, href: '/matters?claimed=threats' },
  ],
  total: { label: 'All', count: 12 },
})

describe('a chart', () => {
  it('has its numbers in a table beside it: the same ones', () => {
    for (const said of ['Isolation', '12', 'Threats &lt;of&gt; any', '0']) {
      assert.ok(drawingOf(kinds).includes(said), said)
      assert.ok(tableOf(kinds).includes(said), said)
    }
  })

  it('is one picture with a name and a description for those who hear it', () => {
    const markup = String(kinds)
    assert.match(markup, /<svg [^>]*role="img"[^>]*aria-labelledby="kinds-title kinds-desc"/)
    assert.match(markup, /<title id="kinds-title">Kinds alleged<\/title>/)
    assert.match(markup, /<desc id="kinds-desc">Most often: isolation\. /)
  })

  it('leads from a number to the matters it counts, and from none to nowhere', () => {
    assert.ok(String(kinds).includes('href="/matters?claimed=isolation"'))
    assert.ok(!String(kinds).includes('claimed=threats'))
  })

  it('carries no style and no script of its own', () =>
    assert.doesNotMatch(String(kinds), /<style|<script|style="|\son\w+=/))

  it('keeps every bar within its width, with room for its number', () => {
    const widths = [...String(kinds).matchAll(/width="([\d.]+)%"/g)].map(([, width]) => Number(width))
    assert.ok(widths.filter(width => width < 100).every(width => width <= 84))
  })
})

describe('months', () => {
  const months = Array.from({ length: 14 }, (_, at) => ({
    month: `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
    count: at % 5,
  }))
  const drawn = monthsLine({ id: 'months', title: 'By month', summary: 'Up to 4.', counted: 'Allegations', months })

  it('are joined by a line, with a point each', () => {
    assert.equal([...String(drawn).matchAll(/<circle /g)].length, 14)
    assert.equal([...String(drawn).matchAll(/class="app-chart__line"/g)].length, 13)
  })

  it('are named whole in the table', () => {
    assert.ok(tableOf(drawn).includes('January 2025 0'))
    assert.ok(tableOf(drawn).includes('February 2026 3'))
  })

  it('can be one month, or none', () => {
    for (const few of [[], months.slice(0, 1)])
      assert.doesNotMatch(
        String(monthsLine({ id: 'm', title: 'm', summary: 's', counted: 'n', months: few })),
        /NaN|Infinity/,
      )
  })
})

describe('bars in pieces', () => {
  const drawn = stackedBars({
    id: 'bodies',
    title: 'By quarter and body',
    summary: 'Most from the boards.',
    of: 'Quarter',
    into: ['The inspectorate', 'The boards'],
    bars: [
      { label: 'January to March', counts: [3, 9] },
      { label: 'April to June', counts: [0, 4] },
    ],
  })

  it('are told apart by pattern, not by colour alone', () => {
    const fills = new Set([...String(drawn).matchAll(/fill="(url\(#[^"]+\))"/g)].map(([, fill]) => fill))
    assert.deepEqual([...fills], ['url(#bodies-solid)', 'url(#bodies-slant)'])
  })

  it('have each piece and the sum in the table', () => {
    assert.match(tableOf(drawn), /January to March .*3 .*9 .*12/)
    assert.match(tableOf(drawn), /April to June .*0 .*4 .*4/)
  })
})

describe('days', () => {
  const span = {
    label: 'To being closed',
    count: 6,
    days: [
      { days: 0, count: 1 },
      { days: 14, count: 3 },
      { days: 30, count: 2 },
    ],
    median: 14,
    middle: [14, 30] as const,
  }

  it('show the median, the middle half and the longest', () => {
    const drawn = daysTo({ id: 'days', title: 'Days', summary: 'From the day it began.', spans: [span] })
    assert.match(tableOf(drawn), /To being closed .*6 .*14 .*14 to 30 .*30/)
    assert.match(String(drawn), /class="app-chart__median"/)
  })

  it('are spread over stretches of one length, every matter in one of them', () => {
    const cut = stretches(span)
    assert.equal(
      cut.reduce((sum, one) => sum + one.count, 0),
      6,
    )
    assert.deepEqual(cut[0], { label: '0 to 4 days', count: 1 })
    assert.ok(cut.length <= 10)
    assert.deepEqual(stretches({ days: [{ days: 0, count: 2 }] }), [{ label: '0 days', count: 2 }])
    assert.ok(stretches({ days: [{ days: 9000, count: 1 }] }).length <= 10)
  })

  it('say what half of them took', () =>
    assert.match(text(spread({ id: 's', span })), /Half of the 6 took 14 days or less\./))
})

describe('stages on one line of time', () => {
  const drawn = stageBars({
    id: 'stages',
    title: 'Planned, and what came of it',
    summary: 'It is late.',
    stages: [
      {
        label: 'Draft sent for its facts to be checked',
        planned: { from: day('2022-04-08'), until: day('2022-06-06') },
        from: day('2022-04-08'),
        until: day('2022-06-20'),
        expected: false,
        target: day('2022-06-06'),
        limit: day('2022-06-03'),
      },
    ],
    today: day('2022-06-20'),
    days: [{ label: 'Aim', day: day('2022-07-15') }],
    holidays: [day('2022-04-15')],
    stops: [{ from: day('2022-05-03'), until: day('2022-05-05') }],
    head: ['Stage', 'Target', 'Limit'],
    rows: [['Draft sent for its facts to be checked', '6 June 2022', '3 June 2022']],
  })

  it('are drawn within the width, each day where it falls, with no style of their own', () => {
    const markup = String(drawn)
    const shares = [...markup.matchAll(/ (?:x|x1|x2|cx|width)="([\d.]+)%"/g)].map(([, share]) => Number(share))
    assert.ok(shares.length > 10)
    assert.ok(shares.every(share => share <= 100))
    assert.doesNotMatch(markup, /<script|style="|NaN|Infinity/)
    assert.match(drawingOf(drawn), /Today, 20 June 2022.*Aim, 15 July 2022/)
  })

  it('with a key, for nothing is told by colour alone, and the same in a table', () => {
    assert.match(
      drawingOf(drawn),
      /As planned from the first day As it was As it is expected Target, broken; limit, whole/,
    )
    assert.match(tableOf(drawn), /Draft sent for its facts to be checked 6 June 2022 3 June 2022/)
  })

  it('can be a day long', () => {
    const one = day('2022-04-08')
    const stage = {
      label: 'x',
      planned: { from: one, until: one },
      from: one,
      until: one,
      expected: true,
      target: one,
      limit: one,
    }
    const short = stageBars({
      id: 's',
      title: 's',
      summary: 's',
      stages: [stage],
      today: one,
      days: [],
      holidays: [],
      stops: [],
      head: ['a'],
      rows: [],
    })
    assert.doesNotMatch(String(short), /NaN|Infinity/)
  })
})

describe('drawing', () => {
  it('breaks words over lines, losing none', () =>
    assert.deepEqual(broken('Limits on contact with the outside world, such as visits or calls'), [
      'Limits on contact with the outside',
      'world, such as visits or calls',
    ]))

  it('counts its grid in ones, twos and fives', () =>
    assert.deepEqual(
      [1, 4, 9, 17, 90, 1204].map(most => niceStep(most, 4)),
      [1, 1, 5, 5, 50, 500],
    ))

  it('writes shares in hundredths', () => assert.equal(across(5 / 12), '41.67%'))
})

describe('marks over the years', () => {
  const scale = [
    { short: '1', text: 'Poor' },
    { short: '2', text: 'Fair' },
    { short: '3', text: 'Good' },
  ]
  const days = [day('2018-05-10'), day('2018-11-10'), day('2024-03-01')]
  const courses = [
    { label: 'Safety', marks: [0, 1, 2] },
    { label: 'Respect', marks: [2, undefined, 1] },
    { label: 'Care <of> all', marks: [1, 1, 1] },
  ]
  const drawn = coursesOver({ id: 'm', title: 'Marks', summary: 'Up.', of: 'Visit', days, scale, courses })

  it('are all drawn and all in the table, the newest first there; what was not marked is left out of both', () => {
    assert.equal([...String(drawn).matchAll(/<circle/g)].length, 8)
    assert.match(tableOf(drawn), /1 March 2024 Good Fair Fair 10 November 2018 Fair Fair 10 May 2018 Poor Good Fair/)
  })

  it('stand higher on the drawing the better they are, and name a year only where there is room', () => {
    const heights = [...String(drawn).matchAll(/<circle[^>]*cy="([\d.]+)rem"/g)].map(([, height]) => Number(height))
    assert.ok((heights[0] ?? 0) > (heights[1] ?? 0) && (heights[1] ?? 0) > (heights[2] ?? 0))
    assert.equal([...drawingOf(drawn).matchAll(/2018/g)].length, 1)
    const across = [...String(drawn).matchAll(/cx="([\d.]+)%"/g)].map(([, share]) => Number(share))
    assert.ok(across.every(share => share >= 5 && share <= 95))
  })

  it('are told in words: the last, and what moved since the time before that had one', () =>
    assert.equal(
      courseInWords({ days, scale, courses }),
      'On 1 March 2024. Safety: good. Respect: fair. Care <of> all: fair. Since the time before, higher: Safety. Lower: Respect.',
    ))

  it('of one time alone stand in the middle, and are compared with nothing', () => {
    const once = { days: days.slice(0, 1), scale, courses: [{ label: 'Safety', marks: [0] }] }
    assert.match(String(coursesOver({ id: 'm', title: 'Marks', summary: '', of: 'Visit', ...once })), /cx="50%"/)
    assert.equal(courseInWords(once), 'On 10 May 2018. Safety: poor.')
  })
})
