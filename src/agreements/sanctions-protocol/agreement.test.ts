import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { everyone, it, places, wordsOf, worldOn } from '../../../test/kit.ts'
import { realPlaces } from '../../register/places.ts'
import { registerOf } from '../../register/standing.ts'
import { carriersIn } from '../../engine/carriers.ts'
import type { Agreement } from '../../engine/agreement.ts'
import { faultsIn, faultsInProcedure } from '../../engine/check.ts'
import { directory } from '../../engine/directory.ts'
import { unopened } from '../../engine/matter.ts'
import { after, listCalled, type Procedure, type Step, type Travelling } from '../../engine/procedure.ts'
import type { Rule } from '../../engine/deadline.ts'
import { owner } from '../../engine/who.ts'
import { agreements } from '../agreements.ts'
import { sanctionsProtocol } from './agreement.ts'
import { allegation } from './allegation.ts'
import { clauses } from './clauses.ts'
import { settings } from './settings.ts'
import { boardOf, handlingUnit, leads, managersAt, seniors } from './who.ts'

const [version] = sanctionsProtocol.versions

describe('the sanctions protocol', () => {
  it('and the agreements beside it are sound', () => assert.deepEqual(faultsIn(agreements), []))

  const carriers = carriersIn(agreements, sanctionsProtocol, version)
  for (const { id } of clauses)
    it(`${id} is carried by something that can be pointed to`, () => assert.ok(carriers.get(id)?.length, id))

  it('each duty is carried by more than a page', () => {
    for (const { id } of clauses.filter(clause => clause.kind === 'duty'))
      assert.ok(
        carriers.get(id)?.some(carrier => carrier.kind !== 'page'),
        id,
      )
  })

  it('dates that are ours are shown as ours, and a body may set each', () => {
    for (const procedure of version.procedures)
      for (const [name, rule] of Object.entries(procedure.rules))
        assert.ok(rule.basis !== 'the agreement' || rule.clause === 'SP-27', `${procedure.name}, ${name}`)
    assert.ok(Object.values(settings).every(setting => setting.label.includes('(')))
  })

  it('its parties and the kinds of place it covers belong to this version of it', () => {
    assert.deepEqual(sanctionsProtocol.parties, ['HMIP', 'IMB', 'PPO'])
    assert.deepEqual(
      version.signatories.map(one => one.body),
      ['HMIP', 'IMB', 'PPO'],
    )
  })
})

describe('words on screen', () => {
  const procedures = agreements.flatMap(agreement => agreement.versions.flatMap(one => one.procedures))
  const abbreviation = /\b(HMIP|IMB|PPO|HMPPS|SIU|MOJ|HMCIP|OPCAT|NPM|SP-\w+)\b/

  for (const procedure of procedures)
    it(`${procedure.name} uses no abbreviation that it does not explain`, () => {
      const steps = Object.entries(procedure.steps).flatMap(([name, { label, about, by, open }]) =>
        [
          label,
          about,
          by.words,
          ...(open ?? []).flatMap(({ otherwise }) => (typeof otherwise === 'string' ? otherwise : [])),
        ].flatMap(words => (words ? [{ where: name, words }] : [])),
      )
      for (const { where, words } of [...wordsOf(procedure), ...steps]) assert.doesNotMatch(words, abbreviation, where)
      for (const words of [
        ...Object.values(procedure.stages),
        ...Object.values(procedure.columns).map(column => column.label),
        ...Object.values(procedure.parts).map(part => part.label),
      ])
        assert.doesNotMatch(words, abbreviation)
    })

  it('sentences are short enough for a tired reader', () => {
    for (const procedure of version.procedures)
      for (const { where, words } of wordsOf(procedure))
        for (const sentence of words.split(/(?<=[.?!:;])\s/))
          assert.ok(sentence.split(/\s+/).length <= 30, `${where}: ${sentence}`)
  })
})

