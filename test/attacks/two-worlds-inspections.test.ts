import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Agreement } from '../../src/engine/agreement.ts'
import type { Procedure, Step } from '../../src/engine/procedure.ts'
import { plain, same } from './same.ts'
import { everythingSelected, readableTables } from './tables.ts'
import type { Answer } from './site.ts'
import { telling, type World } from './telling.ts'

/**
 * Two worlds in which the same things happen at the same moments, at a place that both the service and its board watch; but
 * in one of them an unannounced inspection of it is planned, staffed and moved, a scrutiny visit too, a report is being
 * written, a notification prepared, a review thought of, and its leadership judged badly. Until the place is told nobody
 * outside those who plan can know which world it is (HH-6b). Of another inspection the place is told on one day in both: that it
 * was planned a week sooner in the one is not known afterwards either.
 */

const long = process.env.CONCORDAT_TEST_LONG === '1'
const secretWord = 'nightjar'

const planned = {
  place: 'ZAI',
  kind: 'full',
  first: '2026-05-11',
  last: '2026-05-22',
  announced: false,
  coordinator: `Nina ${secretWord}`,
  because: `A ${secretWord} was heard`,
}

async function story(name: string, loud: boolean, agreements?: readonly Agreement[]): Promise<World> {
  const { house, site, references, later, begin, take, only, told } = await telling(name, loud, agreements)

  const planAnother = async () => {
    const answers = { ...planned, first: '2026-03-09', last: '2026-03-20', because: 'It is time' }
    references.told = await house.done(house.begin('hmip.deputy', 'inspection', answers, { key: 'planned-another' }))
  }

  await later(1)
  // In both: an earlier report, which everyone may read, and what hangs on it.
  await begin('plan', 'hmip.coordinator', 'action-plan', {
    place: 'ZAI',
    published: '2026-02-02',
    items: [{ number: '1', text: 'Too much violence', kind: 'priority' }],
  })
  await only(async () => {
    await begin('secret', 'hmip.deputy', 'inspection', planned)
    await begin('person', 'hmip.coordinator', 'inspector', {
      name: `Nina ${secretWord}`,
      home: 'hmip',
      vetting: '2030-01-01',
      identification: '2030-01-01',
      training: '2030-01-01',
    })
  }, 2)
  await later(3)
  await begin('contact', 'hmip.coordinator', 'urgent-concern', {
    place: 'ZAI',
    who: 'A man on B wing',
    danger: ['self'],
    concern: 'He had bad news.',
    named: false,
    to: 'governor',
    receivedOn: '2026-03-01',
    wrote: 'family',
  })
  await only(async () => {
    await take('secret', 'hmip.coordinator', 'deploy', {
      person: [references.person],
      name: `Nina ${secretWord}`,
      as: 'lead',
    })
    await take('secret', 'hmip.coordinator', 'list-equipment', { cameras: 1, recorders: 1, laptops: 9, phones: true })
    await take('secret', 'hmip.team-leader', 'name-visitor', {
      name: 'A guest',
      from: `The ${secretWord} society`,
      media: true,
      purpose: 'To see',
    })
    await take('secret', 'hmip.chief', 'plan-anew', {
      first: '2026-06-08',
      last: '2026-06-19',
      announced: false,
      because: `The ${secretWord} flew`,
    })
    await begin('visit', 'hmip.team-leader', 'scrutiny-visit', {
      place: 'ZAI',
      on: '2026-04-07',
      because: `A ${secretWord}`,
      drawn: false,
    })
    await begin('report', 'hmip.team-leader', 'report', {
      place: 'ZAI',
      ended: '2026-02-20',
      kind: `A ${secretWord} inspection`,
    })
    await take('report', 'hmip.team-leader', 'write', { introduction: `The ${secretWord} sings` })
    await take('report', 'hmip.team-leader', 'judge', { safety: '1', respect: '1' })
    await begin('risk', 'hmip.deputy', 'leadership', { place: 'ZAI', level: '1', because: `The ${secretWord}` })
    await begin('urgent', 'hmip.team-leader', 'urgent-notification', {
      place: 'ZAI',
      ended: '2026-02-20',
      line: `A ${secretWord}`,
      why: 'It can’t wait',
    })
    await begin('review', 'hmip.coordinator', 'review-of-progress', {
      place: 'ZAI',
      ended: '2025-09-01',
      reasons: ['scores'],
      because: `The ${secretWord}`,
      items: [{ number: '1', text: `A ${secretWord}`, kind: 'priority' }],
    })
    await begin('wish', 'hmip.coordinator', 'partner-wish', {
      partner: 'ofsted',
      line: `To see the ${secretWord}`,
      place: 'ZAI',
    })
    await take('wish', 'hmip.coordinator', 'join', { inspection: [references.secret] })
    // A complaint is between the two whom it concerns, and not their offices.
    await begin('complaint', 'hmpps.dunscar.governor', 'conduct-complaint', {
      place: 'ZDI',
      about: 'inspector',
      inspectors: 'team-leader',
      line: `A ${secretWord}`,
      what: 'It was loud',
      formal: false,
    })
  }, 13)
  if (loud) await planAnother()
  await later(20)
  await take('plan', 'hmpps.ashmoor.governor', 'plan', {
    plan: [
      {
        number: '1',
        response: 'agreed',
        action: 'Mend it',
        owner: 'Head of safety',
        target: '2026-09-01',
      },
    ],
  })
  await take('contact', 'hmpps.ashmoor.governor', 'acknowledge')
  // Whoever plans looks, searches, and takes out what there is: that is theirs as well.
  if (loud)
    for (const post of ['hmip.coordinator', 'hmip.chief']) {
      for (const address of ['/programme', '/programme/calendar', '/establishments/ZAI', '/timetables'])
        await site.page(post, address)
      await site.page(post, `/matters/${references.secret}`)
      await site.page(post, '/search', { q: secretWord })
      await site.page(post, '/programme/export', { query: '', format: 'csv', why: 'To plan' })
    }
  await only(() => take('visit', 'hmip.team-leader', 'plan-anew', { on: '2026-04-20', why: secretWord }), 1)
  await later(24 * 6)
  if (!loud) await planAnother()
  await take('told', 'hmip.coordinator', 'notify')
  await take('told', 'hmip.coordinator', 'tell-board')
  await later(24 * 3)
  return told()
}

