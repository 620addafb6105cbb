import Handlebars from 'handlebars'
import template from './page.hbs'
import { pageViewOf, type PageView } from './page-view.ts'
import type { Result } from './result.ts'
import style from './style.css'

const fill = Handlebars.create().compile<PageView & { style: string }>(template, { strict: true })

/** The result as one self-contained page; no script, nothing fetched. */
export async function pageOf(result: Result): Promise<string> {
  return fill({ ...(await pageViewOf(result)), style })
}
