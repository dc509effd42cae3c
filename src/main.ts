import { mountApi } from './api/api.ts'
import { dayOf } from './calendar/day.ts'
import { startWorker } from './clock/worker.ts'
import { settings as readSettings, WrongSettings, type Settings } from './config.ts'
import { openFiles } from './desk/documents.ts'
import { open } from './house.ts'
import { openLog } from './log.ts'
import { practicePeople } from './practice/people.ts'
import { practicePlaces, practiceKey } from './practice/places.ts'
import { registerOf } from './register/standing.ts'
import type { House } from './desk/desk.ts'
import type { PracticePerson } from './web/sign-in/practice-provider.ts'
import { server } from './web/server.ts'

/** How long requests that are being answered may take when the program is told to stop. */
const drainFor = 10_000

try {
  await serve(readSettings())
} catch (fault) {
  // Whoever starts it reads this, and it holds nothing but settings and files.
  console.error(
    fault instanceof WrongSettings || !(fault instanceof Error)
      ? String((fault as Error).message)
      : `Concordat did not start: ${fault.message}`,
  )
  process.exit(1)
}

async function serve(settings: Settings): Promise<void> {
  const { log, logger } = openLog(settings.logLevel)
  const opened = await open(settings, { sole: true, log: sentence => console.error(sentence) })
  const { house } = opened
  const files = await openFiles(settings)
  const worker = settings.worker ? startWorker(house, settings, log, { store: files.store }) : undefined
  const people = settings.mode === 'practice' ? invented(house) : []
  const app = await server({ house, settings, files, log, logger, people: () => people, more: mountApi })

  const stop = async () => {
    log.info('stopping')
    const late = setTimeout(() => process.exit(1), drainFor)
    late.unref()
    await app.close()
    await worker?.stop()
    await opened.close()
    log.info('stopped')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())

  const address = await app.listen({ port: settings.port, host: settings.host, listenTextResolver: () => 'started' })
  console.log(welcome(settings, address))
}

/** What is said once it is ready, to whoever started it. */
function welcome({ mode, publicUrl, publicUrlIsGiven }: Settings, address: string): string {
  const where = publicUrlIsGiven ? publicUrl : `http://localhost:${new URL(address).port}`
  if (mode === 'production') return `Concordat is ready at ${where}`
  return [
    `Concordat is ready at ${where}`,
    'This is practice: everyone and every prison in it is invented, and anyone may sign in as anyone.',
    'For a token to use the API with: npm run --silent concordat -- token hmip.sanctions-officer',
  ].join('\n')
}

/** Everyone in the invented world, under their bodies, by the titles of their posts. */
function invented({ library, directory, now }: House): readonly PracticePerson[] {
  const known = directory()
  return practicePeople(registerOf(practicePlaces, practiceKey), library, dayOf(now()))
    .filter(({ posts }) => !posts.includes('clock'))
    .map(({ subject, name, email, posts }) => ({
      subject,
      name,
      email,
      posts: posts.map(key => known.post(key).title),
      body: known.unit(known.post(posts[0] ?? '').unit).body,
    }))
}
