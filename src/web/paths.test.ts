import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ourOwn, paths } from './paths.ts'

it('Every address is written once, and stays what it was: old links never die', () => {
  const patterns = Object.entries(paths).map(([name, path]) => `${name} ${path.pattern}`)
  assert.equal(new Set(patterns.map(line => line.split(' ')[1])).size, patterns.length, 'two names for one address')
  for (const expected of [
    'work /',
    'matter /matters/:reference',
    'step /matters/:reference/steps/:step',
    'begin /begin/:procedure',
    'document /documents/:id',
    'signInCallback /sign-in/callback',
  ])
    assert.ok(patterns.includes(expected), expected)
})

it('An address is written out with its parameters, whatever they hold', () => {
  assert.equal(paths.step({ reference: 'SAN-2026-0042', step: 'refer' }), '/matters/SAN-2026-0042/steps/refer')
  assert.equal(paths.matter({ reference: '../x?y' }), '/matters/..%2Fx%3Fy')
})

it('Nobody is sent back to anywhere but here', () => {
  assert.equal(ourOwn('/matters/SAN-2026-0042?x=1'), '/matters/SAN-2026-0042?x=1')
  for (const elsewhere of [
    undefined,
    '',
    'matters',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    '/\t/evil.example',
    '/' + 'a'.repeat(600),
    ['/a'],
  ])
    assert.match(ourOwn(elsewhere), /^\/($|%09|evil|a$)/, String(elsewhere))
  assert.equal(ourOwn('//evil.example'), '/')
  assert.equal(ourOwn('/\\evil.example'), '/')
  // Ours as it stands, and elsewhere once the dots are worked out.
  for (const roundabout of ['/.//', '/x/..//', '/%2e//', '/x/%2E./%2e//', '/./\\', '/x/..\\\\', '/.\t/\t/'])
    assert.equal(ourOwn(`${roundabout}evil.example/`), '/', roundabout)
  assert.equal(ourOwn('/matters/./?view=//1'), '/matters/?view=//1')
})
