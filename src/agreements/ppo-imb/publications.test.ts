import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { everyone, given, holder, it, places, type Taken } from '../../../test/kit.ts'
import { publication } from './publications.ts'

const chair = holder('imb.ashmoor.chair')
const dunscar = holder('imb.dunscar.chair')
const secretariat = holder('imb.secretariat')
const learning = holder('ppo.learning')
const investigator = holder('ppo.investigator')

const annual = {
  title: 'Annual report, Ashmoor',
  kind: 'annual-report',
  on: '2026-01-04',
  as: 'link',
  link: 'https://www.example.org/ashmoor.pdf',
  place: places.ashmoor,
}
const bulletin = {
  title: 'Learning lessons: early days',
  kind: 'bulletin',
  on: '2026-01-05',
  as: 'file',
  file: ['11111111-1111-4111-8111-111111111111'],
  topics: ['deaths', 'self-harm'],
}
const announced: Taken = [chair, 'announce', annual]
const fromOmbudsman: Taken = [learning, 'announce', bulletin]
const passedTo = (to: string, more: object = {}): Taken => [secretariat, 'pass-on', { to, ...more }]

describe('PI-13c: the ombudsman hears when a board’s annual report comes out', () => {
  it('its investigators, learning lessons and lead see it; learning lessons and Assistant Ombudsmen are told', () =>
    given(publication)
      .when(...announced)
      .then({
        stage: 'announced',
        shown: {
          publication: [
            'imb.ashmoor',
            'imb.national',
            'imb.secretariat-office',
            'ppo.casework',
            'ppo.learning-lessons',
            'ppo.lead',
          ],
        },
        tells: ['ppo.assistant', 'ppo.learning-lessons'],
        says: 'announced “Annual report, Ashmoor”',
      }))

  it('it owes nobody anything', () => assert.deepEqual(given(publication, announced).owed, []))

  it('a board announces what concerns its own establishment', () => {
    const offered = publication.steps.announce?.asks.place?.options?.({
      matter: given(publication, announced).seenBy(chair),
      me: chair,
      answers: {},
      world: given(publication, announced).world,
    })
    assert.deepEqual(
      offered?.map(one => one.value),
      [places.ashmoor],
    )
  })
})

describe('PI-14f: IMB staff hear of what the ombudsman publishes, and pass it to boards', () => {
  it('the secretariat and the National Chair see it; the secretariat is told; no board is yet', () =>
    given(publication)
      .when(...fromOmbudsman)
      .then({
        shown: {
          publication: ['imb.national', 'imb.secretariat-office', 'ppo.learning-lessons'],
          passing: ['imb.national', 'imb.secretariat-office', 'ppo.learning-lessons'],
        },
        tells: ['imb.secretariat-office'],
      }))

  it('within five working days the secretariat passes it on, or says that no board needs it', () => {
    const matter = given(publication, fromOmbudsman)
    assert.deepEqual(
      [matter.duty('pass on')?.due, matter.duty('pass on')?.owedBy],
      ['2026-01-12', 'imb.secretariat-office'],
    )
    assert.equal(matter.and(passedTo('all')).duty('pass on')?.state, 'met')
    assert.equal(matter.and([secretariat, 'keep']).duty('pass on')?.state, 'met')
  })

  it('to every board (PI-13g)', () => {
    const boards = everyone.units({ body: 'IMB', kind: 'board' }).map(one => one.key)
    const passed = given(publication, fromOmbudsman)
      .when(...passedTo('all'))
      .then({ tells: boards, says: 'passed it to boards' })
    assert.equal(passed.existsFor(chair), true)
  })

  it('to the boards it chooses, none of which is told which others they were', () => {
    const passed = given(publication, fromOmbudsman)
      .when(...passedTo('some', { boards: [{ board: 'imb.ashmoor.chair' }, { board: 'imb.dunscar.chair' }] }))
      .then({ tells: ['imb.ashmoor', 'imb.dunscar'] })
    assert.equal(passed.existsFor(holder('imb.eastholme.chair')), false)
    const entry = passed.seenBy(dunscar).entries.find(one => one.step === 'pass-on')
    assert.deepEqual(entry?.answers, {})
    assert.ok(passed.seenBy(dunscar).disclosures.every(one => one.to === 'imb.dunscar'))
  })

  it('to the board where it is about, if there is one', () => {
    const there = given(publication, [learning, 'announce', { ...bulletin, place: places.dunscar }])
    there.when(...passedTo('there')).then({ tells: ['imb.dunscar'] })
    given(publication, fromOmbudsman)
      .when(...passedTo('there'))
      .refused('PI-14f', /no place that has a board/)
    given(publication, [learning, 'announce', { ...bulletin, place: places.greyfriars }])
      .when(...passedTo('there'))
      .refused('PI-14f')
  })

  it('whoever passes it on is warned of boards whose chair’s contact does not hold (PI-13b)', () => {
    const matter = given(publication, fromOmbudsman)
    const warned = (answers: object) =>
      publication.steps['pass-on']?.warn?.({
        matter: matter.seenBy(secretariat),
        me: secretariat,
        answers: { ...answers },
        world: matter.world,
      })
    assert.match(
      warned({ to: 'some', boards: [{ board: 'imb.dunscar.chair' }] }) ?? '',
      /^No contact .* Dunscar\. They may/,
    )
    assert.match(warned({ to: 'all' }) ?? '', /So it is with 3 more\./)
  })

  it('to some means that some are named', () =>
    given(publication, fromOmbudsman)
      .when(...passedTo('some'))
      .refused('PI-14f', 'Choose the boards'))

  it('it is the secretariat’s to pass on, and not what a board announced', () => {
    for (const who of [holder('imb.national-chair'), learning])
      given(publication, fromOmbudsman).when(who, 'pass-on', { to: 'all' }).refused('PI-14f')
    given(publication, announced).when(secretariat, 'pass-on', { to: 'all' }).refused('PI-14f', 'It is the boards’ own')
  })

  it('what no board needs may still be passed on later, and what was passed on cannot be said to be needed by none', () => {
    given(publication, fromOmbudsman, [secretariat, 'keep'], passedTo('all'))
    given(publication, fromOmbudsman, passedTo('all')).when(secretariat, 'keep').refused('PI-14f')
  })
})

