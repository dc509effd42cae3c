import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import sharp from 'sharp'
import { pngClaiming, zip } from './kinds.corpus.ts'
import { remake, type ImageKind, type Picture } from './images.ts'

const red = { create: { width: 60, height: 40, channels: 3 as const, background: 'red' } }
const where = {
  IFD0: { Make: 'Canary camera', Artist: 'A Smith' },
  IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' },
}

async function remade(bytes: Buffer, kind: ImageKind): Promise<Picture> {
  const picture = await remake(bytes, kind)
  assert.ok('bytes' in picture, 'refused' in picture ? picture.refused : '')
  return picture
}

const encoded: [ImageKind, Buffer][] = [
  ['jpeg', await sharp(red).withExif(where).jpeg().toBuffer()],
  ['png', await sharp(red).withExif(where).png().toBuffer()],
  ['webp', await sharp(red).withExif(where).webp().toBuffer()],
  [
    'tiff',
    await sharp(red)
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Canary camera, A Smith</x:xmpmeta>')
      .tiff()
      .toBuffer(),
  ],
  ['gif', await sharp(red).gif().toBuffer()],
]

describe('A picture is made anew', () => {
  for (const [kind, bytes] of encoded)
    it(`as ${kind}, the same to look at, with nothing said of where, when, by whom and with what`, async () => {
      if (kind !== 'gif') assert.ok(bytes.includes('Canary camera'), 'the original says it')
      const picture = await remade(bytes, kind)
      assert.equal(picture.bytes.includes('Canary camera'), false)
      assert.equal(picture.bytes.includes('A Smith'), false)
      const { format, width, height, exif, xmp, icc, iptc } = await sharp(picture.bytes).metadata()
      assert.deepEqual(
        { format, width, height, exif, xmp, icc, iptc },
        { format: kind, width: 60, height: 40, exif: undefined, xmp: undefined, icc: undefined, iptc: undefined },
      )
      const { dominant } = await sharp(picture.bytes).stats()
      assert.ok(dominant.r > 200 && dominant.g < 40 && dominant.b < 40)
    })

  it('upright, since the note that says which way is up is gone', async () => {
    const lying = await sharp(red).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { width, height } = await remade(lying, 'jpeg')
    assert.deepEqual({ width, height }, { width: 40, height: 60 })
  })

  it('without what was hidden after its end or between its parts', async () => {
    const jpeg = encoded[0]![1]
    const hidden = Buffer.from('the names are hidden here <script>alert(1)</script>')
    const comment = Buffer.concat([
      jpeg.subarray(0, 2),
      Buffer.from('fffe', 'hex'),
      Buffer.from([0, hidden.length + 2]),
      hidden,
      jpeg.subarray(2),
    ])
    for (const bytes of [
      Buffer.concat([jpeg, hidden]),
      comment,
      Buffer.concat([jpeg, zip([{ name: 'a.txt', content: hidden, store: true }])]),
    ]) {
      const picture = await remade(bytes, 'jpeg')
      assert.equal(picture.bytes.includes('names are hidden'), false)
      assert.equal(picture.bytes.includes('<script>'), false)
    }
  })

  it('with every page of a scan, though their sizes differ', async () => {
    const pages = await Promise.all([
      sharp(red).png().toBuffer(),
      sharp({ create: { ...red.create, height: 70, background: 'blue' } })
        .png()
        .toBuffer(),
    ])
    const scan = await sharp(pages, { join: { animated: true } })
      .tiff()
      .toBuffer()
    const picture = await remade(scan, 'tiff')
    assert.equal(picture.pages, 2)
    const second = await sharp(picture.bytes, { page: 1 }).extract({ left: 20, top: 20, width: 10, height: 10 }).stats()
    assert.ok(second.dominant.b > 200)
  })
})

describe('A picture is refused', () => {
  const refused: [string, Buffer, ImageKind, string][] = [
    ['that opens up to more than it may', pngClaiming(19_000, 19_000), 'png', 'unpacks too big'],
    ['that is longer than any screen or page', pngClaiming(100_000, 10), 'png', 'unpacks too big'],
    ['that is cut short', encoded[1]![1].subarray(0, 100), 'png', 'damaged'],
    ['that is not a picture at all', Buffer.from('ffd8ffe0not a picture'), 'jpeg', 'damaged'],
    ['that claims rows it has not got', pngClaiming(500, 5_000), 'png', 'damaged'],
    [
      'that is a drawing, whatever it is called',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'),
      'png',
      'damaged',
    ],
  ]
  for (const [what, bytes, kind, code] of refused)
    it(what, async () => {
      const said = await remake(bytes, kind)
      assert.equal('code' in said && said.code, code)
    })

  it('that moves', async () => {
    const frames = await Promise.all(
      ['red', 'blue'].map(background =>
        sharp({ create: { ...red.create, background } })
          .png()
          .toBuffer(),
      ),
    )
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    const said = await remake(moving, 'gif')
    assert.match('refused' in said ? said.refused : '', /moving picture/)
  })
})
