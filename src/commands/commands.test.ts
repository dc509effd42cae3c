import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { obligations } from '../desk/work.ts'
import { digestOf } from '../web/sign-in/secrets.ts'
import { at } from '../desk/desk.ts'
import { bareEnvironment } from '../../test/environment.ts'
import { testHouse, type TestHouse } from '../../test/house.ts'
import { printed } from './clauses.ts'
import { commands } from './commands.ts'
import { Misused, understood } from './command.ts'
import { newFolder } from '../../test/folder.ts'

const program = join(import.meta.dirname, '..', 'concordat.ts')

describe('the command line', () => {
  let test: TestHouse
  let folder: string
  let env: NodeJS.ProcessEnv

  before(async () => {
    // The commands go by the machine's own time, so the house does too.
    test = await testHouse('commands', { start: new Date().toISOString() })
    folder = newFolder('commands')
    const { owner, serve } = test.database.servers
    const address = ({ host, user, database }: typeof owner) =>
      `postgres://${user}@localhost/${database}?host=${host}&port=5432`
    env = {
      ...bareEnvironment,
      CONCORDAT_VAR: folder,
      DATABASE_URL: address(serve),
      DATABASE_OWNER_URL: address(owner),
    }
  })
  after(() => rmSync(folder, { recursive: true }))

  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
      env,
      cwd: folder,
    })
    const ended = new Promise<number | null>(resolve => child.once('close', resolve))
    const [said, remarked] = await Promise.all([text(child.stdout), text(child.stderr)])
    return { code: await ended, said, remarked }
  }

  it('makes a token for whoever holds a post, and prints it and nothing else', async () => {
    const { code, said, remarked } = await run('token', 'hmip.deputy', '--label', 'for a test', '--days', '2')
    assert.equal(code, 0, remarked)
    assert.match(said, /^con_[\w-]{43}\n$/)
    assert.match(remarked, /^For Deputy Chief Inspector of Prisons, held by Marcus Oyelaran; until /)
    const post = await at(test.house, { token: digestOf(said.trim()) }, async desk => desk.me.post)
    assert.equal(post, 'hmip.deputy')
  })

  it('says in words why there can be none', async () => {
    const none = await run('token', 'hmip.deptuy')
    assert.deepEqual([none.code, none.said], [1, ''])
    assert.match(none.remarked, /^There is no post called hmip\.deptuy\. There are: .*hmip\.deputy/)
    const clock = await run('token', 'clock')
    assert.equal(clock.code, 1)
    assert.doesNotMatch(none.remarked + clock.remarked, / at .*\.ts:\d/)
  })

  it('prints every clause of every agreement as JSON, with what carries it', async () => {
    const { code, said } = await run('clauses', '--json')
    assert.equal(code, 0)
    assert.deepEqual(JSON.parse(said), JSON.parse(JSON.stringify(printed())))
    const some = await run('clauses', '--json', '--agreement', 'ppo-hmip')
    assert.ok((JSON.parse(some.said) as { agreement: string }[]).every(one => one.agreement === 'ppo-hmip'))
    assert.equal((await run('clauses', '--agreement', 'none')).code, 1)
  })

  it('takes in newer holidays, and tells and writes down what they moved', async () => {
    const reference = await test.done(
      test.begin('imb.ashmoor.chair', 'sanction-allegation', {
        place: 'ZAI',
        affected: 'detained',
        contacted: ['IMB'],
        came: 'call',
        receivedOn: test.house.now().toISOString().slice(0, 10),
        line: 'Moved',
        account: 'Was moved',
      }),
    )
    const duties = () =>
      test.as('imb.ashmoor.chair', async desk =>
        (await obligations(desk, {})).rows.filter(one => one.reference === reference),
      )
    const [was] = (await duties()).filter(one => one.limit?.working.includes('5 working days'))
    assert.ok(was)
    const published = JSON.parse(readFileSync(new URL('../../data/bank-holidays.json', import.meta.url), 'utf8')) as {
      'england-and-wales': { events: { title: string; date: string }[] }
    }
    const year = was.due.slice(0, 4)
    const { events } = published['england-and-wales']
    const file = join(folder, 'holidays.json')
    writeFileSync(
      file,
      JSON.stringify({
        'england-and-wales': {
          events: [...events.filter(one => one.date.startsWith(year)), { title: 'Day of rest', date: was.due }],
        },
      }),
    )
    const { code, said, remarked } = await run('holidays', file)
    assert.equal(code, 0, remarked)
    assert.match(said, /^New: Day of rest, /)
    assert.match(said, /open duties counted again; \d+ moved\./)
    const now = (await duties()).find(one => one.id === was.id)
    assert.ok(now && now.due > was.due)
    assert.equal(now.moved[0]?.was, was.due)
    assert.match(now.moved[0]?.because.join() ?? '', /^Day of rest, .* was proclaimed$/)
    assert.match(now.limit?.working ?? '', /Day of rest/)
    const again = await run('holidays', file)
    assert.match(again.said, /^Every bank holiday in this file was known already\.\n.* none moved\.\n$/)
    writeFileSync(file, '{"england-and-wales":{"events":[{"title":"x","date":"2026-13-01"}]}}')
    const refused = await run('holidays', file)
    assert.equal(refused.code, 1)
    assert.match(refused.remarked, /not a real date.*\nNothing was changed\./)
    writeFileSync(file, '<!doctype html><title>Bank holidays</title>')
    const page = await run('holidays', file)
    assert.match(page.remarked, /is not a file of bank holidays.*Save https.*again\.\nNothing was changed\.$/m)
    assert.doesNotMatch(page.remarked, /token|JSON/)
  })

  it('looks at everything, and says what is wrong', async () => {
    const { code, said } = await run('doctor', '--json')
    const findings = JSON.parse(said) as { what: string; well: boolean; words: string }[]
    assert.deepEqual(
      findings.filter(one => !one.well),
      [],
    )
    assert.equal(code, 0)
    await test.database.owner.query('alter table concordat.draft no force row level security')
    const wrong = await run('doctor')
    assert.equal(wrong.code, 1)
    assert.match(wrong.said, /WRONG {2}Row security .*draft/)
    await test.database.owner.query('alter table concordat.draft force row level security')
  })

  it('looks at the keys of sealed packages, and at those who are trusted, and makes none', async () => {
    const keys = join(folder, 'keys', 'packages')
    const packages = async () => {
      const found = JSON.parse((await run('doctor', '--json')).said) as { what: string; well: boolean; words: string }[]
      return found.find(one => one.what === 'Packages')
    }
    assert.match((await packages())?.words ?? '', /^no keys: .*no other installation is trusted$/)
    assert.equal(existsSync(join(keys, 'signing.pem')), false)
    await run('package', 'keys', '--new')
    assert.match((await packages())?.words ?? '', /^signed with [0-9a-f]{16}; no other installation is trusted$/)

    chmodSync(join(keys, 'sealing.pem'), 0o644)
    assert.deepEqual((await packages())?.well, false)
    rmSync(join(keys, 'sealing.pem'))
    const half = await packages()
    assert.equal(half?.well, false)
    assert.match(half?.words ?? '', /there is only signing\.pem: bring the other back/)
    mkdirSync(join(keys, 'trusted'))
    writeFileSync(join(keys, 'trusted', 'torn.json'), '{')
    assert.match((await packages())?.words ?? '', /torn\.json cannot be read: trust that installation anew/)
    rmSync(keys, { recursive: true })
  })

  it('tells how each command is used, and ends with 2 when one is called otherwise', async () => {
    const help = await run('help')
    assert.equal(help.code, 0)
    for (const command of commands) {
      assert.ok(help.said.includes(command.about), command.name)
      assert.ok(command.help.length > 40, command.name)
    }
    assert.match((await run('help', 'token')).said, /--days <n>/)
    assert.equal((await run('frobnicate')).code, 2)
    assert.equal((await run('token')).code, 2)
    assert.equal((await run('token', 'hmip.deputy', '--days', '0')).code, 2)
    const wrong = await run('token', 'hmip.deputy', '--dys', '1')
    assert.equal(wrong.code, 2)
    assert.match(wrong.remarked, /--dys[^]*token <post-key>/)
  })
})

describe('a command line is understood', () => {
  const [command] = commands
  it('word by word, or refused', () => {
    assert.ok(command)
    assert.deepEqual(understood(command, ['a', '--days', '3']).words, ['a'])
    assert.throws(() => understood(command, []), Misused)
    assert.throws(() => understood(command, ['a', 'b']), Misused)
    assert.throws(() => understood(command, ['a', '--unknown']), Misused)
  })
})

describe('every clause that is printed', () => {
  it('is of one agreement and one version, under its paragraph, and says whether it is carried', () => {
    const all = printed()
    assert.ok(all.length >= 169)
    for (const clause of all) {
      assert.match(clause.id, /^(SP|HI|PI|HH|PH)-/)
      assert.ok(clause.agreement && clause.para && clause.kind && clause.text && clause.version.name, clause.id)
      assert.equal(clause.carried, clause.carriedBy.length > 0)
    }
    const log = all.find(one => one.id === 'SP-F3')
    assert.ok(log?.carriedBy.some(one => one.kind === 'step') && log.carriedBy.some(one => one.kind === 'obligation'))
  })
})
