import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { disposition, safeName, servedHeaders } from './name.ts'

describe('A file’s name is made safe to show, keep and serve', () => {
  for (const [given, safe] of [
    ['Report.pdf', 'Report.pdf'],
    ['Adroddiad Carchar Caerdydd – ŵyl.docx', 'Adroddiad Carchar Caerdydd – ŵyl.docx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\J Smith\\Desktop\\letter.docx', 'letter.docx'],
    ['a\0b\r\nSet-Cookie: x=1\t.pdf', 'abSet-Cookie- x=1.pdf'],
    ['annex\u202Efdp.exe', 'annexfdp.exe'],
    ['zero\u200Bwidth\uFEFF.txt', 'zerowidth.txt'],
    ['what?"<is>|this*;%.csv', 'what---is--this---.csv'],
    ['...hidden', 'hidden'],
    ['trailing. . .', 'trailing'],
    ['CON.txt', 'CON-file.txt'],
    ['nul', 'nul-file'],
    ['', 'file'],
    ['..', 'file'],
    ['.pdf', 'pdf'],
    ['a/b/', 'file'],
    ['e\u0301t\u00e9.pdf', 'été.pdf'],
    ['broken \ud800 half.pdf', 'broken half.pdf'],
  ] as const)
    it(`${JSON.stringify(given)} becomes ${JSON.stringify(safe)}`, () => assert.equal(safeName(given), safe))

  it('is 120 characters at most, its ending kept and no character cut in two', () => {
    const long = safeName(`${'👩‍👩‍👧‍👦'.repeat(50)}.docx`)
    assert.ok(long.length <= 120)
    assert.ok(long.endsWith('.docx'))
    assert.ok(long.isWellFormed())
    assert.equal(safeName(`${'a'.repeat(500)}.pdf`).length, 120)
  })

  it('whatever comes in, what goes out is safe, and safe again if made safe twice', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), given => {
        const safe = safeName(given)
        assert.match(safe, /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\<>:"|?*]{1,131}$/u)
        assert.doesNotMatch(safe, /^[. ]|[. ]$/)
        assert.equal(safeName(safe), safe)
      }),
      { numRuns: 2_000 },
    ))
})

describe('A file is served to be saved', () => {
  it('under its name in ASCII for old programs and in full for the rest', () => {
    assert.equal(disposition('Report.pdf'), `attachment; filename="Report.pdf"; filename*=UTF-8''Report.pdf`)
    assert.equal(
      disposition("été (1)'s.pdf"),
      `attachment; filename="ete (1)'s.pdf"; filename*=UTF-8''%C3%A9t%C3%A9%20%281%29%27s.pdf`,
    )
    assert.equal(disposition('报告.pdf'), `attachment; filename="__.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf`)
  })

  it('in a header no name can break out of', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), given =>
        assert.match(disposition(given), /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.~%-]+$/),
      ),
      { numRuns: 2_000 },
    ))

  it('never shown in place, guessed at, cached or framed', () => {
    const headers = servedHeaders('a.pdf', 'application/pdf')
    assert.match(headers['content-disposition']!, /^attachment/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(headers['content-security-policy']!, /^sandbox; default-src 'none'/)
    assert.equal(headers['cache-control'], 'private, no-store')
  })
})
