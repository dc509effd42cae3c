import type pg from 'pg'
import { dayOf } from '../calendar/day.ts'
import { clockBeside } from '../house.ts'
import { CannotBeDone, Misused, type Command } from './command.ts'
import { asOwner } from './owning.ts'

export const seat: Command = {
  name: 'seat',
  about: 'Puts the first person of a body in their post, before anyone there can appoint',
  takes: '<post-key> <e-mail> <name> | --end <post-key> <e-mail>',
  options: { end: 'flag' },
  words: { least: 2, most: 12 },
  help: [
    'Everyone is appointed by whoever appoints in their body, by a step that is journalled. Somebody must be the first: this puts',
    'them in a post, as the role that owns the database. It refuses once somebody of that body can appoint, so that there is no',
    'second way. Bodies without such a post (those who run Concordat, the ministry’s security team) are always seated here.',
    '',
    '  <post-key>  the post, such as hmip.deputy, imb.secretariat, ppo.deputy, hmpps.siu, operator or moj.security',
    '  <e-mail>    the address the sign-in provider vouches for',
    '  <name>      their name, as their colleagues will see it',
    '  --end       ends their time in the post instead, with their sessions and tokens there',
  ].join('\n'),
  async run({ words, options, settings, say }) {
    const [key = '', email = '', ...names] = words
    const name = names.join(' ')
    if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(email)) throw new Misused(`${email} is not an e-mail address.`)
    if (options.end ? name !== '' : name === '')
      throw new Misused(options.end ? 'With --end there is no name.' : 'Give their name.')
    const known = settings()
    const now = clockBeside(known)()
    await asOwner(known, async owner => {
      const client = await owner.connect()
      try {
        await client.query('begin; set local search_path = concordat, public')
        const post = await postOf(client, key, dayOf(now))
        say(options.end ? await end(client, post, email, now) : await begin(client, post, email, name, now))
        await client.query('commit')
      } catch (fault) {
        await client.query('rollback')
        throw fault
      } finally {
        client.release()
      }
    })
  },
}

interface FoundPost {
  readonly id: number
  readonly title: string
  readonly held: boolean
}

/** The post, unless somebody of its body can appoint to it. */
async function postOf(client: pg.PoolClient, key: string, today: string): Promise<FoundPost> {
  const { rows } = await client.query<FoundPost & { kind: string; appointed: boolean }>(
    `with held as (select t.post from term t where t.from_on <= $2 and (t.until_on is null or t.until_on >= $2))
     select p.id, p.title, p.kind, p.id in (select post from held) as held,
            exists (select from post a join unit v on v.id = a.unit where v.body = u.body and a.appoints and a.id in (select post from held)) as appointed
       from post p join unit u on u.id = p.unit where p.key = $1`,
    [key, today],
  )
  const [post] = rows
  if (!post) throw new CannotBeDone(`There is no post called ${key}. Posts are called like hmip.deputy or operator.`)
  if (post.kind === 'clock') throw new CannotBeDone('The clock is the system itself: nobody holds its post.')
  if (post.appointed)
    throw new CannotBeDone(
      'Somebody of that body can appoint already: they do it on the page “People and their posts”, so that it is in the journal.',
    )
  return post
}

async function begin(client: pg.PoolClient, post: FoundPost, email: string, name: string, now: Date): Promise<string> {
  if (post.held) throw new CannotBeDone(`Somebody holds the post ${post.title} already.`)
  const { rows } = await client.query<{ id: number | null }>('select person_called($1) as id', [email])
  const known = rows[0]?.id
  const person =
    known ??
    (
      await client.query<{ id: number }>(
        'insert into person (subject, name, email) values (lower($1), $2, lower($1)) returning id',
        [email, name],
      )
    ).rows[0]?.id
  await client.query('insert into term (post, person, from_on) values ($1, $2, $3)', [post.id, person, dayOf(now)])
  return `${name} holds the post ${post.title} from today, and can sign in as ${email}.`
}

async function end(client: pg.PoolClient, post: FoundPost, email: string, now: Date): Promise<string> {
  const { rowCount } = await client.query(
    `update term set until_on = greatest(from_on, $3::date) - 1
      where post = $1 and person = person_called($2) and (until_on is null or until_on >= $3::date)`,
    [post.id, email, dayOf(now)],
  )
  if (!rowCount) throw new CannotBeDone(`${email} does not hold the post ${post.title}.`)
  for (const statement of [
    'update session set ended_at = $3 where post = $1 and person = person_called($2) and ended_at is null',
    'update token set ended_at = $3 where post = $1 and person = person_called($2) and ended_at is null',
  ])
    await client.query(statement, [post.id, email, now])
  return `${email} no longer holds the post ${post.title}, and is signed out of it.`
}
