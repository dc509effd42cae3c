import { mkdirSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import type { ConnectionSettings } from '../../src/database/connect.ts'

/** A wire between the program and PostgreSQL that breaks when it is told to. */
export interface Wire {
  /** Settings by which the server is reached over this wire. */
  readonly settings: ConnectionSettings
  /**
   * Breaks at the next commit, or after so many more: before it reaches the server, or once the server has done it and before
   * anyone is told.
   */
  breakAtCommit(when: 'before' | 'after', spared?: number): void
  close(): void
}

const name = '.s.PGSQL.5432'

/** Lays a wire in this folder to the server that these settings reach by its socket. */
export async function wire(folder: string, to: ConnectionSettings & { host: string }): Promise<Wire> {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  let breaks: 'before' | 'after' | undefined
  let spares = 0
  const ends = new Set<net.Socket>()
  const server = net.createServer(near => {
    const far = net.connect(join(to.host, name))
    const broken = () => {
      near.destroy()
      far.destroy()
    }
    let breaking = false
    for (const end of [near, far]) {
      ends.add(end)
      end.on('error', broken)
      end.on('close', () => {
        ends.delete(end)
        broken()
      })
    }
    near.on('data', chunk => {
      if (breaks && chunk.includes('commit\0') && spares-- === 0) {
        breaking = true
        const when = breaks
        breaks = undefined
        if (when === 'before') return broken()
      }
      far.write(chunk)
    })
    far.on('data', chunk => (breaking ? broken() : near.write(chunk)))
  })
  await new Promise<void>(resolve => void server.listen(join(folder, name), resolve))
  return {
    settings: { ...to, host: folder },
    breakAtCommit(when, spared = 0) {
      breaks = when
      spares = spared
    },
    close() {
      server.close()
      for (const end of ends) end.destroy()
    },
  }
}
