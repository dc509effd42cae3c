import assert from 'node:assert/strict'
import { it } from 'node:test'
import { hasClamd, withClamd } from '../../test/clamd.ts'
import { howItScans } from './scanning.ts'

const largest = 4_000_000
/** Of the standard test file, as ClamAV's own signatures have it. */
const signatures = { 'ours.hdb': '44d88612fea8a8f36de82e1278abb02f:68:Concordat.Test.Eicar' }

const settings: readonly (readonly [set: readonly string[], well: boolean, words: RegExp])[] = [
  [[], true, /^looks at the largest file to its end$/],
  [['MaxFileSize 1M'], false, /has not looked at the end of it/],
  [['MaxScanSize 4M'], false, /has not looked at the end of it/],
  [['MaxScanSize 12M'], true, /^looks at the largest file to its end$/],
  [['MaxScanSize 4M', 'AlertExceedsMax yes'], true, /refuses an archive that it cannot look at whole/],
  [['MaxFileSize 1M', 'AlertExceedsMax yes'], false, /takes no file of 4000000 bytes/],
  [['ScanArchive no'], false, /does not find the standard test file/],
]

it('says of ClamAV, as it is set, whether it looks at the largest file to its end', async t => {
  if (!hasClamd()) {
    t.skip('clamd is not installed')
    return
  }
  for (const [set, well, words] of settings)
    await withClamd(signatures, set, async scanner => {
      const found = await howItScans(scanner, largest)
      assert.equal(found.well, well, `${set.join(', ')}: ${found.words}`)
      assert.match(found.words, words, set.join(', '))
    })
})
