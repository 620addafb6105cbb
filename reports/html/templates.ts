import Handlebars from 'handlebars'
import type { ReportText } from '../../grader/text.ts'
import check from './check.hbs'
import evidence from './evidence.hbs'
import page from './page.hbs'
import part from './part.hbs'
import source from './source.hbs'
import style from './style.css'
import type { View } from './view.ts'

/** Escaped text in which `code` between backticks is set as code. */
function marked(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((piece, index) => {
      const escaped = Handlebars.escapeExpression(index % 2 === 1 ? piece.slice(1, -1) : piece)
      return index % 2 === 1 ? `<code>${escaped}</code>` : escaped
    })
    .join('')
}

/** A text in both languages, of which the style sheet shows one; a string stands for itself. */
function both(text: string | ReportText): Handlebars.SafeString {
  if (typeof text === 'string') return new Handlebars.SafeString(marked(text))
  if (text.en === text.zh) return new Handlebars.SafeString(marked(text.en))
  return new Handlebars.SafeString(
    `<span class="en" lang="en">${marked(text.en)}</span><span class="zh" lang="zh-Hans">${marked(text.zh)}</span>`,
  )
}

const handlebars = Handlebars.create()
handlebars.registerHelper('both', both)
const partials = { check, evidence, part, source }
for (const [name, template] of Object.entries(partials)) handlebars.registerPartial(name, template)

const template = handlebars.compile<View & { style: string }>(page, { strict: true })

/** The page as one self-contained document. */
export function pageOf(view: View): string {
  return template({ ...view, style })
}
