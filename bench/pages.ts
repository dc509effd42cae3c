import { signInAs } from '../test/sign-in-as.ts'
import { ask, load, type Asking } from './load.ts'
import { atLeast, milliseconds, pairs, perSecond, quantile, type Bench, type Figure } from './measure.ts'
import { heldPage, inPractice, serveBare, serveOurs, type Serving } from './serving.ts'

/** What Node's server writes for itself, and what is another each time. */
const notSent = ['date', 'connection', 'keep-alive', 'transfer-encoding']

/** A server of bare `node:http` that sends what ours answers to this, byte for byte. */
export async function bareLike(ours: Serving, asking: Asking): Promise<Serving> {
  const { status, headers, body } = await ask(ours.address, asking)
  if (status !== 200) throw new Error(`${asking.path} answers ${status}`)
  return serveBare(Object.fromEntries(Object.entries(headers).filter(([name]) => !notSent.includes(name))), body)
}

/** The same number of requests to ours and to the bare one, turn about. */
async function besideBare(
  ours: Serving,
  asking: Asking,
  { connections, requests }: { connections: number; requests: number },
) {
  const bare = await bareLike(ours, asking)
  try {
    return await pairs(
      () => load(ours.address, asking, { connections, requests }),
      () => load(bare.address, asking, { connections, requests }),
    )
  } finally {
    await bare.stop()
  }
}

export const pageBench: Bench = {
  name: 'page',
  at: 'first size',
  async run({ world, brief }) {
    const ours = await serveOurs(world.folder)
    try {
      const requests = brief ? 50 : 4000
      const paired = await besideBare(ours, { path: heldPage }, { connections: 8, requests })
      return [
        atLeast(0.25, paired, {
          what: 'page of 25 rows rendered, no database',
          against: 'bare node:http, same bytes',
          ours: perSecond(requests, paired.ours),
          theirs: perSecond(requests, paired.theirs),
        }),
      ]
    } finally {
      await ours.stop()
    }
  },
}

/** Somebody in this post, signed in as a person does it: what their browser sends. */
export async function signedIn(ours: Serving, post: string): Promise<string> {
  const holder = inPractice().find(({ posts }) => posts.length === 1 && posts[0] === post)
  if (!holder) throw new Error(`Nobody holds ${post} and no other`)
  return (await signInAs(ours.address, holder.subject)).cookiesFor('/matters')
}

export const logBench: Bench = {
  name: 'log',
  at: 'each size',
  async run({ world, brief }) {
    const ours = await serveOurs(world.folder)
    try {
      const asking = { path: '/matters', cookie: await signedIn(ours, 'hmip.sanctions-officer') }
      const requests = brief ? 50 : 800
      const paired = await besideBare(ours, asking, { connections: 16, requests })
      const sized = `${world.size().toLocaleString('en-GB')} matters`
      const taken = await load(ours.address, asking, { connections: 16, requests: brief ? 50 : 4000 })
      const p99 = quantile(taken, 0.99)
      return [
        atLeast(0.06, paired, {
          what: `the log’s page, signed in and recorded, ${sized}`,
          against: 'bare node:http, same bytes',
          ours: perSecond(requests, paired.ours),
          theirs: perSecond(requests, paired.theirs),
        }),
        {
          what: `the log’s page, 16 connections, ${sized}: 99 in 100`,
          against: 'nothing',
          ours: milliseconds(p99),
          target: '< 50 ms',
          met: p99 < 50,
        },
      ] satisfies Figure[]
    } finally {
      await ours.stop()
    }
  },
}
