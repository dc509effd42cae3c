import type { Drawn, Picture } from '../../engine/picture.ts'
import { html, type Html } from '../html.ts'

const box = { width: 196, height: 110, gapAcross: 24, gapDown: 56, across: 5 } as const
const lineHeight = 17

interface Placed extends Drawn {
  readonly x: number
  readonly y: number
}

/** The drawing of a procedure: a step is a box that says who takes it, under which clause, and where it leads. */
export function procedurePicture({ rows, arrows }: Picture, title: string): Html {
  const placed = place(rows)
  const find = new Map(placed.map(one => [one.name, one]))
  const width = box.across * box.width + (box.across - 1) * box.gapAcross
  const height = Math.max(...placed.map(one => one.y)) + box.height
  return html`<svg class="app-picture" viewBox="-4 -4 ${width + 8} ${height + 8}" role="img" aria-label="${`How ${title.toLowerCase()} go, step by step: the same steps are listed below`}" xmlns="http://www.w3.org/2000/svg">
    <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" class="app-picture__head"/></marker></defs>
    ${arrows.map(({ from, to }) => {
      const [above, below] = [find.get(from), find.get(to)]
      return (
        above && below && html`<path class="app-picture__arrow" marker-end="url(#arrow)" d="${curve(above, below)}"/>`
      )
    })}
    ${placed.map(drawn)}
  </svg>`
}

const drawn = (one: Placed): Html => {
  const lines = wrapped(one.label, 22).slice(0, 3)
  const by = wrapped(one.by, 30).slice(0, 2)
  return html`<g>
    <rect class="app-picture__step" x="${one.x}" y="${one.y}" width="${box.width}" height="${box.height}" rx="3"/>
    <text class="app-picture__label" x="${one.x + 10}" y="${one.y + 20}">${lines.map((line, index) => html`<tspan x="${one.x + 10}" dy="${index === 0 ? 0 : lineHeight}">${line}</tspan>`)}</text>
    <text class="app-picture__by" x="${one.x + 10}" y="${one.y + box.height - 24 - (by.length - 1) * 14}">${by.map((line, index) => html`<tspan x="${one.x + 10}" dy="${index === 0 ? 0 : 14}">${line}</tspan>`)}</text>
    <text class="app-picture__clause" x="${one.x + 10}" y="${one.y + box.height - 9}">${one.clause}${one.to.length > 0 && ` → ${shortened(one.to.join(', '), 19)}`}</text>
  </g>`
}

/** Rows of more than five go on below; each row is set in the middle. */
function place(rows: Picture['rows']): Placed[] {
  const lines = rows.flatMap(row =>
    Array.from({ length: Math.ceil(row.length / box.across) }, (_, line) =>
      row.slice(line * box.across, (line + 1) * box.across),
    ),
  )
  return lines.flatMap((line, down) => {
    const left = ((box.across - line.length) * (box.width + box.gapAcross)) / 2
    return line.map((one, across) => ({
      ...one,
      x: left + across * (box.width + box.gapAcross),
      y: down * (box.height + box.gapDown),
    }))
  })
}

const curve = (above: Placed, below: Placed): string => {
  const [x1, y1, x2, y2] = [above.x + box.width / 2, above.y + box.height, below.x + box.width / 2, below.y - 2]
  const middle = (y1 + y2) / 2
  return `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`
}

const shortened = (words: string, most: number) =>
  words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words

function wrapped(words: string, most: number): string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