describe('who acts is found by body, kind and place, so the real register serves as well', () => {
  const real = registerOf(realPlaces())
  const numbered = <T extends { key: string }>(rows: readonly T[], from: number) =>
    rows.map((row, index) => ({ ...row, id: from + index }))
  const world = {
    ...worldOn('2026-01-05'),
    directory: directory({
      places: real.places,
      units: numbered(real.units, 1),
      posts: numbered(real.posts, 10_000).map(post => ({ ...post, held: false })),
    }),
  }
  const matter = unopened({ id: 1, reference: '', procedure: '', version: '', owner: 'hmip.lead', openedAt: world.now })
  const me = { post: 'hmip.deputy', title: '', unit: 'hmip.lead', body: 'HMIP' as const, name: '' }

  it('three leads, managers and a board at a prison, and no board at a secure training centre', () => {
    assert.equal(leads.readers({ matter, me, answers: {}, world }).length, 3)
    const prison = real.places.find(place => place.kind === 'prison' && !place.closed)
    assert.equal(managersAt(world, prison?.code).length, 2)
    assert.ok(boardOf(world, prison?.code))
    assert.equal(boardOf({ ...world, directory: everyone }, places.greyfriars), undefined)
    assert.ok(seniors(world).length >= 2)
  })

  it('whoever receives an allegation has a unit to handle it', () => {
    for (const unit of world.directory.units({}).filter(one => ['HMIP', 'IMB', 'PPO'].includes(one.body)))
      assert.ok(world.directory.findUnit(handlingUnit({ me: { ...me, unit: unit.key, body: unit.body }, world })))
  })
})

