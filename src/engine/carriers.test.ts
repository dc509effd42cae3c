import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lettersAgreement } from '../../test/letters.ts'
import type { Agreement } from './agreement.ts'
import { carriersIn } from './carriers.ts'
import { term, type Clause } from './clause.ts'

const [version] = lettersAgreement.versions
const clause = (id: Clause['id'], more: Partial<Clause> = {}): Clause =>
  term(id, { para: '1', by: 'all', text: 'Words', ...more })

const carriers = (clauses: readonly Clause[], id: Clause['id'], others: readonly Agreement[] = []) => {
  const agreement: Agreement = { ...lettersAgreement, versions: [{ ...version, clauses }] }
  return carriersIn([agreement, ...others], agreement, agreement.versions[0]).get(id) ?? []
}

describe('what carries a clause is found from what cites it', () => {
  it('steps, duties and disclosures, each once and with its procedure', () => {
    const found = carriers([clause('SP-1')], 'SP-1')
    assert.deepEqual(
      found.map(({ kind, name }) => `${kind} ${name}`),
      ['step receive', 'step pass', 'disclosure pass', 'step answer', 'obligation answer'],
    )
    assert.ok(found.every(one => one.agreement === 'letters' && one.procedure === 'letter'))
  })

  it('pages, where no step does', () =>
    assert.deepEqual(carriers([clause('SP-2', { pages: ['remits'] })], 'SP-2'), [
      { kind: 'page', name: 'remits', label: 'Who is there for what' },
    ]))

  it('nothing, when nothing cites it', () => assert.deepEqual(carriers([clause('SP-3')], 'SP-3'), []))

  it('what carries the clause it points to, through that', () => {
    const found = carriers([clause('PI-20', { sameAs: ['SP-1'] }), clause('SP-1')], 'PI-20')
    assert.equal(found.length, 5)
    assert.ok(found.every(one => one.through === 'SP-1'))
  })

  it('steps of other agreements that cite it, and of its own version only', () => {
    const [receive] = carriers([clause('SP-1')], 'SP-1')
    const elsewhere: Agreement = { ...lettersAgreement, id: 'elsewhere' }
    const found = carriers([clause('SP-1')], 'SP-1', [elsewhere])
    assert.equal(found.filter(one => one.name === receive?.name && one.kind === 'step').length, 2)
    const later: Agreement = {
      ...lettersAgreement,
      versions: [version, { ...version, name: 'later', procedures: [], clauses: [clause('SP-1')] }],
    }
    assert.deepEqual(carriersIn([later], later, later.versions[1]!).get('SP-1'), [])
  })
})
