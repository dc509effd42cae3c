import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { dayOf } from '../../src/calendar/day.ts'
import { findColumnFault } from '../../src/journal/export.ts'
import { clearAway } from '../server.ts'
import { newBrowser, signInAs } from '../sign-in-as.ts'
import { visitor, type Read, type Visitor } from '../site.ts'
import { allegation, typedAllegation } from './allegation.ts'
import { halvesIn, programIn } from './program.ts'
import { newFolder } from '../folder.ts'

// Not a temporary folder as others have: a disk has to be taken off it before it can go.
const room = newFolder('full-disk')
chmodSync(room, 0o755)
const disk = join(room, 'disk')
const folder = join(disk, 'var')
const ballast = join(disk, 'ballast')

/** A disk of 256 MB in memory, where we may make one. */
function mount(): boolean {
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The chair of the board, who holds other posts besides. */
async function signIn(): Promise<Visitor> {
  const browser = visitor(await signInAs(program.base(), 'beatrice.nwosu@example.org', newBrowser(program.base())))
  const choosing = await browser.read('/post')
  const [, post = ''] = /value="(\d+)"[^>]*>\s*<label[^>]*>\s*Board chair, Ashmoor\s*</.exec(choosing.html) ?? []
  await browser.send(choosing, { post }, { action: '/post' })
  return browser
}

/** Takes all the room that is left. */
function fill(): void {
  const handle = openSync(ballast, 'a')
  try {
    for (let size = 1 << 20; size >= 1;)
      try {
        writeSync(handle, Buffer.alloc(size))
      } catch {
        size >>= 1
      }
  } finally {
    closeSync(handle)
  }
}

const isMounted = mount()
const program = programIn(folder)
after(() => {
  if (isMounted) {
    // What a failed test left running is on it still.
    clearAway(folder)
    execFileSync('umount', ['--lazy', disk], { stdio: 'ignore' })
  }
  rmSync(room, { recursive: true })
})

describe('A-17: a disk that is full while people work', { skip: !isMounted && 'may not mount a disk' }, () => {
  let token = ''
  let chair: Visitor
  const forms: Read[] = []
  const acknowledged: string[] = []

  const answers = (line: string) => ({ ...allegation, receivedOn: dayOf(new Date()), line })
  const begin = (line: string) =>
    fetch(`${program.base()}/api/v1/matters`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': line },
      body: JSON.stringify({ procedure: 'sanction-allegation', answers: answers(line) }),
    })
  const upload = () => {
    const form = new FormData()
    form.set('file', new Blob(['A record of what was seen. '.repeat(10_000)], { type: 'text/plain' }), 'record.txt')
    return fetch(`${program.base()}/api/v1/documents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    })
  }
  const confirm = (form: Read) => chair.send(form, {}, { action: '/begin/sanction-allegation', button: 'confirm' })
  const typed = (n: number) => `typed-${n}.`
  /** Sent, refused or unknown: until there is room again. */
  const unsettled: string[] = []
  let unsaved: Read | undefined

  it('is full of what was done before', async () => {
    await program.start()
    token = (await program.run('token', 'imb.ashmoor.chair')).stdout.trim()
    chair = await signIn()
    for (let n = 0; n < 5; n++) {
      const page = await chair.read('/begin/sanction-allegation')
      const today = dayOf(new Date()).split('-').map(Number)
      const [year, month, day] = today.map(String)
      const filled = {
        ...typedAllegation,
        'q-receivedOn-day': day ?? '',
        'q-receivedOn-month': month ?? '',
        'q-receivedOn-year': year ?? '',
        'q-line': typed(n),
      }
      forms.push(await chair.send(page, filled, { action: '/begin/sanction-allegation', button: 'check' }))
    }
    assert.equal((await begin('before.')).status, 201)
    acknowledged.push('before.')
  })

  /** Goes on until it is refused once: a full database has some room that it made before. */
  const untilRefused = async () => {
    for (let n = 0; n < 5000; n++) {
      const line = `full-${acknowledged.length + unsettled.length}.`
      fill()
      const told = await begin(line)
      const words = await told.text()
      if (told.status !== 201) {
        assert.equal(told.status, 503, words)
        assert.match(words, /This cannot be done just now, and nothing was changed|This may have been saved/)
        unsettled.push(line)
        return
      }
      acknowledged.push(line)
    }
    assert.fail('it never filled up')
  }

  it('takes nothing more, and says so', async () => {
    for (let times = 0; times < 3; times++) await untilRefused()
    fill()
    const told = await upload()
    assert.equal(told.status, 503)
    assert.match(await told.text(), /nothing was changed|may have been saved/)
    assert.deepEqual(readdirSync(join(folder, 'files', '.incoming')), [])
  })

  it('says so on a page, with what was typed', async () => {
    for (const [n, form] of forms.entries()) {
      await untilRefused()
      const sent = await confirm(form)
      if (sent.status === 200) {
        acknowledged.push(typed(n))
        continue
      }
      assert.equal(sent.status, 503)
      assert.match(sent.words, /This was not saved|This may have been saved/)
      assert.ok(sent.words.includes(typed(n)), 'what was typed is on the page')
      unsaved = sent
      break
    }
    assert.ok(unsaved, 'it was never refused')
  })

  it('goes on by itself when there is room again, and does once what is sent again', async () => {
    rmSync(ballast)
    const insist = async (send: () => Promise<{ status: number }>) => {
      for (const until = Date.now() + 60_000; ; await pause(100)) {
        const { status } = await send().catch(() => ({ status: 0 }))
        if (status === 200 || status === 201) return
        assert.ok(Date.now() < until, `It did not go on within a minute: ${status}\n${program.said()}`)
      }
    }
    for (const line of unsettled) await insist(() => begin(line))
    const page = unsaved ?? assert.fail()
    await insist(() => chair.send(page, {}, { action: '/begin/sanction-allegation' }))
    await insist(upload)
  })

  it('has kept all that it acknowledged, each once, and half of nothing', async () => {
    assert.deepEqual(await program.end(), [0, null], program.said())
    await program.withDatabase(async owner => {
      const { rows } = await owner.query<{ line: string; count: number }>(`
        select body::jsonb ->> 'line' as line, count(*)::int as count from concordat.content
         where body::jsonb ->> 'line' ~ '^(full-|before|typed-)' group by 1`)
      const kept = new Map(rows.map(({ line, count }) => [line, count]))
      for (const line of [...acknowledged, ...unsettled]) assert.equal(kept.get(line), 1, line)
      assert.deepEqual(
        rows.filter(one => one.count !== 1),
        [],
      )
      assert.deepEqual(await halvesIn(owner), [])
      assert.equal(await findColumnFault(owner), undefined)
    })
    assert.match((await program.run('verify')).stdout, /^The journal is whole: \d+ entries/)
  })
})
