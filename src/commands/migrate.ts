import { migrateHouse } from '../house.ts'
import type { Command } from './command.ts'

export const migrate: Command = {
  name: 'migrate',
  about: 'Brings the database up to this release',
  help: [
    'Applies the migrations that are new, and brings the register of places, units and posts up to this release. It only goes',
    'forward; run twice it does nothing more. It needs the role that owns the database, in DATABASE_OWNER_URL: keep that from',
    'where pages are served. On its own database (practice) Concordat does this whenever it starts.',
  ].join('\n'),
  async run({ settings, say, remark }) {
    const { applied, skipped } = await migrateHouse(settings())
    say(applied.length ? `Applied ${applied.join(', ')}.` : 'The database is up to date.')
    if (skipped.length)
      remark(
        `Left out ${skipped.join(', ')}: only a superuser may do that, and it is tried again next time. All works without.`,
      )
  },
}