describe('a definition that is unsound stops the program, with every fault told', () => {
  const known = new Set<string>(clauses.map(clause => clause.id).concat(['HI-12k', 'PI-20']))
  const faultsWith = (change: Partial<Procedure>) => faultsInProcedure({ ...allegation, ...change }, known)
  const stepWith = (name: string, change: Partial<Step>) =>
    faultsWith({ steps: { ...allegation.steps, [name]: { ...(allegation.steps[name] as Step), ...change } } })

  const ruleWith = (change: Partial<Rule>) =>
    faultsWith({ rules: { ...allegation.rules, explain: { ...(allegation.rules.explain as Rule), ...change } } })

  const travelling = (change: Partial<Travelling>) =>
    faultsWith({
      travels: {
        isOver: () => false,
        step: 'refer',
        asks: [],
        packed: () => undefined,
        answers: () => ({}),
        tells: { step: 'refer', waits: () => [], takes: () => '' },
        ...change,
      },
    })

  it('and this one is sound', () => assert.deepEqual(faultsWith({}), []))
  it('nothing is handed over in a part of a name under which another procedure keeps its own', () => {
    const lending = version.procedures.map(one => (one === allegation ? { ...one, lends: { part: 'referral' } } : one))
    const others = [{ ...allegation, name: 'other', prefix: 'OTH' }]
    const among = (procedures: readonly Procedure[]): readonly Agreement[] => [
      { ...sanctionsProtocol, versions: [{ ...version, procedures }] as const },
      ...agreements.filter(one => one !== sanctionsProtocol),
    ]
    assert.deepEqual(faultsIn(among(lending)), [])
    assert.deepEqual(faultsIn(among([...lending, ...others])), [
      `${allegation.name}: lends: other has a part referral too, which it does not hand over`,
    ])
  })
  it('and so it is as something that is lent, and that travels', () => {
    assert.deepEqual(faultsWith({ lends: { part: 'referral', kind: 'line', until: 'received' } }), [])
    assert.deepEqual(travelling({}), [])
  })

  for (const [what, faults, expected] of [
    [
      'a step that cites a clause there is not',
      stepWith('refer', { clauses: ['SP-99'] }),
      /cites SP-99, which no agreement has/,
    ],
    [
      'a step that asks two things in the same words',
      stepWith('note', {
        asks: { ...allegation.steps.note?.asks, again: Object.values(allegation.steps.note?.asks ?? {})[0]! },
      }),
      /asks note and again in the same words of one part/,
    ],
    ['a step in a part there is not', stepWith('refer', { part: 'nowhere' }), /there is no part nowhere/],
    [
      'a step that waits for what no step marks',
      stepWith('refer', { open: [after('the moon is full', '')] }),
      /the moon is full/,
    ],
    [
      'a step that clears what another part marks',
      stepWith('update', { clears: 'consent given' }),
      /marks in another part/,
    ],
    ['a step that moves to no stage', stepWith('refer', { to: 'limbo' }), /limbo, which is not a stage/],
    ['an aside that is no stage', faultsWith({ asides: ['limbo'] }), /asides: there is no stage limbo/],
    [
      'an obligation in the place of none',
      ruleWith({ inPlaceOf: { rule: 'nap', on: ['received'] } }),
      /obligation explain: takes the place of nap, which is not an obligation/,
    ],
    [
      'an obligation in the place of another on what no step marks',
      ruleWith({ inPlaceOf: { rule: 'decide', on: ['dawn'] } }),
      /obligation explain: hangs on “dawn”/,
    ],
    ['what nothing turns', faultsWith({ turns: [{ on: 'dawn' }] }), /“dawn” turns: no step marks that/],
    [
      'a stage that turns into none',
      faultsWith({ turns: [{ on: 'received', stages: { received: 'limbo' } }] }),
      /“received” turns: there is no stage limbo/,
    ],
    [
      'a fact that turns into none',
      faultsWith({ turns: [{ on: 'received', facts: { consent: { given: 'lent' } } }] }),
      /“received” turns: there is no lent in a column consent/,
    ],
    [
      'a fact that turns into what the database takes for words',
      faultsWith({ turns: [{ on: 'received', facts: { receivedBy: { HMIP: 'IMB' } } }] }),
      /“received” turns: the database takes HMIP for words/,
    ],
    ['a prefix of two letters', faultsWith({ prefix: 'SA' }), /not three capitals/],
    ['a beginning there is not', faultsWith({ begins: 'start' }), /there is no step start/],
    [
      'a stage that nothing reaches',
      faultsWith({ stages: { ...allegation.stages, limbo: 'Limbo' } }),
      /no step moves there/,
    ],
    [
      'a column of no part',
      faultsWith({ columns: { ...allegation.columns, odd: { label: 'Odd', part: 'nowhere' } } }),
      /there is no part nowhere/,
    ],
    [
      'a duty that hangs on nothing',
      faultsWith({
        rules: {
          ...allegation.rules,
          odd: { ...(allegation.rules.log as Procedure['rules'][string]), from: ['never'] },
        },
      }),
      /hangs on “never”, which no step marks/,
    ],
    [
      'a duty that is counted again because of nothing',
      faultsWith({
        rules: {
          ...allegation.rules,
          odd: {
            ...(allegation.rules.log as Procedure['rules'][string]),
            recounted: { on: ['never'], because: () => 'Nothing happened' },
          },
        },
      }),
      /hangs on “never”, which no step marks/,
    ],
    [
      'a step that takes something back under a clause there is not',
      stepWith('refer', { recalls: [{ part: 'referral', from: owner, clause: 'SP-99' }] }),
      /step refer: cites SP-99, which no agreement has/,
    ],
    [
      'a part handed over that there is not',
      faultsWith({ lends: { part: 'nowhere' } }),
      /lends: there is no part nowhere/,
    ],
    [
      'terms told in a part there is not',
      faultsWith({ lends: { part: 'referral', terms: { part: 'nowhere', inWords: () => [] } } }),
      /lends: there is no part nowhere/,
    ],
    ...(['kind', 'until', 'outcome'] as const).map(
      name =>
        [
          `the ${name} of what is handed over in a column there is not`,
          faultsWith({ lends: { part: 'referral', [name]: 'nowhere' } }),
          /lends: there is no column nowhere/,
        ] as const,
    ),
    [
      'an end of what is handed over that is no day',
      faultsWith({ lends: { part: 'referral', until: 'line' } }),
      /lends: column line holds no day/,
    ],
    [
      'a stage at which a relay has it that there is not',
      faultsWith({ lends: { part: 'referral', relay: 'limbo' } }),
      /lends: there is no stage limbo/,
    ],
    ['a step by which it leaves that there is not', travelling({ step: 'sail' }), /travels: there is no step sail/],
    [
      'a step by which it leaves that begins it',
      travelling({ step: allegation.begins }),
      /travels: the step that begins a matter cannot also record that it left/,
    ],
    [
      'a question for whoever brings it in that its beginning does not ask',
      travelling({ asks: ['tide'] }),
      /travels: step \S+ does not ask tide/,
    ],
  ] as const)
    it(what, () =>
      assert.ok(
        faults.some(fault => expected.test(fault)),
        faults.join('\n'),
      ),
    )

  it('all of them at once', () =>
    assert.ok(
      faultsWith({ prefix: 'SA', begins: 'start', stages: { ...allegation.stages, limbo: 'Limbo' } }).length >= 3,
    ))
})

it('SP-24a: the log is that of the three bodies; to a manager one allegation was referred to it is a list of these', () => {
  for (const body of ['HMIP', 'IMB', 'PPO'] as const) assert.equal(listCalled(allegation, body), 'The sanctions log')
  assert.equal(listCalled(allegation, 'HMPPS'), 'Alleged sanctions')
})
