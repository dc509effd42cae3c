import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { testSite, type Visitor } from '../../../test/site.ts'

const leader = 'hmip.team-leader'

describe('the timetable of a report, and all of them together', async () => {
  const site = await testSite('timetable-pages', { start: '2026-01-12T09:00:00Z' })
  const { begin, take, done } = site
  let reference = ''
  let late = ''
  let team: Visitor

  before(async () => {
    const start = async (place: string, ended: string) => {
      const one = await done(begin('hmip.coordinator', 'report', { place, ended, kind: 'Full inspection' }))
      await done(take(leader, one, 'write', { introduction: 'Words.' }))
      return one
    }
    late = await start('ZBI', '2025-11-07')
    reference = await start('ZDI', '2025-12-05')
    await done(take(leader, reference, 'send-draft'))
    team = await site.signIn(leader)
  })

  it('stands on the page of the matter: drawn, in a table, in sentences, with holidays named', async () => {
    const { html, words } = await team.read(`/matters/${reference}`)
    assert.match(html, /<svg class="app-chart__drawing" role="img"[^>]*aria-labelledby="stages-title stages-desc"/)
    assert.match(words, /Facts checked As planned|Stage As planned Target Limit What came of it/)
    assert.match(words, /The targets, 36, 15, 10 and 8, make 69 working days: until 17 March 2026\./)
    assert.match(words, /3 bank holidays fall in that time: 25 December \(Christmas Day\)/)
    assert.match(words, /overrun the aim by 2 working days, which is 4 days/)
    assert.match(words, /15 working days from 12 January 2026 \(day 0\)/)
  })

  it('says when the clock stood still, and what that moved', async () => {
    await done(take(leader, reference, 'pause', { until: '2026-01-19', because: 'An inquest' }))
    const { words } = await team.read(`/matters/${reference}`)
    assert.match(words, /When its clock stood still From 12 January 2026 until 19 January 2026 ?: An inquest/)
    assert.match(words, /Bank holiday Its clock stood still/)
    assert.match(words, /It was counted again: its clock standing still \(An inquest\)/)
    assert.match(
      (await team.read('/timetables')).words,
      /limit was 2 February 2026 ?: its clock standing still \(An inquest\)/,
    )
  })

  it('all that is in production is one list, the most pressing first', async () => {
    const { status, words, html } = await team.read('/timetables')
    assert.equal(status, 200)
    assert.match(words, /2 in production, of which 1 with something overdue/)
    assert.ok(words.indexOf(late) < words.indexOf(reference))
    assert.match(words, /Brackley Hill.*overdue.*2 January 2026 limit/)
    assert.match(html, /href="\/timetables\?stage=report.check\+the\+facts"/)
  })

  it('narrowed by stage, by what is late and by place; what is not known is left out, and a wrong place told', async () => {
    const only = async (query: string) => {
      const { words } = await team.read(`/timetables?${query}`)
      return [words.includes(late), words.includes(reference)]
    }
    assert.deepEqual(await only('stage=report.check+the+facts'), [false, true])
    assert.deepEqual(await only('late=yes'), [true, false])
    assert.deepEqual(await only('place=Dunscar'), [false, true])
    assert.deepEqual(await only('stage=nothing'), [true, true])
    assert.deepEqual(await only('after=nonsense'), [true, true])
    assert.match((await team.read('/timetables?place=Nowhere')).words, /Choose the establishment from the list/)
  })

  it('whoever sees no report finds none there, and no number', async () => {
    const governor = await site.signIn('hmpps.dunscar.governor')
    const { words } = await governor.read('/timetables')
    assert.match(words, /Nothing is in production/)
    assert.doesNotMatch(words, /RPT-|Dunscar \w*late/)
    assert.match((await governor.read('/timetables/kept')).words, /No stage is over yet/)
  })

  it('how the dates were kept is told by stage, year and establishment', async () => {
    const { words, html } = await team.read('/timetables/kept')
    assert.match(words, /Draft sent for its facts to be checked: 1 of 1 in target/)
    assert.match(words, /2026 Draft sent for its facts to be checked 1 1 \(100%\) 1 \(100%\) 38/)
    assert.match(html, /href="\/timetables\?place=ZDI">Dunscar/)
  })
})
