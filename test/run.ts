import { chmodSync, globSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { hold } from '../src/database/hold.ts'
import { clearAway, folderVariable, giveTestServer, makeTemplate, startTestServer } from './server.ts'

/**
 * npm test [-- word…] [--long] [--coverage]
 *
 * Runs the test files whose path has one of the words in it, or all. One PostgreSQL serves the whole run, with a template
 * that each file copies. `--long` runs the long campaigns too; `--coverage` prints what was covered.
 */
const options = new Set(process.argv.slice(2).filter(word => word.startsWith('--')))
const words = process.argv.slice(2).filter(word => !word.startsWith('--'))
const unknown = [...options].filter(option => !['--long', '--coverage'].includes(option))
if (unknown.length > 0) {
  console.error(
    `npm test does not know ${unknown.join(' ')}. It knows words to choose test files by, --long and --coverage.`,
  )
  process.exit(2)
}

const root = join(import.meta.dirname, '..')
const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'verifier/**/*.test.ts'], { cwd: root })
  .filter(file => words.length === 0 || words.some(word => file.includes(word)))
  .sort()
if (files.length === 0) {
  console.error(`No test file's path has ${words.join(' or ')} in it.`)
  process.exit(2)
}

/**
 * Folders whose tests touch nothing outside themselves run in one process: starting a process for each of their files
 * would take several times as long as the tests. All others get a process each, so that none can upset another.
 */
const pure = [
  'src/agreements/',
  'src/calendar/',
  'src/engine/',
  'src/letters/',
  'src/web/charts/',
  'src/web/components/',
]
const together = files.filter(file => pure.some(folder => file.startsWith(folder)))
/** Folders whose files take longest begin first: else one core would wait at the end while the other walks through the last. */
const longest = ['test/journeys/', 'test/attacks/', 'test/faults/']
const apart = files.filter(file => !together.includes(file)).sort((one, other) => placeOf(one) - placeOf(other))
function placeOf(file: string): number {
  const at = longest.findIndex(folder => file.startsWith(folder))
  return at < 0 ? longest.length : at
}
process.env.CONCORDAT_TEST_TOGETHER = together.join('\n')

if (options.has('--long')) process.env.CONCORDAT_TEST_LONG = '1'
// What Node has kept of a file says less well which of its lines were run.
if (options.has('--coverage')) process.env.NODE_DISABLE_COMPILE_CACHE = '1'

const folder = await newFolder()
process.env[folderVariable] = folder
const stopping = new AbortController()
const server = await startTestServer(folder)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(1))

const template = await prepareTemplate()
const tests = await campaign([...(together.length > 0 ? ['test/together.ts'] : []), ...apart])
const failed = tests.failed + template.failed
console.log(`\n${tests.passed} passed, ${failed} failed`)
await end(failed > 0 || tests.passed === 0 ? 1 : 0)

/** When the migrations do not run, whatever needs no database is tested all the same. */
async function prepareTemplate(): Promise<{ failed: number }> {
  try {
    giveTestServer(server, await makeTemplate(server.settings))
    return { failed: 0 }
  } catch (error) {
    console.log(`✖ the migrations run\n  ${error instanceof Error ? error.message : error}\n`)
    giveTestServer(server, 'template_that_could_not_be_made')
    return { failed: 1 }
  }
}

/** Two files at a time, on two cores; what they say is shown file by file. */
async function campaign(files: string[]): Promise<{ passed: number; failed: number }> {
  const tally = { passed: 0, failed: 0 }
  const events = run({
    files: files.map(file => join(root, file)),
    cwd: root,
    signal: stopping.signal,
    concurrency: 2,
    coverage: options.has('--coverage'),
  })
  events.on('test:summary', ({ file, counts, success }) => {
    if (file !== undefined) return
    tally.passed = counts.passed
    tally.failed = Math.max(counts.tests - counts.passed - counts.skipped - counts.todo, success ? 0 : 1)
  })
  for await (const words of events.compose(new spec())) process.stdout.write(words)
  return tally
}

/** A folder for this run, once those of runs that were killed are cleared away with the servers they left. */
async function newFolder(): Promise<string> {
  const prefix = 'concordat-run-'
  for (const name of readdirSync(tmpdir()).filter(found => found.startsWith(prefix))) {
    const abandoned = join(tmpdir(), name)
    const hers = await hold(abandoned)
    if (!hers.held) continue
    await hers.release()
    clearAway(abandoned)
  }
  const folder = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(folder, 0o755)
  const mine = await hold(folder)
  if (!mine.held) throw new Error(`${folder} is another run's`)
  return folder
}

/** Stops the server and takes its folder away, then ends with this code. */
async function end(code: number) {
  stopping.abort()
  await server.stop()
  clearAway(folder)
  process.exit(code)
}
