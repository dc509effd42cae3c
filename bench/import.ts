import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { at, type House } from '../src/desk/desk.ts'
import { confirm, goOn, importNow, keepSheet, match } from '../src/desk/import.ts'
import { read } from '../src/sheets/read.ts'
import { chance } from './chance.ts'
import { atLeast, pairs, perSecond, type Bench } from './measure.ts'
import { earlierLog } from './stories.ts'
import type { BenchWorld } from './world.ts'

const officer = { post: 'hmip.sanctions-officer' } as const

/** Every table that an import fills, in an order in which each row's parents come before it. */
const filled = [
  ['matter', 'id'],
  ['entry', 'matter'],
  ['content', 'matter'],
  ['disclosure', 'matter'],
  ['card', 'matter'],
  ['docket', 'matter'],
  ['obligation', 'matter'],
  ['notice', 'matter'],
  ['unbound', 'matter'],
  ['done', 'matter'],
] as const

/**
 * An earlier log brought in: the file read, its rows kept, each checked, and each written with all it brings; and the rows
 * that came of it copied into the same tables, with their indexes and their keys checked, in one transaction.
 */
export const importBench: Bench = {
  name: 'import',
  at: 'first size',
  async run({ world, brief }) {
    const rows = brief ? 200 : 10_000
    let round = 0
    let top = await highestMatter(world.superuser)
    const sheets = Array.from({ length: 12 }, (_, at) => Buffer.from(earlierLog(rows, chance(1000 + at), at)))
    const ours = () => broughtIn(world.house, sheets[round++ % sheets.length]!, rows)
    const copy = await copies(world)
    try {
      const paired = await pairs(
        async () => ours(),
        async () => copy.in(),
        {
          times: 5,
          before: {
            ours: async () => {
              await copy.forget(top)
              top = await highestMatter(world.superuser)
            },
            theirs: async () => {
              await copy.out(top)
              await copy.forget(top)
            },
          },
        },
      )
      return [
        atLeast(0.25, paired, {
          what: `import of ${rows.toLocaleString('en-GB')} rows, checked and journalled`,
          against: 'COPY of the resulting rows',
          ours: perSecond(rows, paired.ours),
          theirs: perSecond(rows, paired.theirs),
        }),
      ]
    } finally {
      await copy.forget(top)
      copy.close()
    }
  },
}

async function broughtIn(house: House, file: Buffer, rows: number) {
  const sheet = await read(file, 'csv')
  if ('refused' in sheet) throw new Error(sheet.refused)
  const id = await at(house, officer, async desk => {
    const kept = await keepSheet(desk, 'sanction-allegation', { name: 'bench.csv', sheet })
    if ('wrong' in kept) throw new Error(kept.wrong)
    const { columns } = await importNow(desk, kept.id)
    await match(desk, kept.id, columns)
    return kept.id
  })
  while ((await goOn(house, officer, id)) === 'on');
  await at(house, officer, desk => confirm(desk, id))
  while ((await goOn(house, officer, id)) === 'on');
  const { counts } = await at(house, officer, desk => importNow(desk, id))
  if (counts.brought !== rows) throw new Error(`Of ${rows} rows ${counts.brought} were brought in`)
}

const highestMatter = async (superuser: pg.Pool): Promise<number> =>
  Number(
    (await superuser.query<{ top: string }>('select coalesce(max(id), 0) as top from concordat.matter')).rows[0]?.top,
  )

/** The rows of all matters above one, out into files that the server writes, away, and in again. */
async function copies({ superuser }: BenchWorld) {
  const { rows } = await superuser.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
  const fileOf = (table: string) => join(rows[0]!.folder, `bench-${table}.copy`)
  const columnsOf = new Map<string, string>()
  for (const [table] of filled) {
    const { rows: found } = await superuser.query<{ columns: string }>(
      `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [`concordat.${table}`],
    )
    columnsOf.set(table, found[0]!.columns)
  }
  const together = (statements: readonly string[]) => superuser.query(`begin; ${statements.join('; ')}; commit`)
  return {
    out: (top: number) =>
      together(
        filled.map(
          ([table, key]) =>
            `copy (select ${columnsOf.get(table)} from concordat.${table} where ${key} > ${top}) to '${fileOf(table)}'`,
        ),
      ),
    in: () =>
      together(filled.map(([table]) => `copy concordat.${table} (${columnsOf.get(table)}) from '${fileOf(table)}'`)),
    /** Takes them away again, with the sheets they came from, and leaves the tables as they were. */
    forget: async (top: number) => {
      await together([
        'set local session_replication_role = replica',
        ...filled.map(([table, key]) => `delete from concordat.${table} where ${key} > ${top}`),
        'delete from concordat.import_row',
        'delete from concordat.import',
        'delete from concordat.brought',
      ])
      for (const [table] of filled) await superuser.query(`vacuum concordat.${table}`)
      await superuser.query('vacuum concordat.import_row; ')
      await superuser.query('checkpoint')
    },
    close: () => {
      for (const [table] of filled) rmSync(fileOf(table), { force: true })
    },
  }
}
