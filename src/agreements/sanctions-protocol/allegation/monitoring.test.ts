import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { given, holder, it, places, type Case, type Taken } from '../../../../test/kit.ts'
import { allegation } from '../allegation.ts'
import {
  agreed,
  board,
  consented,
  deputy,
  governor,
  inspector,
  leads,
  letter,
  member,
  nationalChair,
  officer,
  otherBoard,
  qualifies,
  received,
  refused,
} from './allegation.samples.ts'

describe('SP-25: the board watches, for as long as there may be a risk', () => {
  const watching: Taken[] = [...consented, [member, 'monitor', { what: ['person', 'establishment'] }]]
  const lookedThere = { seenOn: '2026-01-05', seen: 'They are eating alone.', risk: 'same' }
  const look = { about: 'person', ...lookedThere }
  const move = { movedTo: places['brackley-hill'], movedOn: '2026-01-05', sanction: 'yes' }
  const takenBack: Taken = [officer, 'withdraw-consent', { withdrawnOn: '2026-01-05', toldBy: 'An inspector' }]

  it('a board that received it is to begin within two working days', () => {
    assert.deepEqual(
      [
        given(allegation, received).duty('begin to watch')?.owedBy,
        given(allegation, received).duty('begin to watch')?.due,
      ],
      [board, '2026-01-07'],
    )
    assert.equal(given(allegation, ...watching).duty('begin to watch')?.state, 'met')
  })

  it('one that is asked to is, too', () =>
    assert.equal(
      given(
        allegation,
        [officer, 'receive', letter],
        [officer, 'ask-consent', agreed],
        [officer, 'assess', qualifies],
        [officer, 'assign-board', { ask: 'x' }],
      ).duty('begin to watch')?.owedBy,
      board,
    ))

  it('it looks again every fourteen days, at the person and at the place', () => {
    const matter = given(allegation, ...watching)
    assert.equal(matter.duty('watch the person')?.due, '2026-01-19')
    assert.equal(matter.duty('watch the establishment')?.due, '2026-01-19')
    const looked = matter.on('2026-01-15').and([member, 'observe', { ...look, seenOn: '2026-01-15' }])
    assert.equal(looked.duty('watch the person')?.due, '2026-01-29')
    assert.equal(looked.duty('watch the establishment')?.due, '2026-01-19')
  })

  it('the history says it of whoever did it, and to whoever did it', () => {
    const said = (...history: Taken[]) => given(allegation, ...watching, ...history).last.says
    const ends = (what: string[]): Taken => [member, 'end-monitoring', { what, reasons: 'x' }]
    assert.deepEqual(
      [
        said(),
        said([member, 'observe', look]),
        said([member, 'observe', { ...look, about: 'establishment' }]),
        said(ends(['person'])),
        said(ends(['establishment'])),
        said(ends(['person', 'establishment'])),
      ],
      [
        'began the watch over how the person is treated, and people there generally',
        'wrote down what was seen of how the person is treated',
        'wrote down what was seen of how people there are treated generally',
        'said that the risk to the person has passed',
        'said that the risk to people there has passed',
        'said that the risk has passed',
      ],
    )
  })

  it('until it says, with reasons, that the risk has passed', () => {
    const matter = given(allegation, ...watching)
    matter.when(member, 'end-monitoring', { what: ['person'] }).refused('SP-25', 'Say why the risk has passed')
    const ended = matter.and([
      member,
      'end-monitoring',
      { what: ['person', 'establishment'], reasons: 'The officer has left.' },
    ])
    assert.deepEqual(
      ended.owed.filter(duty => duty.rule.startsWith('watch')),
      [],
    )
    ended.when(member, 'observe', look).refused('SP-25', /Nobody is watching/)
  })

  it('what it sees is for those who may know who the person is', () => {
    const quiet = given(allegation, received, [member, 'monitor', { what: ['person'] }], [member, 'observe', look])
    assert.deepEqual(quiet.shown('observations'), [board])
    const open = given(allegation, ...watching, [member, 'observe', look])
    assert.deepEqual(open.shown('observations'), [...leads, board].toSorted())
  })

  it('SP-23i: the leads read what it sees where neither it nor whoever asked for consent could let them', () => {
    const regional = holder('imb.regional')
    const seen = (covers: string[]) =>
      given(allegation, [regional, 'receive', letter], [regional, 'ask-consent', { ...agreed, covers }])
        .and([nationalChair, 'monitor', { what: ['establishment'] }])
        .and([member, 'observe', { ...look, about: 'establishment' }])
    assert.equal(seen(['bodies']).partsOf(member).includes('consent'), false)
    assert.deepEqual(seen(['bodies']).shown('observations'), ['imb.national', ...leads, board].toSorted())
    assert.equal(seen(['service']).shown('observations').includes('ppo.deputy'), false)
  })

  describe('a board that is asked by this alone', () => {
    const asking = (what: string[]) =>
      given(allegation, [officer, 'receive', letter], [officer, 'ask-consent', agreed], [officer, 'monitor', { what }])
    const knows = (matter: ReturnType<typeof asking>, who = member) =>
      ['identity', 'account'].map(part => matter.partsOf(who).includes(part))

    it('to watch over the person is told who that is', () => {
      assert.deepEqual(knows(asking(['person'])), [true, true])
      assert.equal(asking(['person']).duty('watch the person')?.owedBy, board)
    })

    it('and loses it as soon as they have moved on, or take their consent back', () => {
      const gone = asking(['person']).and([officer, 'person-moved', move])
      assert.deepEqual(
        [knows(gone), knows(gone, otherBoard)],
        [
          [false, false],
          [true, true],
        ],
      )
      assert.deepEqual(knows(asking(['person']).and(takenBack)), [false, false])
    })

    it('nor does one that knew them begin anew, agreed to again though it is, until it is told again', () => {
      const again = asking(['person']).and(takenBack, [officer, 'ask-consent', agreed])
      assert.deepEqual(knows(again), [false, false])
      again.when(member, 'monitor', { what: ['person'] }).refused(undefined, /Whoever is handling it asks/)
      assert.deepEqual(knows(again.and([officer, 'monitor', { what: ['person'] }])), [true, true])
    })

    it('to watch the place is not, and cannot begin to watch over somebody it does not know', () => {
      const ofPlace = asking(['establishment'])
      assert.deepEqual(knows(ofPlace), [false, false])
      ofPlace.when(member, 'monitor', { what: ['person'] }).refused('SP-23b', /may not be told who the person is/)
      assert.deepEqual(knows(ofPlace.and([officer, 'monitor', { what: ['person'] }])), [true, true])
    })
  })

  it('without consent another body may ask it to watch the place, and not the person', () => {
    const without = given(allegation, [officer, 'receive', letter], [officer, 'ask-consent', refused])
    without.when(officer, 'monitor', { what: ['person'] }).refused('SP-23b', /may not be told who the person is/)
    const watched = without.and([officer, 'monitor', { what: ['establishment'] }])
    assert.deepEqual(watched.partsOf(member).toSorted(), ['course', 'monitoring', 'observations', 'summary'])
    assert.equal(watched.duty('watch the establishment')?.owedBy, board)
    watched.when(member, 'observe', { ...look, about: 'establishment' }).then()
  })

  describe('when the person moves (decision 9)', () => {
    const moved = given(allegation, ...watching)
      .when(member, 'person-moved', move)
      .then({ says: 'recorded that the person has moved to Brackley Hill' })

    it('the board there is asked to watch the person, and told who they are', () => {
      assert.equal(moved.duty('watch the person')?.state, 'fell away')
      const { owedBy, due } = moved.duty('watch the person where they are') ?? {}
      assert.deepEqual([owedBy, due], ['imb.brackley-hill', '2026-01-19'])
      assert.ok(moved.partsOf(otherBoard).includes('identity'))
      assert.ok(moved.last.tells.includes('imb.brackley-hill'))
      const looked = moved.on('2026-01-15').and([otherBoard, 'observe-elsewhere', lookedThere])
      assert.equal(looked.duty('watch the person where they are')?.due, '2026-01-29')
      const back = looked.and([otherBoard, 'person-moved', { ...move, movedTo: places.ashmoor }])
      assert.equal(back.duty('watch the person where they are')?.state, 'fell away')
      assert.equal(back.duty('watch the person')?.owedBy, board)
    })

    it('the first board goes on watching the place, and the other does not', () => {
      assert.equal(moved.duty('watch the establishment')?.owedBy, board)
      moved.when(member, 'observe', { ...look, about: 'establishment' }).then()
      moved.when(member, 'observe', look).refused('SP-25', /now at Brackley Hill, whose board watches/)
      moved.when(otherBoard, 'observe', { ...look, about: 'establishment' }).refused('SP-25')
      moved.when(member, 'observe-elsewhere', lookedThere).refused('SP-25', /the board where the person is now/)
    })

    describe('SP-23b: what a board sees is its own', () => {
      const saw = (from: string) => ({ ...lookedThere, seen: `Seen at ${from}.` })
      const there: Taken = [otherBoard, 'observe-elsewhere', saw('Brackley Hill')]
      const onTo = (place: keyof typeof places): Taken => [officer, 'person-moved', { ...move, movedTo: places[place] }]
      const third = holder('imb.calder-mount.member')
      const reads = (matter: Case, who: typeof member) =>
        [...JSON.stringify(matter.seenBy(who).entries).matchAll(/Seen at ([^.]+)/g)].map(([, place]) => place)
      const watched = given(
        allegation,
        [officer, 'receive', letter],
        [officer, 'ask-consent', agreed],
        [officer, 'assess', qualifies],
        [officer, 'assign-board', { ask: 'Please speak to them.' }],
        [member, 'monitor', { what: ['person', 'establishment'] }],
        [member, 'observe', { ...saw('Ashmoor'), about: 'person' }],
        [member, 'person-moved', move],
        there,
      )

      it('neither reads what the other writes, before consent is taken back or after', () => {
        const later: Taken = [member, 'observe', { ...saw('Ashmoor again'), about: 'establishment' }]
        for (const now of [watched, watched.and(takenBack, later)]) {
          assert.deepEqual(reads(now, otherBoard), ['Brackley Hill'])
          assert.ok(!reads(now, member).includes('Brackley Hill'))
        }
        assert.deepEqual(
          reads(watched.and(takenBack), officer),
          ['Ashmoor', 'Brackley Hill'],
          'who handles it has both',
        )
        assert.deepEqual(reads(watched, deputy), ['Ashmoor', 'Brackley Hill'])
        assert.deepEqual(reads(watched.and(takenBack), deputy), [])
        assert.deepEqual(
          watched.and(takenBack, [officer, 'ask-consent', agreed]).shown('observations'),
          [...leads, board].toSorted(),
        )
      })

      it('and neither reads how it goes on nor writes more of the person, where it was told by consent alone', () => {
        const after = watched.and(takenBack)
        assert.deepEqual(after.partsOf(otherBoard).toSorted(), ['consent', 'observations-elsewhere', 'summary'])
        assert.ok(after.partsOf(member).includes('monitoring'), 'the board of the establishment watches that')
        const inspectors = given(
          allegation,
          [inspector, 'receive', letter],
          [inspector, 'ask-consent', agreed],
          [officer, 'person-moved', move],
          [inspector, 'withdraw-consent', { withdrawnOn: '2026-01-05', toldBy: 'An inspector' }],
        )
        assert.deepEqual(inspectors.partsOf(otherBoard).toSorted(), ['consent', 'summary'], 'whoever recorded it')
        assert.ok(inspectors.partsOf(inspector).includes('course'))
        assert.ok(after.and([officer, 'ask-consent', agreed]).partsOf(otherBoard).includes('monitoring'))
        after.when(otherBoard, 'observe-elsewhere', saw('x')).refused('SP-25')
        const home = given(
          allegation,
          [officer, 'receive', letter],
          [officer, 'ask-consent', agreed],
          [officer, 'assess', qualifies],
          [officer, 'assign-board', { ask: 'Please speak to them.' }],
          [member, 'monitor', { what: ['person', 'establishment'] }],
          takenBack,
        )
        home.when(member, 'observe', look).refused('SP-23b', /took back their consent/)
        home.when(member, 'observe', { ...look, about: 'establishment' }).then()
      })

      it('SP-25: what was seen of them elsewhere goes with them, to the board that is asked now, and is taken back with consent', () => {
        const further = watched.and(onTo('calder-mount'), [third, 'observe-elsewhere', saw('Calder Mount')])
        assert.deepEqual(reads(further, third), ['Brackley Hill', 'Calder Mount'])
        assert.deepEqual([reads(further, otherBoard), reads(further, member)], [[], ['Ashmoor']])
        assert.deepEqual(further.and(takenBack).shown('observations-elsewhere'), ['hmip.lead'])
        const back = watched.and([otherBoard, 'person-moved', { ...move, movedTo: places.ashmoor }])
        assert.deepEqual([reads(back, otherBoard), reads(back, member)], [[], ['Ashmoor', 'Brackley Hill']])
        assert.deepEqual(reads(back.and(takenBack), member), ['Ashmoor'])
        assert.deepEqual(reads(back.and(onTo('calder-mount')), member), ['Ashmoor'])
      })

      it('whoever does not have it neither hands them on nor asks the board where they are now', () => {
        watched.when(member, 'person-moved', { ...move, movedTo: places['calder-mount'] }).refused('SP-25', /moved on/)
        watched.when(member, 'monitor', { what: ['person'] }).refused('SP-25', /Whoever is handling it asks/)
        const gone = watched.and(takenBack, onTo('calder-mount'))
        assert.deepEqual(gone.shown('observations-elsewhere'), ['hmip.lead'])
      })
    })

    it('the managers of neither place learn of it', () => {
      for (const who of [governor, holder('hmpps.brackley-hill.governor')]) assert.equal(moved.existsFor(who), false)
    })

    it('where there is no board, or they have not agreed to its knowing, nobody there is told', () => {
      const centre = given(allegation, ...watching).and([
        member,
        'person-moved',
        { ...move, movedTo: places.greyfriars },
      ])
      assert.equal(centre.duty('watch the person')?.state, 'met')
      const silent = given(allegation, received, [member, 'person-moved', move])
      assert.equal(silent.existsFor(otherBoard), false)
      const warning = allegation.steps['person-moved']?.warn
      assert.match(
        warning?.({
          matter: given(allegation, received).seenBy(member),
          me: member,
          answers: move,
          world: silent.world,
        }) ?? '',
        /until they agree/,
      )
    })

    it('once they do agree, the board where they are by then is told, and is to begin', () => {
      const before = given(allegation, [officer, 'receive', letter], [officer, 'person-moved', move])
      const after = before.and([officer, 'ask-consent', agreed])
      assert.ok(after.partsOf(otherBoard).includes('identity') && after.told.includes('imb.brackley-hill'))
      const { owedBy, due } = after.duty('begin to watch where they are') ?? {}
      assert.deepEqual([owedBy, due], ['imb.brackley-hill', '2026-01-07'])
      const begun = after.and([otherBoard, 'monitor', { what: ['person'] }])
      assert.equal(begun.duty('begin to watch where they are')?.state, 'met')
      assert.equal(begun.duty('watch the person where they are')?.owedBy, 'imb.brackley-hill')
      assert.deepEqual(before.and([officer, 'ask-consent', { ...agreed, covers: ['bodies'] }]).partsOf(otherBoard), [])
    })

    it('nobody owes what they cannot see: whoever asks that the person be watched tells the board where they are', () => {
      const asked: Taken[] = [
        [officer, 'receive', letter],
        [officer, 'ask-consent', agreed],
        [officer, 'monitor', { what: ['establishment'] }],
        [member, 'person-moved', move],
      ]
      assert.equal(given(allegation, ...asked).existsFor(otherBoard), false, 'a board that does not know tells nobody')
      const watched = given(allegation, ...asked, [officer, 'monitor', { what: ['person'] }])
      assert.equal(watched.duty('watch the person where they are')?.owedBy, 'imb.brackley-hill')
      watched.when(otherBoard, 'observe-elsewhere', lookedThere).then()
    })

    it('from a place without a board to one with, that one watches the person, and nobody the place', () => {
      const centre = given(
        allegation,
        [officer, 'receive', { ...letter, place: places.greyfriars }],
        [officer, 'person-moved', move],
        [officer, 'ask-consent', agreed],
      )
      centre.when(otherBoard, 'monitor', { what: ['person'] }).then()
      centre.when(officer, 'monitor', { what: ['establishment'] }).refused('SP-25', /no monitoring board at Greyfriars/)
    })

    it('a board that they have left again no longer knows who they are, and the first one does', () => {
      const gone = moved.and([member, 'person-moved', { ...move, movedTo: places['calder-mount'] }])
      assert.deepEqual(gone.partsOf(otherBoard), ['summary'], 'nothing that is written from now on')
      assert.ok(gone.partsOf(holder('imb.calder-mount.member')).includes('identity'))
      assert.deepEqual(gone.and([member, 'person-moved', move]).partsOf(otherBoard).includes('identity'), true)
      const itself = moved.and([otherBoard, 'person-moved', { ...move, movedTo: places['calder-mount'] }])
      assert.deepEqual(itself.shown('identity'), [...leads, board, 'imb.calder-mount'].toSorted())
    })

    it('SP-23b: nor does the first, where it was told of them only because they had come back there', () => {
      const cameBack = given(
        allegation,
        [officer, 'receive', letter],
        [officer, 'ask-consent', agreed],
        [officer, 'person-moved', move],
        [officer, 'person-moved', { ...move, movedTo: places.ashmoor }],
      )
      assert.ok(cameBack.partsOf(member).includes('identity'))
      const gone = cameBack.and([officer, 'person-moved', move])
      assert.deepEqual(gone.partsOf(member).toSorted(), ['course', 'monitoring', 'observations', 'summary'])
    })

    it('they cannot move to where they are', () => {
      moved.when(member, 'person-moved', move).refused('SP-25', 'Brackley Hill is where they were already')
      given(allegation, received)
        .when(member, 'person-moved', { ...move, movedTo: places.ashmoor })
        .refused('SP-25')
    })
  })
})