const onlookers = [
  'hmpps.ashmoor.governor',
  'imb.ashmoor.chair',
  // In the office of the deputy, who plans.
  'hmip.sanctions-officer',
  ...(long
    ? [
        'hmpps.siu',
        'hmpps.ashmoor.liaison',
        'hmpps.ashmoor.safer-custody',
        'hmpps.group-director',
        'hmpps.director-general',
        'hmpps.chief-executive',
        'imb.ashmoor.member',
        'imb.national-chair',
        'imb.secretariat',
        'imb.regional',
        'ppo.deputy',
        'ppo.investigator',
        'ppo.learning',
        'ppo.ombudsman',
        'hmip.press',
        'hmip.intelligence',
        'moj.secretary-of-state',
        'operator',
      ]
    : []),
]

const namedIn = ({ references }: World) => ({
  references: Object.values(references),
  documents: [],
  words: [`${secretWord}s`, references.secret ?? ''],
})

describe('HH-6b: two worlds, in one of which an inspection is planned in secret', () => {
  let quiet: World
  let loud: World

  before(async () => {
    quiet = await story('nothing planned', false)
    loud = await story('planned in secret', true)
  })
  after(async () => {
    for (const world of [quiet, loud]) await world?.site.close()
  })

  for (const onlooker of onlookers)
    it(`are the same, byte for byte, to ${onlooker}`, async () => {
      await same(onlooker, [quiet, loud], namedIn(loud))
      assert.equal(await rowsOf(quiet, onlooker), await rowsOf(loud, onlooker))
    })

  it('have both told the governor and the board of an inspection, and who plans knows since when it was planned', async () => {
    const begun = async (post: string) =>
      Promise.all(
        [quiet, loud].map(async world => {
          const { body } = await world.site.api(post, `/matters/${world.references.told}`)
          return (JSON.parse(body.toString()) as { openedAt?: string }).openedAt?.slice(0, 10)
        }),
      )
    assert.deepEqual(await begun('hmpps.ashmoor.governor'), ['2026-03-09', '2026-03-09'])
    assert.deepEqual(await begun('hmip.deputy'), ['2026-03-09', '2026-03-02'])
    for (const { site } of [quiet, loud]) {
      const { body } = await site.api('imb.ashmoor.chair', '/matters?procedure=inspection-update')
      assert.match(body.toString(), /"openedAt":"2026-03-09/)
    }
  })

  it('are told apart by whoever plans', async () => {
    for (const post of ['hmip.coordinator', 'hmip.chief', 'hmip.deputy', 'hmip.team-leader'])
      for (const address of ['/programme', '/programme/calendar', '/establishments/ZAI']) {
        const [was, is] = await Promise.all([quiet, loud].map(({ site }) => site.page(post, address)))
        assert.equal(was?.status, 200, address)
        assert.notEqual(plain(was as Answer), plain(is as Answer), `${post} ${address}`)
      }
  })

  it('are told apart by the governor with a policy broken that lists or cards stand behind', async () => {
    for (const [table, policy] of await listing(loud)) {
      const back = await Promise.all([quiet, loud].map(world => exposed(world, table, policy)))
      try {
        assert.notEqual(await glance(quiet, loud), await glance(loud, loud), `${table}.${policy}`)
      } finally {
        for (const undo of back) await undo()
      }
    }
    assert.equal(await glance(quiet, loud), await glance(loud, loud), 'what was broken has been put back')
  })
})

/** How many rows of each table somebody may select: what could be counted behind the doors. */
const rowsOf = async (world: World, post: string): Promise<string> => {
  const tables = await readableTables(world.database.owner)
  const found = await world.as(post, desk => everythingSelected(desk.transaction, tables))
  return [...found].map(([table, rows]) => `${table} ${rows.length}`).join('\n')
}

/** What the governor meets first, in the one world, with what there is to name in the other. */
async function glance(world: World, { references }: World): Promise<string> {
  const { site } = world
  const answers: Answer[] = []
  for (const address of ['/', '/matters', '/matters?procedure=inspection', '/establishments/ZAI', '/programme'])
    answers.push(await site.page('hmpps.ashmoor.governor', address))
  for (const address of ['/matters', `/matters/${references.secret}`, '/matters?procedure=inspection', '/obligations'])
    answers.push(await site.api('hmpps.ashmoor.governor', address))
  return [...answers.map(plain), await rowsOf(world, 'hmpps.ashmoor.governor')].join('\n')
}

async function listing({ database }: World): Promise<readonly (readonly [table: string, policy: string])[]> {
  const { rows } = await database.owner.query<{ table: string; policy: string }>(
    `select c.relname as table, p.polname as policy from pg_policy p join pg_class c on c.oid = p.polrelid
      where p.polcmd = 'r' and 'concordat_serve'::regrole = any (p.polroles) and c.relnamespace = 'concordat'::regnamespace
        and c.relname in ('card', 'docket') order by 1, 2`,
  )
  assert.equal(rows.length, 2)
  return rows.map(({ table, policy }) => [table, policy])
}

/** Every row of a table shown to everybody; gives how to put it back. */
async function exposed({ database: { owner } }: World, table: string, policy: string) {
  const { rows } = await owner.query<{ using: string }>(
    `select pg_get_expr(polqual, polrelid) as using from pg_policy where polname = $1 and polrelid = $2::regclass`,
    [policy, `concordat.${table}`],
  )
  await owner.query(`alter policy "${policy}" on concordat.${table} using (true)`)
  return () =>
    owner.query(
      `set search_path = concordat, public; alter policy "${policy}" on concordat.${table} using (${rows[0]?.using})`,
    )
}

/** The same agreements with one step of one procedure made otherwise. */
async function changed(procedure: string, step: string, change: (step: Step) => Step): Promise<readonly Agreement[]> {
  const { agreements } = await import('../../src/agreements/agreements.ts')
  const mend = (one: Procedure): Procedure => {
    const found = one.steps[step]
    return one.name === procedure && found ? { ...one, steps: { ...one.steps, [step]: change(found) } } : one
  }
  return agreements.map(agreement => ({
    ...agreement,
    versions: agreement.versions.map(version => ({
      ...version,
      procedures: version.procedures.map(mend),
    })) as unknown as Agreement['versions'],
  }))
}

describe('the two worlds are told apart when the definition of an inspection is broken', () => {
  const broken: Readonly<Record<string, () => Promise<readonly Agreement[]>>> = {
    'what is disclosed as the place is told is disclosed as it is planned': async () => {
      const { inspection } = await import('../../src/agreements/hmip-hmpps/inspection/inspection.ts')
      const shares = inspection.steps.notify?.discloses ?? []
      return changed('inspection', 'plan', plan => ({ ...plan, discloses: [...(plan.discloses ?? []), ...shares] }))
    },
  }
  for (const [what, agreements] of Object.entries(broken))
    it(what, async () => {
      const laws = await agreements()
      const [one, other] = [await story('broken quietly', false, laws), await story('broken loudly', true, laws)]
      assert.notEqual(await glance(one, other), await glance(other, other))
      for (const { site } of [one, other]) await site.close()
    })
})
