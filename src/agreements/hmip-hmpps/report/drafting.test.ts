import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { filledFrom } from '../../../desk/fill.ts'
import { given, holder, it, places, worldOn } from '../../../../test/kit.ts'
import { day } from '../../../calendar/day.ts'
import {
  begun,
  centre,
  chief,
  concerns,
  coordinator,
  deputy,
  governor,
  leader,
  sent,
  siu,
  started,
  texts,
  unit,
  written,
} from './kit.samples.ts'
import { report } from './report.ts'
import { testNames } from './words.ts'
import { tablesOf } from '../../../engine/table.ts'

const none = [
  'hmip.press',
  'hmpps.siu',
  'hmpps.ashmoor.governor',
  'hmpps.chief-executive',
  'imb.ashmoor.chair',
  'ppo.deputy',
  'moj.secretary-of-state',
]

describe('HH-26: a report is the inspectorate’s own until it sends it', () => {
  it('is begun by the inspection teams or those who head the inspectorate, and nobody else', () => {
    for (const me of [coordinator, leader, deputy, chief]) given(report, [me, 'start', begun])
    for (const post of none) given(report).when(holder(post), 'start', begun).refused('HH-26')
  })

  it('counts from the inspection’s last day, which has been', () => {
    given(report)
      .on('2025-12-04')
      .when(coordinator, 'start', begun)
      .refused('HH-26', /today or in the past/)
    given(report).on('2025-12-05').when(coordinator, 'start', begun).then({ stage: 'writing' })
  })

  it('nobody else knows that it is being written', () => {
    const matter = written()
    assert.deepEqual(matter.shown('working'), ['hmip.chief', 'hmip.deputy', unit])
    for (const post of none) assert.equal(matter.existsFor(holder(post)), false, post)
  })

  it('HH-26: the draft is due in 36 working days, and in eight weeks at the latest', () => {
    const { owed } = given(report).on('2025-12-08').and(started)
    assert.deepEqual(
      owed.map(({ rule, owedBy, from, due }) => [rule, owedBy, from, due]),
      [
        ['send the draft', unit, '2025-12-05', '2026-01-30'],
        ['publish within the aim', unit, '2025-12-05', '2026-03-13'],
      ],
    )
  })

  it('its words cannot be sent while there are none', () => {
    given(report, started).when(leader, 'write', {}).refused('HH-26', 'Nothing is written yet')
    given(report, started)
      .when(leader, 'send-draft')
      .refused('HH-26', /write it first/)
  })
})

describe('HH-26: scores', () => {
  it('are from 1 to 4, and nothing outside', () => {
    const matter = given(report).on('2025-12-08').and(started)
    for (const safety of ['0', '5', '2.5', '-1', 'excellent'])
      matter.when(leader, 'judge', { safety }).refused('HH-26', /from 1 \(poor\) to 4 \(good\)/)
    for (const safety of ['1', '4']) matter.when(leader, 'judge', { safety }).then()
    matter.when(leader, 'judge', {}).refused('HH-26', 'Score at least one test')
  })

  it('a test is called what it was called when the inspection ended', () => {
    const fourth = (ended: string) => testNames(day(ended), 'prison').release
    assert.equal(fourth('2017-08-31'), 'Resettlement')
    assert.equal(fourth('2017-09-01'), 'Rehabilitation and release planning')
    assert.equal(fourth('2023-06-30'), 'Rehabilitation and release planning')
    assert.equal(fourth('2023-07-01'), 'Preparation for release')
    assert.equal(testNames(day('2024-01-01'), 'irc').release, 'Preparation for removal and release')
    assert.equal(testNames(day('2024-01-01'), 'yoi').respect, 'Care')
  })

  it('whoever scores it is told by which name, where that is another than it has now', () => {
    const told = (step: string, question: string, place: string, ended = '2025-12-05') => {
      const matter = given(report, [coordinator, 'start', { ...begun, place, ended }])
      return report.steps[step]?.asks[question]?.stands?.({
        matter: matter.seenBy(leader),
        me: leader,
        answers: {},
        world: matter.world,
      })
    }
    assert.equal(told('judge', 'respect', places.eastholme), 'The report calls it “Care”')
    assert.equal(told('write', 'onRelease', places.eastholme), 'The report calls it “Resettlement”')
    assert.equal(told('judge', 'activity', places['fenwick-house']), 'The report calls it “Activities”')
    assert.equal(
      told('judge', 'release', places.ashmoor, '2022-04-08'),
      'The report calls it “Rehabilitation and release planning”',
    )
    for (const question of ['safety', 'respect', 'release'])
      assert.equal(told('judge', question, places.ashmoor), undefined)
  })

  it('and its table says so', () => {
    const names = (ended: string) => {
      const matter = given(report, [coordinator, 'start', { ...begun, ended }], [leader, 'judge', { release: '2' }])
      const [table] = tablesOf(report, matter.seenBy(leader), worldOn('2026-01-05'))
      return table?.rows.map(row => [row.test, row.score])
    }
    assert.deepEqual(names('2022-04-08'), [['Rehabilitation and release planning', '2']])
    assert.deepEqual(names('2025-12-05'), [['Preparation for release', '2']])
  })
})

