import type pg from 'pg'

/** A policy as the catalogue tells it. */
export interface Policy {
  readonly table: string
  readonly name: string
  readonly verb: 'select' | 'insert' | 'update' | 'delete' | 'all'
  readonly using?: string
  readonly check?: string
}

/** A policy made weaker or taken away, and how to put it back. */
export interface Mutant {
  readonly policy: Policy
  /** In words: 'dropped', 'true', 'without (d.ended_at IS NULL)'. */
  readonly how: string
  readonly of: 'reading' | 'writing'
  readonly statement: string
}

export async function servingPolicies(owner: pg.Pool): Promise<Policy[]> {
  const { rows } = await owner.query<{
    table: string
    name: string
    verb: Policy['verb']
    using: string | null
    check: string | null
  }>(`
    select c.relname as table, p.polname as name,
           case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end as verb,
           pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
      from pg_policy p join pg_class c on c.oid = p.polrelid
     where c.relnamespace = 'concordat'::regnamespace and 'concordat_serve'::regrole = any (p.polroles)
     order by 1, 2`)
  return rows.map(row => ({ ...row, using: row.using ?? undefined, check: row.check ?? undefined }))
}

const named = ({ table, name }: Policy) => `"${name}" on concordat."${table}"`

/** Puts a policy back as it was, whether it was changed or taken away. */
export const restoring = (policy: Policy): string =>
  `drop policy if exists ${named(policy)};
   create policy ${named(policy)} for ${policy.verb} to concordat_serve
     ${policy.using === undefined ? '' : `using (${policy.using})`} ${policy.check === undefined ? '' : `with check (${policy.check})`}`

/** Every way of breaking a policy that we know of. Some make no statement that PostgreSQL takes: those are nobody's mistake. */
export function mutantsOf(policy: Policy, others: { readonly post: number; readonly person: number }): Mutant[] {
  const mutants: Mutant[] = [
    {
      policy,
      how: 'dropped',
      of: policy.using === undefined ? 'writing' : 'reading',
      statement: `drop policy ${named(policy)}`,
    },
  ]
  const add = (of: Mutant['of'], clause: 'using' | 'with check', how: string, expression: string) =>
    mutants.push({ policy, how, of, statement: `alter policy ${named(policy)} ${clause} (${expression})` })
  const { using, check } = policy
  const reads = policy.verb === 'select' || policy.verb === 'all'
  if (using !== undefined) {
    const of = reads ? 'reading' : 'writing'
    add(of, 'using', 'true', 'true')
    for (const [how, expression] of swapped(using, others)) add(of, 'using', how, expression)
    for (const group of groupsIn(using)) add(of, 'using', `without ${group}`, using.replace(group, '(true)'))
  }
  if (check !== undefined) {
    add('writing', 'with check', 'check true', 'true')
    for (const [how, expression] of swapped(check, others)) add('writing', 'with check', `check ${how}`, expression)
    for (const group of groupsIn(check))
      add('writing', 'with check', `check without ${group}`, check.replace(group, '(true)'))
  }
  return unlike(mutants)
}

/** The same policy asking about somebody else. */
function swapped(
  expression: string,
  { post, person }: { readonly post: number; readonly person: number },
): [how: string, expression: string][] {
  const everyone = 'array(select id from concordat.unit union all select id from concordat.post)'
  const pairs: [string, RegExp, string][] = [
    ['everyone’s readers', /(concordat\.)?my_readers\(\)/g, everyone],
    ['another post', /(concordat\.)?my_post\(\)/g, `${post}`],
    ['another person', /(concordat\.)?my_person\(\)/g, `${person}`],
    ['another body', /(concordat\.)?my_body\(\)/g, `'HMPPS'::text`],
    ['another time', /(concordat\.)?my_now\(\)/g, `'1990-01-01'::timestamptz`],
  ]
  return pairs
    .filter(([, what]) => expression.search(what) >= 0)
    .map(([how, what, instead]) => [how, expression.replace(what, instead)])
}

/** Everything between a pair of brackets. */
export function groupsIn(expression: string): string[] {
  const open: number[] = []
  const groups: string[] = []
  for (let at = 0; at < expression.length; at++) {
    if (expression[at] === '(') open.push(at)
    if (expression[at] === ')') {
      const from = open.pop()
      if (from !== undefined) groups.push(expression.slice(from, at + 1))
    }
  }
  return [...new Set(groups)].filter(group => /=|>|<|\bIS\b|&&|\bAND\b|\bOR\b|EXISTS/.test(group))
}

const unlike = (mutants: readonly Mutant[]): Mutant[] => [...new Map(mutants.map(one => [one.statement, one])).values()]