describe('whoever it was announced to says that they have read it', () => {
  it('once for each office', () => {
    const read = given(publication, announced, [investigator, 'mark-read'])
    read.when(holder('ppo.assistant'), 'mark-read').refused('PI-13g', 'Your office has read it')
    read.when(learning, 'mark-read').then({ says: 'read it' })
  })

  it('not whoever announced it, nor anyone who was not told', () => {
    given(publication, announced).when(chair, 'mark-read').refused('PI-13g')
    given(publication, announced).when(dunscar, 'mark-read').refused('PI-13g')
  })
})

describe('a link leads to the open web and nowhere else', () => {
  const refused = (link: string) =>
    given(publication)
      .when(chair, 'announce', { ...annual, link })
      .refused('PI-13c', /begins with https:\/\//)

  it('by https, to a site, with nobody’s password in it', () => {
    for (const link of [
      'http://www.example.org/report.pdf',
      'javascript:alert(1)',
      'data:text/html,x',
      'https://who:secret@example.org/',
      'https://localhost/',
      'www.example.org',
      `https://example.org/${'x'.repeat(500)}`,
    ])
      refused(link)
  })

  it('it is shown as text with its host before it', () => {
    const link = publication.steps.announce?.asks.link
    const { world } = given(publication, announced)
    assert.equal(
      link?.show('https://www.example.org/a?b=c', { world }),
      'On www.example.org: https://www.example.org/a?b=c',
    )
    // A site that is spelt to look like another shows its real name.
    assert.match(link?.show('https://www.ехample.org/', { world }) ?? '', /^On www\.xn--/)
  })

  it('lists tell the host alone, or that it is a file', () => {
    assert.equal(given(publication, announced).factsFor(investigator).where, 'www.example.org')
    assert.equal(given(publication, fromOmbudsman).factsFor(secretariat).where, 'A file')
  })

  it('neither is announced without what it says it is', () => {
    given(publication)
      .when(chair, 'announce', { ...annual, link: '' })
      .refused('PI-13c', 'Give its address')
    given(publication)
      .when(chair, 'announce', { ...annual, as: 'file' })
      .refused('PI-13c', 'Attach the file')
  })

  it('whoever announced it corrects it, and all who have it are told', () => {
    const moved = { as: 'link', link: 'https://new.example.org/ashmoor.pdf', because: 'The site moved' }
    const corrected = given(publication, announced)
      .when(chair, 'correct', moved)
      .then({
        tells: ['imb.national', 'imb.secretariat-office', 'ppo.casework', 'ppo.lead', 'ppo.learning-lessons'],
      })
    assert.equal(corrected.factsFor(investigator).where, 'new.example.org')
    given(publication, announced).when(investigator, 'correct', moved).refused('PI-13c')
  })
})

describe('who sees a publication', () => {
  it('nobody of the service, and no body that it was not announced to', () => {
    for (const matter of [given(publication, announced), given(publication, fromOmbudsman, passedTo('all'))])
      for (const post of ['hmpps.ashmoor.governor', 'hmpps.siu', 'hmip.coordinator', 'hmip.deputy', 'moj.security'])
        assert.equal(matter.existsFor(holder(post)), false, post)
  })

  it('the service and the inspectorate announce nothing here', () => {
    for (const post of ['hmpps.siu', 'hmip.press', 'imb.regional'])
      given(publication).when(holder(post), 'announce', annual).refused('PI-13c')
  })
})
