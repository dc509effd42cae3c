import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formOn, testSite } from '../../../test/site.ts'
import { begun, texts } from '../../agreements/hmip-hmpps/report/kit.samples.ts'

const leader = 'hmip.team-leader'

describe('HH-28: the form that answers points of fact begins with a row for each that has no answer', async () => {
  const site = await testSite('named rows', { start: '2026-01-12T09:00:00Z' })
  const visitor = await site.signIn(leader)

  /** A report whose draft lies with the service, which has raised so many points. */
  async function raised(count: number): Promise<string> {
    const reference = await site.done(site.begin(leader, 'report', begun))
    const points = Array.from({ length: count }, (_, at) => ({
      passage: `Page ${at + 1}: “by a fifth”`,
      wrong: `It fell by ${at + 2} in a hundred ${'as the figures for the whole of that year show '.repeat(12)}`,
      evidence: 'The safety data for May',
      is: 'fact',
    }))
    for (const [post, step, typed] of [
      [leader, 'write', texts],
      [leader, 'send-draft', {}],
      ['hmpps.siu', 'raise-points', { points, whole: 'more' }],
    ] as const)
      await site.done(site.take(post, reference, step, typed))
    return reference
  }
  const form = (reference: string) => `/matters/${reference}/steps/answer-points`
  const rowsOn = (html: string) =>
    [...html.matchAll(/app-row__number[^>]*>\s*([^<]*?)\s*</g)].map(([, words = '']) => words.replaceAll('&quot;', '"'))
  const named = (html: string) => [...html.matchAll(/type="hidden" name="q-answers-\d+-point" value="(\d+)"/g)].length

  it('each naming its point, and nothing typed is lost when something is wrong', async () => {
    const reference = await raised(3)
    const action = form(reference)
    const page = await visitor.read(action)
    assert.deepEqual(
      rowsOn(page.html),
      [1, 2, 3].map(number => `${number}: Page ${number}: “by a fifth”`),
    )
    assert.match(page.words, /2: Page 2: “by a fifth” A fact: It fell by 3 in a hundred/)
    const typed = { 'q-answers-1-answer': 'accepted', 'q-answers-2-words': 'That is for us to judge.' }
    const wrong = await visitor.send(page, typed, { action, button: 'check' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.words, /Point 2: Give the answer in words/)
    assert.match(wrong.words, /Point 3: Choose your answer/)
    assert.doesNotMatch(wrong.words, /Row \d|Point 1: /)
    assert.deepEqual(rowsOn(wrong.html), rowsOn(page.html))
    assert.match(wrong.html, /That is for us to judge\./)
    for (const [, id = ''] of wrong.html.matchAll(/href="#(q-[^"]+)"/g))
      assert.ok(wrong.html.includes(`id="${id}"`), id)
    const check = await visitor.send(
      wrong,
      { ...typed, 'q-answers-1-words': 'It is put right.', 'q-answers-2-answer': 'judgement' },
      { action, button: 'check' },
    )
    assert.equal(check.status, 200, check.words)
    await visitor.send(check, {}, { action, button: 'confirm' })
    const rest = await visitor.read(action)
    assert.deepEqual(rowsOn(rest.html), ['1: Page 1: “by a fifth”'])
  })

  it('none is sent as it began, and a further row asks which point it is about', async () => {
    const action = form(await raised(2))
    const page = await visitor.read(action)
    const none = await visitor.send(page, {}, { action, button: 'check' })
    assert.match(none.words, /Answer at least one point/)
    assert.match(none.html, /href="#q-answers-0-answer"/)
    const more = await visitor.send(page, {}, { action, button: 'add:answers' })
    assert.equal(rowsOn(more.html).length, 3)
    assert.equal(named(more.html), 2)
    assert.match(more.html, /name="q-answers-2-point" type="radio"/)
    const twice = await visitor.send(
      more,
      {
        'q-answers-0-answer': 'not accepted',
        'q-answers-0-words': 'No.',
        'q-answers-2-point': '1',
        'q-answers-2-answer': 'accepted',
        'q-answers-2-words': 'Yes.',
      },
      { action, button: 'check' },
    )
    assert.match(twice.words, /Point 1 is answered twice here/)
    assert.equal(named(twice.html), 2)
  })

  it('as many as have room on a page, which says how many there are', async () => {
    const page = await visitor.read(form(await raised(14)))
    assert.equal(rowsOn(page.html).length, 12)
    assert.match(page.words, /14 points have no answer yet: these are the first 12/)
    assert.ok(Buffer.byteLength(page.html) < 60_000, `${Buffer.byteLength(page.html)} bytes`)
  })

  it('a file fills in those it has, and those it leaves out stay', async () => {
    const action = form(await raised(3))
    const { hidden } = formOn(await visitor.read(action), action)
    const sent = new FormData()
    for (const [name, value] of hidden) sent.append(name, value)
    sent.append('_go', 'sheet:answers')
    const csv = 'Which point?,Your answer,In words\n2,Accepted in part,Half of it.\n'
    sent.append('q-answers-sheet', new Blob([csv]), 'answers.csv')
    const html = await (await visitor.ask(action, { method: 'POST', body: sent })).text()
    assert.match(html, /One row was filled in from answers\.csv/)
    assert.match(html, /Half of it\./)
    assert.deepEqual(
      rowsOn(html),
      [2, 1, 3].map(number => `${number}: Page ${number}: “by a fifth”`),
    )
  })

  it('a draft that was kept is shown as it was left, though a point has been answered since', async () => {
    const reference = await raised(2)
    const action = form(reference)
    const typed = { 'q-answers-1-answer': 'accepted', 'q-answers-1-words': 'Half of it.' }
    await visitor.send(await visitor.read(action), typed, { action, button: 'later' })
    await site.done(
      site.take('hmip.coordinator', reference, 'answer-points', {
        answers: [{ point: '1', answer: 'not accepted', words: 'No.' }],
      }),
    )
    const back = await visitor.read(action)
    assert.match(back.html, /Half of it\./)
    assert.deepEqual(rowsOn(back.html), ['1', '2: Page 2: “by a fifth”'])
    const fields = formOn(back, action).hidden
    assert.ok(fields.some(([name, value]) => name === 'q-answers-1-point' && value === '2'))
  })
})
