import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wording } from './wording.ts'

const signIn = 'https://concordat.example/'

describe('A message', () => {
  it('says that something waits, where to sign in, and nothing else', () => {
    assert.deepEqual(wording({ kind: 'at once', count: 1, signIn }), {
      subject: 'OFFICIAL: Something is waiting for you in Concordat',
      body: [
        'OFFICIAL',
        '',
        'Something is waiting for you in Concordat.',
        '',
        'Sign in to see what it is:',
        'https://concordat.example/',
        '',
        'This message leaves the details out on purpose. Nobody reads replies to it.',
        '',
        'OFFICIAL',
        '',
      ].join('\n'),
    })
  })

  it('counts', () => {
    assert.match(wording({ kind: 'at once', count: 3, signIn }).body, /^3 things are waiting for you/m)
    assert.match(wording({ kind: 'digest', count: 12, signIn }).body, /^This is your summary\. 12 things are waiting/m)
    assert.match(wording({ kind: 'digest', count: 1, signIn }).body, /^This is your summary\. Something is waiting/m)
  })

  it('has the same subject for everyone, with its marking (HI-12e)', () => {
    const subjects = new Set([1, 2, 50].map(count => wording({ kind: 'digest', count, signIn }).subject))
    assert.deepEqual([...subjects], ['OFFICIAL: Something is waiting for you in Concordat'])
  })
})