describe('HH-26: what a report asks for, by the day the inspection ended (decision 5)', () => {
  const ending = (ended: string) => given(report, [coordinator, 'start', { ...begun, ended }])
  const recommendation = { kind: 'recommendation', text: 'Answer complaints in time.' }

  it('recommendations until 2 May 2022, key concerns from 3 May', () => {
    const [before, since] = [ending('2022-05-02'), ending('2022-05-03')]
    before.when(leader, 'list-items', { items: [recommendation] }).then()
    before.when(leader, 'list-items', { items: concerns }).refused('HH-26', /are reported by recommendations/)
    since.when(leader, 'list-items', { items: concerns }).then()
    since.when(leader, 'list-items', { items: [recommendation] }).refused('HH-26', /by key concerns/)
  })

  it('each has a number of its own', () => {
    const matter = ending('2025-12-05')
    const numbered = (...numbers: string[]) => ({ items: numbers.map(number => ({ kind: 'key', text: 'x', number })) })
    matter.when(leader, 'list-items', numbered('1', '1')).refused('HH-26', /have the number 1/)
    matter.when(leader, 'list-items', numbered('2', '')).refused('HH-26', /have the number 2/)
    const listed = matter.and([leader, 'list-items', numbered('', '4.2')])
    const table = tablesOf(report, listed.seenBy(leader), worldOn('2026-01-05')).find(
      one => one.name === 'working-items',
    )
    assert.deepEqual(
      table?.rows.map(row => row.number),
      ['1', '4.2'],
    )
  })

  it('warns of more, or of other priorities, than there are as a rule', () => {
    const step = report.steps['list-items']
    const warned = (items: readonly unknown[]) => {
      const matter = ending('2025-12-05')
      return step?.warn?.({ matter: matter.seenBy(leader), me: leader, answers: { items }, world: matter.world })
    }
    const [priority, , , key] = concerns
    assert.equal(warned([priority, priority, priority, key]), undefined)
    assert.match(warned([priority, priority, key]) ?? '', /2 of them are priorities/)
    assert.match(warned(Array.from({ length: 16 }, () => key)) ?? '', /16 key concerns/)
  })
})

