import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { calendarFile } from './calendar-file.ts'
import type { Due } from './calendar-file.ts'

const now = new Date('2026-01-05T09:00:00Z')
const signIn = 'https://concordat.example/'
const uid = '0b3e1c1e-5a5f-4d3a-9c61-3f1d0c7a9b01'
const other = '6d0a2f7e-11c2-4a37-8a4b-2f6b7f0f7c02'

/** Reads an iCalendar file by RFC 5545's own rules: lines end in CRLF, long ones are folded, TEXT is escaped. */
function parse(file: string) {
  assert.ok(file.endsWith('\r\n'))
  assert.ok(!/[^\r]\n/.test(file), 'every line ends in CRLF')
  for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)

  const open: string[] = []
  const calendar: Record<string, string> = {}
  const events: Record<string, string>[] = []
  for (const line of file
    .trimEnd()
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')) {
    const [, name = '', parameters = '', value = ''] = /^([A-Z-]+)((?:;[^:]*)?):(.*)$/.exec(line) ?? assert.fail(line)
    if (name === 'BEGIN') {
      open.push(value)
      if (value === 'VEVENT') events.push({})
    } else if (name === 'END') assert.equal(open.pop(), value)
    else {
      if (open.length === 1) assert.equal(events.length, 0, `${name} stands before the events`)
      const target = (open.length === 1 ? calendar : events.at(-1)) ?? assert.fail(line)
      assert.ok(!(name + parameters in target), `${name} stands once`)
      target[name + parameters] = value.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) =>
        /n/i.test(escaped) ? '\n' : escaped,
      )
    }
  }
  assert.deepEqual(open, [])
  return { calendar, events }
}

const read = (file: string): Due[] =>
  parse(file).events.map(event => ({
    uid: event['UID']?.replace('@concordat', '') ?? '',
    due: event['DTSTART;VALUE=DATE']?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') ?? '',
    sequence: Number(event['SEQUENCE']),
    cancelled: event['STATUS'] === 'CANCELLED',
  }))

const things: Due[] = [
  { uid, due: '2026-03-29', sequence: 0, cancelled: false },
  { uid: other, due: '2026-12-31', sequence: 3, cancelled: true },
]

describe('A calendar file', () => {
  it('reads back as what was put in', () => assert.deepEqual(read(calendarFile(things, signIn, now)), things))

  it('is a whole calendar when nothing is due', () => assert.deepEqual(read(calendarFile([], signIn, now)), []))

  it('says that something is due and not what', () => {
    const { calendar, events } = parse(calendarFile(things, signIn, now))
    assert.equal(calendar['VERSION'], '2.0')
    assert.equal(calendar['METHOD'], 'PUBLISH')
    for (const event of events) {
      assert.equal(event['SUMMARY'], 'Concordat: something is due')
      assert.equal(event['DESCRIPTION'], 'Sign in to see what: https://concordat.example/')
      assert.equal(event['CLASS'], 'PRIVATE')
      assert.equal(event['DTSTAMP'], '20260105T090000Z')
    }
  })

  it('keeps a whole day whole, to the day after, over the change of the clocks and the end of the year', () => {
    const [spring, newYear] = parse(calendarFile(things, signIn, now)).events
    assert.equal(spring?.['DTEND;VALUE=DATE'], '20260330')
    assert.equal(newYear?.['DTEND;VALUE=DATE'], '20270101')
  })

  it('replaces what a calendar has when the day moves, and is taken back when it is no longer theirs to see', () => {
    const before = read(calendarFile([{ uid, due: '2026-03-27', sequence: 0, cancelled: false }], signIn, now))[0]
    const after = read(calendarFile([{ uid, due: '2026-03-30', sequence: 1, cancelled: true }], signIn, now))[0]
    assert.equal(after?.uid, before?.uid)
    assert.ok(Number(after?.sequence) > Number(before?.sequence))
    assert.equal(after?.cancelled, true)
  })

  it('is the same whatever zone the machine is in', () => {
    const here = calendarFile(things, signIn, now)
    const program = `import { calendarFile } from ${JSON.stringify(import.meta.resolve('./calendar-file.ts'))}
      process.stdout.write(calendarFile(${JSON.stringify(things)}, ${JSON.stringify(signIn)}, new Date(${now.getTime()})))`
    for (const TZ of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
      const there = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      })
      assert.equal(there, here)
    }
  })

  it('is not made with a reference for a name, nor with a day there is not', () => {
    assert.throws(
      () => calendarFile([{ uid: 'SAN-2026-0042', due: '2026-03-27', sequence: 0, cancelled: false }], signIn, now),
      /UUID/,
    )
    assert.throws(
      () => calendarFile([{ uid, due: '2026-02-30', sequence: 0, cancelled: false }], signIn, now),
      /on a day/,
    )
    assert.throws(
      () => calendarFile([{ uid, due: '27/03/2026', sequence: 0, cancelled: false }], signIn, now),
      /on a day/,
    )
  })
})
