import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { given, holder, places } from '../../test/kit.ts'
import { informationRequest } from '../agreements/hmip-hmpps/information-request.ts'
import { faultsInProcedure } from './check.ts'
import type { Procedure, Step } from './procedure.ts'
import { paragraph, text, worked } from './question.ts'

const clauses = new Set(['HH-14', 'HH-15', 'HH-6b'])
const faults = (changed: Partial<Procedure>) => faultsInProcedure({ ...informationRequest, ...changed }, clauses)
const { steps, parts, columns } = informationRequest
const ask = steps.ask as Step
const asking = (changed: Partial<Step>) => faults({ steps: { ...steps, ask: { ...ask, ...changed } } })

describe('HH-14: a definition that would keep open what is encrypted is refused', () => {
  it('and the one there is, is sound', () => assert.deepEqual(faults({}), []))

  it('by a column, a head, a search, a fact, a sentence, the place, a sheet or a package', () => {
    const answer = { ...columns.about!, part: 'question' }
    for (const [found, told] of [
      [faults({ columns: { ...columns, about: answer } }), /column about: is of question, which is encrypted/],
      [faults({ columns: { ...columns, about: answer } }), /heads: about is of a part that is encrypted/],
      [faults({ parts: { ...parts, question: { ...parts.question!, searched: true } } }), /part question: .*searched/],
      [asking({ sets: ({ answers }) => ({ about: answers.what }) }), /step ask: sets a column by what,/],
      [
        asking({ sets: ({ answers }) => ({ about: answers.about ?? (answers.why as string).slice(0, 9) }) }),
        /step ask: sets a column by why,/,
      ],
      [
        faults({
          steps: {
            ...steps,
            close: { ...steps.close!, part: 'answer', says: ({ answers }) => `said ${String(answers.remark)}` },
          },
        }),
        /step close: says in the history what is encrypted/,
      ],
      [
        asking({ asks: { ...ask.asks, place: { ...ask.asks.place!, part: 'question' } } }),
        /place, by which it is found/,
      ],
      [faults({ brings: { step: 'ask', marks: 'asked', began: 'by' } }), /brings: .*by a sheet/],
      [faults({ travels: { step: 'close', asks: [], tells: { step: 'close' } } as never }), /travels: /],
      [faults({ lends: { part: 'answer', terms: { part: 'question', inWords: () => [] } } }), /lends: its terms/],
    ] as const)
      assert.match(found.join('\n'), told)
  })

  it('and what cannot be told beforehand comes to nothing: conditions, days, other matters, from what was said now or before', () => {
    const coordinator = holder('hmip.coordinator')
    const leaking: Procedure = {
      ...informationRequest,
      steps: {
        ...steps,
        ask: {
          ...ask,
          discloses: ask.discloses?.map(share => ({
            ...share,
            conditions: ({ answers }) => [`Of ${String(answers.what)}`],
          })),
          opens: ({ answers }) => [{ procedure: 'x', answers: { words: answers.what } }],
          sets: ({ answers }) => ({ about: Object.values(answers).join(' ') }),
        },
        close: {
          ...steps.close!,
          open: [],
          asks: {
            remark: text('Anything?', 'Say', { part: 'answer' }),
            told: worked(
              ({ matter, answers }) => JSON.stringify([matter.entries, answers]),
              paragraph('Worked out', 'Say', { part: 'request' }),
            ),
          },
          also: ({ matter, answers }) => [{ reference: 'X', step: 'x', answers: { said: [matter.entries, answers] } }],
        },
      },
    }
    const asked = given(leaking, [
      coordinator,
      'ask',
      { place: places.ashmoor, about: 'Moves', what: 'Of Canary', why: 'Canary.', sensitive: 'no' },
    ])
    assert.match(JSON.stringify(asked.last.contents.question), /Of Canary/)
    const kept = { ...asked.last, entry: undefined, contents: undefined }
    assert.doesNotMatch(JSON.stringify(kept), /Canary/)
    assert.deepEqual(asked.last.opens[0]?.answers, { words: undefined })
    const closed = asked.when(coordinator, 'close', { remark: 'Canary again' }).then()
    assert.match(JSON.stringify(closed.last.contents.answer), /Canary again/)
    assert.match(JSON.stringify(closed.last.contents.request), /Moves/)
    assert.doesNotMatch(JSON.stringify(closed.last.contents.request), /Canary/)
    assert.match(JSON.stringify(closed.last.also), /Moves/)
    assert.doesNotMatch(JSON.stringify(closed.last.also), /Canary/)
  })
})
