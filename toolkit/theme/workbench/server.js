/* The store that is the server: every text is in its catalog when it answers. */
import { data } from "./words.js"

async function asked(name, given, method) {
  const query = method === "GET" ? `?${new URLSearchParams(given)}` : ""
  const body = method === "GET" ? {} : { body: JSON.stringify(given), headers: { "content-type": "application/json" } }
  const answer = await fetch(`/api/${name}${query}`, { method, ...body })
  const found = await answer.json().catch(() => ({ error: `${answer.status}` }))
  if (!answer.ok) throw Object.assign(new Error(found.error || `${answer.status}`), { said: true })
  return found
}

export const tell = (name, given = {}) => asked(name, given, "GET")
export const ask = (name, given = {}) => asked(name, given, "POST")

/* Listens to what happens; told again after every break of the connection, since something may have been missed. */
export function listen(hear) {
  const events = new EventSource("/api/events")
  let begun = false
  events.onopen = () => {
    if (begun) hear({ kind: "again" })
    begun = true
  }
  events.onmessage = (event) => hear(JSON.parse(event.data))
  return events
}

/* The store of a domain in the page's language. */
export function storeOf(domain) {
  const where = { locale: data.locale, domain }
  return {
    offline: false,
    texts: () => tell("texts", where),
    failing: () => tell("failing", where),
    pages: () => tell("pages", where),
    other: (locale) => tell("other", { domain, with: locale }),
    save: (edits, by, other = domain) => ask("save", { ...where, domain: other, edits, by }),
    review: (ids, by, withdraw = false) => ask("review", { ...where, ids, by, withdraw }),
    sendBack: (ids, note, by) => ask("return", { ...where, ids, note, by }),
    note: (id, note, by) => ask("note", { ...where, id, note, by }),
    undo: () => ask("undo"),
    render: (texts) => ask("render", { ...where, texts }),
    check: (id, texts) => ask("check", { ...where, id, texts }),
    beside: (text) => ask("beside", { ...where, id: text.id, source: text.source, previous: text.previous }),
    draft: (id, provider) => ask("draft", { ...where, id, provider }),
    replace: (given) => ask("replace", { locale: data.locale, ...given }),
    build: (format) => ask("build", { ...where, format }),
    listen,
  }
}