describe('HH-26: the draft goes out for its facts to be checked', () => {
  it('to the service’s centre alone, with what is in the working draft as it stands', () => {
    const matter = sent()
    assert.deepEqual(matter.shown('draft'), ['hmip.chief', 'hmip.deputy', unit, centre].toSorted())
    assert.deepEqual(matter.partsOf(siu).toSorted(), ['check', 'course', 'draft'])
    for (const post of none.filter(post => post !== 'hmpps.siu'))
      assert.equal(matter.existsFor(holder(post)), false, post)
    const later = matter.and([leader, 'write', { ...texts, onSafety: 'Something else entirely.' }])
    assert.match(JSON.stringify(later.seenBy(siu)), /fallen by a fifth/)
    assert.doesNotMatch(JSON.stringify([later.seenBy(siu), later.factsFor(siu)]), /Something else/)
  })

  it('nobody of the service writes in it', () => {
    for (const step of ['write', 'judge', 'list-items', 'note-practice', 'send-draft', 'finalise', 'publish'])
      for (const me of [siu, governor])
        sent()
          .when(me, step, { ...texts })
          .refused()
  })

  it('naming a day of publication 33 working days on, or another', () => {
    assert.equal(sent().factsFor(siu).planned, '2026-02-26')
    const other = written()
      .on('2026-01-12')
      .and([leader, 'send-draft', { another: '2026-03-03' }])
    assert.equal(other.factsFor(siu).planned, '2026-03-03')
    assert.match(sent().last.says, /likely to be published on 26 February 2026/)
  })

  it('with a covering letter that names that day and when the check is due', () => {
    const matter = sent()
    const letter = report.letters?.['covering-letter']
    const view = { matter: matter.seenBy(leader), me: leader, answers: {}, world: matter.world }
    assert.equal(letter?.offered?.(view), true)
    const words = JSON.stringify(letter?.blocks(view))
    assert.match(words, /26 February 2026/)
    assert.match(words, /2 February 2026/)
  })

  it('and closes by itself once that day has passed', () => {
    const share = sent().last.shares.find(one => one.part === 'draft')
    assert.equal(share?.until?.toISOString(), '2026-02-27T00:00:00.000Z')
  })

  it('two drafts at once are refused, until the first is taken back', () => {
    const matter = sent()
    for (const step of ['send-draft', 'send-second-draft'])
      matter.when(leader, step).refused('HH-26', /never more than one at once/)
    const back = matter.when(leader, 'take-back', { because: 'A table was wrong' }).then({ stage: 'writing' })
    assert.deepEqual(back.shown('draft'), ['hmip.chief', 'hmip.deputy', unit])
    assert.doesNotMatch(JSON.stringify(back.seenBy(siu)), /fallen by a fifth/)
    assert.equal(back.duty('check the facts')?.state, 'fell away')
    assert.deepEqual(
      back.owed.map(({ rule, from }) => [rule, from]),
      [
        ['publish within the aim', '2025-12-05'],
        ['send the draft', '2025-12-05'],
      ],
    )
    back.when(leader, 'send-draft').refused('HH-26')
    const second = back.and([leader, 'write', { introduction: 'Put right.' }], [leader, 'send-second-draft'])
    assert.deepEqual(second.partsOf(siu).toSorted(), ['check', 'course', 'second draft'])
    assert.doesNotMatch(JSON.stringify(second.seenBy(siu)), /fallen by a fifth/)
    assert.match(JSON.stringify(second.seenBy(siu)), /Put right/)
  })

  it('the newest is the only one that is open, however often', () => {
    const third = sent().and(
      [leader, 'take-back', { because: 'One' }],
      [leader, 'send-second-draft'],
      [leader, 'take-back', { because: 'Two' }],
      [leader, 'send-third-draft'],
    )
    assert.deepEqual(third.partsOf(siu).toSorted(), ['check', 'course', 'third draft'])
    third.when(leader, 'take-back', { because: 'Three' }).refused('HH-26', /third draft/)
  })

  it('it is told to the centre, and to nobody else outside', () => {
    assert.deepEqual(sent().told, [centre, 'hmip.chief', 'hmip.deputy'].toSorted())
  })
})

