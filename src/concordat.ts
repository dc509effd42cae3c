#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { WrongSettings, settings as readSettings, type Settings } from './config.ts'
import { CannotBeDone, Misused, understood, type Command } from './commands/command.ts'
import { commands } from './commands/commands.ts'

/** The command line: npm run --silent concordat -- <command>. */
const how = 'npm run --silent concordat --'

// A reader that stops early, such as `head`, is no fault.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => process.exit(fault.code === 'EPIPE' ? 0 : 1))

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(args[0])
  const command = commands.find(one => one.name === name)
  if (!command) return misused(`There is no command called ${name}.`)
  if (args.includes('--help')) return help(name)
  try {
    return (await run(command, args)) ?? 0
  } catch (fault) {
    return told(fault, command)
  }
}

let read: Settings | undefined

const run = (command: Command, args: readonly string[]) =>
  command.run({
    ...understood(command, args),
    settings: () => (read ??= readSettings()),
    say: line => void process.stdout.write(`${line}\n`),
    remark: line => void process.stderr.write(`${line}\n`),
  })

function help(name: string | undefined): number {
  const command = commands.find(one => one.name === name)
  if (command) {
    console.log(`${how} ${[command.name, command.takes].filter(Boolean).join(' ')}\n\n${command.help}`)
    return 0
  }
  if (name !== undefined) return misused(`There is no command called ${name}.`)
  const longest = Math.max(...commands.map(one => one.name.length))
  console.log(
    `${how} <command>\n\n${commands.map(one => `  ${one.name.padEnd(longest)}  ${one.about}`).join('\n')}\n\n${how} help <command> tells all about one. Each works while the server runs.`,
  )
  return 0
}

function misused(words: string): number {
  console.error(`${words} ${how} help lists the commands.`)
  return 2
}

/** What went wrong, in words for whoever typed it. A fault of ours shows where it happened. */
function told(fault: unknown, command: Command): number {
  if (fault instanceof Misused) {
    console.error(`${fault.message}\n${how} ${[command.name, command.takes].filter(Boolean).join(' ')}`)
    return 2
  }
  const foreseen = fault instanceof CannotBeDone || fault instanceof WrongSettings
  console.error(
    fault instanceof Error
      ? (!foreseen && process.env['CONCORDAT_LOG_LEVEL'] === 'debug' && fault.stack) || fault.message
      : String(fault),
  )
  return 1
}

process.exitCode = await main(process.argv.slice(2))
