import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { Agreement } from '../engine/agreement.ts'
import { agreements } from './agreements.ts'
import { hmipHmpps } from './hmip-hmpps/agreement.ts'
import { hmipImb } from './hmip-imb/agreement.ts'
import { informationSharing } from './information-sharing/clauses.ts'
import { ppoHmip } from './ppo-hmip/agreement.ts'
import { ppoImb } from './ppo-imb/agreement.ts'
import { sanctionsProtocol } from './sanctions-protocol/agreement.ts'

/** The register of clauses, one row each: all that the agreements say, and all that we are to carry. */
const register = readFileSync(new URL('../../data/clauses.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map(line => {
    const [id = '', para = '', kind = ''] = line.split('\t')
    return { id, para, kind }
  })

/** Where each prefix of the register has its home. */
const homes: Record<string, Agreement> = { SP: sanctionsProtocol, HI: hmipImb, PI: ppoImb, HH: hmipHmpps, PH: ppoHmip }
const newest = (agreement: Agreement) => agreement.versions.at(-1)?.clauses ?? []
const prefix = (id: string) => id.split('-')[0] ?? ''

describe('every clause of the register has exactly one home', () => {
  it('of which there are 169, none twice', () => {
    assert.equal(register.length, 169)
    assert.equal(new Set(register.map(row => row.id)).size, 169)
  })

  for (const [letters, agreement] of Object.entries(homes))
    it(`${agreement.id} holds those of ${letters}, in the paper’s order, each under its paragraph and of its kind`, () =>
      assert.deepEqual(
        newest(agreement).map(({ id, para, kind }) => ({ id, para, kind })),
        register.filter(row => prefix(row.id) === letters),
      ))

  it('and every agreement that is run is one of these', () =>
    assert.deepEqual(new Set(agreements), new Set(Object.values(homes))))

  it('and no row is without an agreement', () =>
    assert.deepEqual(
      register.filter(row => !Object.hasOwn(homes, prefix(row.id))),
      [],
    ))
})

describe('the terms on sharing information are written once', () => {
  const shared = informationSharing.map(clause => clause.id)

  it('they are HI-12a to HI-12p', () =>
    assert.deepEqual(
      shared,
      Array.from('abcdefghijklmnop', letter => `HI-12${letter}`),
    ))

  it('the agreement between HMIP and the IMB holds those very ones', () => {
    for (const clause of informationSharing) assert.ok(newest(hmipImb).includes(clause))
  })

  it('the agreement between the PPO and the IMB points to them', () =>
    assert.deepEqual(newest(ppoImb).find(clause => clause.id === 'PI-20')?.sameAs, shared))

  it('and a clause points only to clauses there are', () => {
    const ids = new Set(register.map(row => row.id))
    for (const clause of Object.values(homes).flatMap(newest))
      for (const same of clause.sameAs ?? []) assert.ok(ids.has(same), `${clause.id} points to ${same}`)
  })
})

describe('an agreement says who signed it and since when it holds', () => {
  for (const agreement of Object.values(homes)) {
    it(`${agreement.id} is in force from the later signature`, () => {
      for (const version of agreement.versions) {
        const signed = version.signatories.flatMap(signatory => signatory.signed ?? [])
        if (signed.length > 0) assert.equal(version.inForce, signed.toSorted().at(-1))
      }
    })

    it(`${agreement.id} is signed for each of its parties`, () => {
      for (const version of agreement.versions)
        assert.deepEqual(version.signatories.map(signatory => signatory.body).toSorted(), agreement.parties.toSorted())
    })
  }
})

describe('clauses are whole sentences', () => {
  for (const agreement of Object.values(homes))
    it(`in ${agreement.id}`, () => {
      for (const { id, text, by, to, when } of newest(agreement)) {
        assert.match(text, /^[A-Z].*[.]$/s, id)
        for (const words of [text, by, to ?? '-', when ?? '-']) assert.equal(words, words.trim(), id)
      }
    })
})
