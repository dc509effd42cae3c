import sharp from 'sharp'
import { refuse, type Refused } from './refused.ts'

/** The kinds of picture that are taken in. */
export type ImageKind = 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff'

/** A picture made anew: upright, in ordinary colours, with nothing in it but what can be seen. Sizes in pixels. */
export type Picture = { bytes: Buffer; width: number; height: number; pages: number }

/** The most a picture may open up to: 64 million pixels over all its pages (a telephone takes 12 to 50). */
export const mostPixels = 64_000_000
const longestSide = 20_000
const mostPages = 100
const patience = 20

// Only the decoders for what is taken in; the library has others (SVG among them) that nothing here should reach.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadWebp',
    'VipsForeignLoadTiff',
  ],
})
sharp.cache(false)

const damaged = refuse(
  'damaged',
  'This picture is damaged and cannot be opened. Open it, save it again and attach that.',
)
const tooMany = refuse(
  'unpacks too big',
  'This picture would open up to more than 64 million pixels. Save it at a smaller size (a scan needs no more than 300 dots an inch) and attach that.',
)
const moving = refuse('not accepted', 'This is a moving picture. Save the frames that matter as PNG and attach those.')

/**
 * Decodes a picture and encodes it anew, which leaves behind where and when and with what it was taken, thumbnails,
 * hidden payloads and anything after its end. The pages of a scanned TIFF are kept; moving pictures are refused.
 */
export async function remake(bytes: Buffer, kind: ImageKind): Promise<Picture | Refused> {
  try {
    const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (pages > 1 && kind !== 'tiff') return moving
    if (width > longestSide || height > longestSide || pages > mostPages || width * height * pages > mostPixels)
      return tooMany
    return kind === 'tiff' && pages > 1 ? await remakePages(bytes, pages) : await remakeOne(bytes, kind)
  } catch (problem) {
    return /pixel limit|too large|timeout/i.test(String(problem)) ? tooMany : damaged
  }
}

const opened = (bytes: Buffer, page?: number) =>
  sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', ...(page === undefined ? {} : { page }) })
    .timeout({ seconds: patience })
    .autoOrient()
    .toColourspace('srgb')

async function remakeOne(bytes: Buffer, kind: ImageKind): Promise<Picture> {
  const picture = opened(bytes)
  const encoded = {
    jpeg: () => picture.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }),
    png: () => picture.png({ compressionLevel: 7 }),
    gif: () => picture.gif(),
    webp: () => picture.webp({ quality: 90 }),
    tiff: () => picture.tiff({ compression: 'deflate', predictor: 'horizontal' }),
  }[kind]()
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height, pages: 1 }
}

/** Each page by itself, then all joined again, since pages of a scan can differ in size. */
async function remakePages(bytes: Buffer, pages: number): Promise<Picture | Refused> {
  const each: Buffer[] = []
  let pixels = 0
  for (let page = 0; page < pages; page += 1) {
    const { data, info } = await opened(bytes, page).png({ compressionLevel: 3 }).toBuffer({ resolveWithObject: true })
    pixels += info.width * info.height
    if (pixels > mostPixels) return tooMany
    each.push(data)
  }
  const joined = sharp(each, { join: { animated: true }, limitInputPixels: mostPixels }).timeout({ seconds: patience })
  const { data, info } = await joined
    .tiff({ compression: 'deflate', predictor: 'horizontal' })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.pageHeight ?? info.height, pages }
}
