import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { allegation } from '../../src/agreements/sanctions-protocol/allegation.ts'
import type { Question } from '../../src/engine/question.ts'
import { temporaryFolder } from '../folder.ts'
import { testSite } from '../site.ts'
import { browsersAt, chooseToBe } from './browser.ts'
import { morning, today } from './cast.ts'

/** The same work at a browser in which no script runs: at a prison’s old machine, or over a bad line from home. */

const site = await testSite('journeys_without_javascript', { start: morning })
const browsers = await browsersAt(site.base)
const scriptless = { scripts: false }

const board = 'imb.brackley-hill.chair'
const governor = 'hmpps.brackley-hill.governor'

const stepOf = (name: string) => allegation.steps[name] ?? assert.fail(name)
const question = (step: string, name: string): Question => stepOf(step).asks[name] ?? assert.fail(`${step} ${name}`)

const told = {
  place: 'ZBI',
  affected: 'detained',
  contacted: ['IMB'],
  came: 'letter',
  receivedOn: today,
  line: 'Moved to another wing the morning after his letter',
  name: 'Reuben Ashe',
  account: 'An officer said to him: write to whoever you like, you will do it from C wing.',
}
const agrees = { consent: 'given', covers: ['everything'], askedOn: today, askedBy: 'The chair', how: 'person' }
const qualifies = {
  qualifies: true,
  kinds: ['relocation'],
  deed: 'act',
  involvement: ['carried-out'],
  implicated: false,
  reasons: 'It came the morning after.',
}

const newMatter = async (...acts: readonly (readonly [step: string, answers: Record<string, unknown>])[]) => {
  const reference = await site.done(site.begin(board, allegation.name, told))
  for (const [step, answers] of acts) await site.done(site.take(board, reference, step, answers))
  return reference
}

describe('Without scripts', () => {
  it('an allegation is taken down, with people who act for the person and a letter, and what is wrong is put right', async () => {
    const letter = join(temporaryFolder('letters'), 'his letter.txt')
    writeFileSync(letter, 'They moved me the morning after.\n')
    const chair = await browsers.signIn(board, scriptless)
    const { place: _, ...rest } = told
    await chair.startOn(allegation, {
      ...rest,
      number: 'seven',
      others: [
        { role: 'acting', name: 'His solicitor' },
        { role: 'told', name: 'His sister', reach: 'By telephone' },
      ],
      papers: [letter],
    })
    await chair.sees(
      'There is a problem',
      'Give the prison number as a letter, four figures and two letters, like A1234BC',
    )
    assert.match(await chair.page.title(), /^Error: /)
    // Everything typed is still there, and the summary leads to what is wrong.
    const field = (name: string) =>
      chair.page.getByRole('textbox', { name: new RegExp(`^${question('receive', name).label}`) })
    assert.equal(await field('line').inputValue(), told.line)
    assert.equal(await field('account').inputValue(), told.account)
    const markup = await chair.page.content()
    for (const typed of ['His solicitor', 'His sister', 'By telephone', 'his letter.txt'])
      assert.ok(markup.includes(typed), typed)
    await chair.page.getByRole('alert').getByRole('link').first().click()
    assert.equal(await field('number').evaluate(element => element === element.ownerDocument.activeElement), true)

    await field('number').fill('a7720kt')
    await chair.press('Continue')
    await chair.confirm('receive')
    await chair.sees(told.line, 'A7720KT', 'His sister', 'his letter.txt')
  })

  it('the person’s consent is recorded: what hangs on an answer stands under it', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board, scriptless)
    await chair.take(reference, 'ask-consent', agrees)
    await chair.sees('They agree', 'All that follows here')
  })

  it('it is referred, after a page that shows what will be seen, and the governor reports back', async () => {
    const reference = await newMatter(['ask-consent', agrees], ['assess', qualifies])
    const chair = await browsers.signIn(board, scriptless)
    const claire = await browsers.signIn(governor, scriptless)
    assert.equal(await claire.visit(`/matters/${reference}`), 404)
    const request = 'Please find out who ordered the move.'
    await chair.check(reference, 'refer', { to: governor, request })
    await chair.sees('Governor, Brackley Hill will see this', request, 'Reuben Ashe')
    assert.equal(await claire.visit(`/matters/${reference}`), 404)

    // Going back from there changes nothing and loses nothing.
    await chair.press('Go back without doing this')
    assert.equal(
      await chair.page.getByRole('textbox', { name: question('refer', 'request').label }).inputValue(),
      request,
    )
    await chair.press('Continue')
    await chair.confirm('refer')

    await claire.visit('/')
    await claire.follow(reference)
    await claire.take(reference, 'report-back', {
      done: 'I asked for the movement order.',
      found: 'There was none.',
      safe: 'He has been moved back.',
    })
    await chair.visit(`/matters/${reference}`)
    await chair.sees('There was none.')
  })

  it('what somebody else did meanwhile is shown beside what was written', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board, scriptless)
    await chair.fillIn(reference, 'update', { news: 'His sister rang.' })
    await site.done(site.take('imb.brackley-hill.member', reference, 'update', { news: 'He was not at exercise.' }))
    await chair.press('Continue')
    await chair.sees('What changed since you began to write', 'Added something new')
    assert.match(await chair.page.content(), /He was not at exercise\./)
    assert.equal(
      await chair.page.getByRole('textbox', { name: question('update', 'news').label }).inputValue(),
      'His sister rang.',
    )
    await chair.press('Continue')
    await chair.confirm('update')
  })

  it('whoever was signed out in the middle of a form finds it as they left it', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board, scriptless)
    await chair.fillIn(reference, 'update', { news: 'He was seen on the yard.' })
    await chair.sees('You will be signed out at 09:30 if you do nothing until then.')
    site.setNow(`${today}T09:31:00Z`)
    await chair.press('Continue')
    await chair.sees('What you typed is kept.')
    await chair.follow('Sign in')
    await chooseToBe(chair.page, board)
    assert.equal(
      await chair.page.getByRole('textbox', { name: question('update', 'news').label }).inputValue(),
      'He was seen on the yard.',
    )
    site.setNow(morning)
  })

  it('staying signed in opens in a tab of its own, so that what is typed here stays', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board, scriptless)
    await chair.fillIn(reference, 'update', { news: 'Half a sentence' })
    const opening = chair.page.waitForEvent('popup')
    await chair.page.getByRole('button', { name: /^Stay signed in/ }).click()
    const tab = await opening
    await tab.getByRole('heading', { name: 'You are still signed in' }).waitFor()
    assert.equal(
      await chair.page.getByRole('textbox', { name: question('update', 'news').label }).inputValue(),
      'Half a sentence',
    )
  })

  it('what is saved for later waits among one’s own work', async () => {
    const reference = await newMatter()
    const chair = await browsers.signIn(board, scriptless)
    await chair.fillIn(reference, 'assess', { qualifies: true, kinds: ['relocation'] })
    await chair.press('Save and come back later')
    await chair.visit('/')
    await chair.follow(`${stepOf('assess').label}, ${reference}`)
    assert.equal(
      await chair.page
        .getByRole('group', { name: question('assess', 'qualifies').label })
        .getByRole('radio', { name: 'Yes' })
        .first()
        .isChecked(),
      true,
    )
  })
})
