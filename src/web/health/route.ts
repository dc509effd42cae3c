import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { asNobody } from '../../database/as.ts'
import { sql } from '../../database/sql.ts'
import { NotFound } from '../../engine/directory.ts'
import { assets, sending } from '../assets.ts'
import { paths } from '../paths.ts'
import { get, give, type Route } from '../route.ts'
import { sameSecret } from '../sign-in/secrets.ts'

const text = { 'content-type': 'text/plain; charset=utf-8' }

/** The program runs. */
export const health = get(paths.health, { access: 'a program', reads: 'nothing' }, () => give('ok\n', text))

/** It can serve: the database answers, and it is not stopping. */
export const ready = get(paths.ready, { access: 'a program', reads: 'nothing' }, async ({ site }) => {
  const answers =
    site.serving() &&
    (await asNobody(site.house.pool, transaction => transaction.all(sql`select 1`)).then(
      () => true,
      () => false,
    ))
  return answers ? give('ready\n', text) : give('not ready\n', { ...text, 'retry-after': '5' }, { status: 503 })
})

/** What is counted: requests by route and outcome, and how the process does. No person, post, matter or address is in it. */
export interface Metrics {
  readonly registry: Registry
  /** Late duties that the clock cannot ask for again. */
  readonly unasked: Gauge
  count(method: string, route: string, status: number, seconds: number): void
}

export function metrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'concordat_' })
  const requests = new Counter({
    name: 'concordat_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const times = new Histogram({
    name: 'concordat_request_seconds',
    help: 'Seconds a request took',
    labelNames: ['route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  const unasked = new Gauge({
    name: 'concordat_chases_refused',
    help: 'Late duties whose next asking was refused',
    registers: [registry],
  })
  return {
    registry,
    unasked,
    count(method, route, status, seconds) {
      requests.inc({ method, route, status: String(status) })
      times.observe({ route }, seconds)
    },
  }
}

/** For whoever has the token of the settings; to everyone else there is no such address. */
export const metricsRoute = (kept: Metrics): Route =>
  get(paths.metrics, { access: 'a program', reads: 'nothing' }, async ({ site, caller }) => {
    const { metricsToken } = site.settings
    const given = /^Bearer (.+)$/.exec(String(caller.headers['authorization'] ?? ''))?.[1]
    if (metricsToken === undefined || given === undefined || !sameSecret(given, metricsToken))
      throw new NotFound('page')
    // What is counted here is told also while the database is away.
    await asNobody(site.house.pool, transaction =>
      transaction.one<{ count: number }>(sql`select unasked_now() as count`),
    ).then(
      ({ count }) => kept.unasked.set(count),
      () => kept.unasked.set(NaN),
    )
    return give(await kept.registry.metrics(), { 'content-type': kept.registry.contentType })
  })

/** Files that pages need: under addresses that change with their content, so they are kept for ever. */
export const asset = get(paths.asset, { access: 'a program', reads: 'nothing' }, ({ params, caller }) => {
  const found = assets().find(paths.asset(params))
  if (!found) throw new NotFound('page')
  const { headers, body } = sending(found, String(caller.headers['accept-encoding'] ?? ''))
  return give(body, headers)
})

export const healthRoutes = [health, ready, asset]
