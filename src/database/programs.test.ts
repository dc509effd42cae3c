import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { temporaryFolder } from '../../test/folder.ts'
import { accountFor, findClosedDoor, findEmbeddedPrograms, within, type Account } from './programs.ts'

const root = process.getuid?.() === 0
const onlyRoot = { skip: !root && 'needs root' }
const folder = temporaryFolder('doors')

const somebody: Account = { name: 'somebody', uid: 12345, gid: 12345 }

describe('the programs that come from npm', () => {
  it('are PostgreSQL 17, and run', () => {
    const programs = findEmbeddedPrograms()
    assert.equal(programs?.major, 17)
    assert.match(execFileSync(join(programs.bin, 'initdb'), ['--version'], { encoding: 'utf8' }), /17/)
  })

  it('are copied for an account that cannot reach them, with nobody else able to change the copy', onlyRoot, () => {
    const shut = join(folder, 'shut')
    const bin = join(shut, 'native', 'bin')
    mkdirSync(bin, { recursive: true })
    // The copy's name is made from this, and another run on this machine has to have another.
    writeFileSync(join(bin, 'postgres'), `#!/bin/sh\necho copied # for ${process.pid}\n`, { mode: 0o700 })
    chmodSync(shut, 0o700)
    const account = accountFor(join(folder, 'no data yet'))!
    assert.equal(findClosedDoor(bin, account), shut)
    const copy = within({ bin, major: 17 }, account)
    try {
      assert.equal(findClosedDoor(copy.bin, account), undefined)
      const said = execFileSync(join(copy.bin, 'postgres'), { encoding: 'utf8', uid: account.uid, gid: account.gid })
      assert.equal(said, 'copied\n')
      assert.deepEqual(within({ bin, major: 17 }, account), copy)
      chmodSync(dirname(copy.bin), 0o777)
      assert.throws(() => within({ bin, major: 17 }, account), /not root's own/)
    } finally {
      rmSync(dirname(copy.bin), { recursive: true, force: true })
    }
  })
})

describe('the way to a folder', () => {
  it('is open when every folder on it may be passed through, even one that may not be listed', () => {
    const way = join(folder, 'open', 'inner')
    mkdirSync(way, { recursive: true, mode: 0o711 })
    assert.equal(findClosedDoor(way, somebody), undefined)
  })

  it('is shut at the first that may not', () => {
    const door = join(folder, 'private')
    mkdirSync(join(door, 'inner'), { recursive: true })
    chmodSync(door, 0o700)
    assert.equal(findClosedDoor(join(door, 'inner'), somebody), door)
  })

  it('is judged as owner, group or other, whichever comes first', () => {
    const door = join(folder, 'odd')
    mkdirSync(door)
    chmodSync(door, 0o011)
    const owner = { name: 'owner', uid: process.getuid?.() ?? 0, gid: 12345 }
    assert.equal(findClosedDoor(door, owner), door)
    assert.equal(findClosedDoor(door, somebody), undefined)
  })
})

describe('the account PostgreSQL runs as', () => {
  it('is ours, unless we are root', { skip: root && 'is root' }, () => {
    assert.equal(accountFor(folder), undefined)
  })

  it('is an unprivileged one when we are root', onlyRoot, () => {
    assert.notEqual(accountFor(join(folder, 'no data yet'))?.uid, 0)
  })
})
