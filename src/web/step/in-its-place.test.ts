import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testSite } from '../../../test/site.ts'

describe('the check of what takes the place of a duty (SP-F7, SP-23b)', async () => {
  const site = await testSite('step_in_its_place', { start: '2026-03-02T09:00:00Z' })
  const [inspector, officer, deputy] = ['hmip.team-leader', 'hmip.sanctions-officer', 'ppo.deputy'] as const

  /** Heard of by an inspector, who sees nothing of what the ombudsman decides, and declined unless it is not. */
  const heard = async (declined: boolean) => {
    const reference = await site.done(
      site.begin(inspector, 'sanction-allegation', {
        place: 'ZAI',
        affected: 'detained',
        contacted: ['HMIP'],
        came: 'letter',
        receivedOn: '2026-03-01',
        line: 'Moved off the wing',
        name: 'A. Person',
        account: 'They were moved off the wing.',
      }),
    )
    for (const [post, step, answers] of [
      [
        inspector,
        'ask-consent',
        { consent: 'given', covers: ['everything'], askedOn: '2026-03-02', askedBy: 'An inspector', how: 'person' },
      ],
      [
        officer,
        'assess',
        {
          qualifies: true,
          kinds: ['relocation'],
          deed: 'act',
          involvement: ['permitted'],
          implicated: false,
          reasons: 'It followed at once',
        },
      ],
      ...(declined
        ? ([[deputy, 'decide', { investigate: false, reasons: 'Put right', explainedBy: 'PPO' }]] as const)
        : []),
    ] as const)
      await site.done(site.take(post, reference, step, answers))
    return reference
  }

  /** What falls due when consent is taken back, as whoever records it reads before they confirm it. */
  const fallsDue = async (post: string, reference: string) => {
    const someone = await site.signIn(post)
    const address = `/matters/${reference}/steps/withdraw-consent`
    const check = await someone.send(
      await someone.read(address),
      {
        'q-withdrawnOn-day': '2',
        'q-withdrawnOn-month': '3',
        'q-withdrawnOn-year': '2026',
        'q-toldBy': 'An inspector',
      },
      { action: address, button: 'check' },
    )
    assert.match(check.words, /Check before you go on/)
    return /Tell the person the outcome/.test(check.words)
  }

  it('tells it to whoever sees the one whose place it takes', async () => {
    assert.equal(await fallsDue(officer, await heard(true)), true)
    assert.equal(await fallsDue(officer, await heard(false)), false, 'where there is nothing to take the place of')
  })

  it('and nothing of either to whoever does not: not that anything was decided', async () => {
    assert.equal(await fallsDue(inspector, await heard(true)), false)
    assert.equal(await fallsDue(inspector, await heard(false)), false)
  })
})