describe('HH-26: each time it is kept is an edition of its own', () => {
  it('the working draft for those who write it, and what was sent for the one it was sent to', () => {
    const matter = sent()
    const editions = (me = leader) => report.writes?.editions(matter.seenBy(me), matter.world) ?? []
    assert.deepEqual(
      editions().map(one => one.label),
      [
        'Working draft, version 1',
        'Working draft, version 2',
        'Working draft, version 3',
        'Working draft, version 4',
        'The draft as it was sent',
      ],
    )
    assert.deepEqual(
      editions(siu).map(one => one.label),
      ['The draft as it was sent'],
    )
    assert.deepEqual(editions().at(-1)?.blocks, editions().at(-2)?.blocks)
    assert.match(
      JSON.stringify(editions(siu)),
      /Reasonably good.*Men spend too long.*fallen by a fifth.*teach one another/,
    )
    assert.deepEqual(editions(governor), [])
  })

  it('what was emptied is empty from then on', () => {
    const matter = written().and([leader, 'write', { introduction: 'Shorter.' }])
    const last = report.writes?.editions(matter.seenBy(leader), matter.world).at(-1)
    assert.doesNotMatch(JSON.stringify(last), /fallen by a fifth/)
    assert.match(JSON.stringify(last), /Shorter/)
  })
})

describe('HH-29: a report from before is brought in', () => {
  const earlier = {
    place: places.ashmoor,
    ended: '2019-05-10',
    on: '2019-08-27',
    kind: 'Full inspection',
    safety: '2',
    release: '3',
  }

  it('with its scores and days, for those who would have had it, and told to nobody', () => {
    const matter = given(report, [coordinator, 'record', earlier])
    assert.deepEqual([matter.factsFor(governor).safety, matter.factsFor(governor).published], ['2', '2019-08-27'])
    assert.deepEqual([matter.owed, matter.told], [[], []])
    assert.ok(matter.shown('published').includes('imb.ashmoor'))
  })

  it('with what it asked for, filled in from its own table: a faulty row is told by its column, and twice does no harm', () => {
    const matter = given(report, [coordinator, 'record', earlier])
    const asks = report.steps['list-earlier-items']?.asks.items
    assert.ok(asks)
    const sheet = (kind: string) => ({
      notices: [],
      rows: [
        ['Its number', 'What is it?', 'In the report’s words'],
        ['1.1', 'Recommendation', 'Evening medicines should be on time.'],
        ['1.2', kind, 'Everyone should be out of cell for ten hours.'],
      ].map((cells, at) => ({ line: at + 1, cells })),
    })
    const taking = { matter: matter.seenBy(coordinator), me: coordinator, answers: {}, world: matter.world }
    const filled = (kind: string) => {
      const got = filledFrom('items', asks, [sheet(kind)], taking)
      assert.ok('rows' in got, JSON.stringify(got))
      return got
    }
    assert.deepEqual(
      filled('Advice').problems.map(one => one.field),
      ['items-1-kind'],
    )
    const { rows: items, problems } = filled('Recommendation')
    assert.deepEqual(problems, [])
    const listed = matter.and(
      [coordinator, 'list-earlier-items', { items }],
      [coordinator, 'list-earlier-items', { items }],
    )
    assert.deepEqual(
      report.tables?.items?.rows(listed.seenBy(governor), listed.world).map(row => [row.number, row.kind]),
      [
        ['1.1', 'recommendation'],
        ['1.2', 'recommendation'],
      ],
    )
    assert.deepEqual(
      [listed.factsFor(governor).items, listed.factsFor(governor).safety, listed.told],
      [2, '2', ['hmip.chief', 'hmip.deputy']],
    )
    matter
      .when(coordinator, 'list-earlier-items', { items: [{ kind: 'key', text: 'A concern' }] })
      .refused('HH-26', /reported by recommendations/)
    matter.when(siu, 'list-earlier-items', { items }).refused('HH-29')
    given(report, [coordinator, 'start', { place: places.ashmoor, ended: '2026-01-02', kind: 'Full' }])
      .when(coordinator, 'list-earlier-items', { items })
      .refused('HH-29')
  })

  it('its days are in order, and its scores in range', () => {
    given(report)
      .when(coordinator, 'record', { ...earlier, on: '2019-05-09' })
      .refused('HH-29', /can’t have been published/)
    given(report)
      .when(coordinator, 'record', { ...earlier, on: '2019-05-10' })
      .then({ stage: 'published' })
    given(report)
      .when(coordinator, 'record', { ...earlier, safety: '7' })
      .refused('HH-26')
    given(report).when(siu, 'record', earlier).refused('HH-29')
  })
})
