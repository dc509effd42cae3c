import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

// The test files that `test/run.ts` has chosen to run in one process. One that can't be loaded is a failed test of its name.
for (const file of process.env.CONCORDAT_TEST_TOGETHER?.split('\n') ?? []) {
  await import(pathToFileURL(join(import.meta.dirname, '..', file)).href).catch(error => {
    test(file, () => {
      throw error
    })
  })
}
