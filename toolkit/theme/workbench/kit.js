/* The store that is one file on a disk: what is saved stays in this browser until it goes back as a PO patch. */
import { button, el, say } from "./dom.js"
import { memory } from "./model.js"
import { _, data } from "./words.js"
import { begin } from "./work.js"

const KEY = `workbench ${data.kit} ${data.locale} ${data.domain} saved`
const LONGEST_MAIL = 1500
const steps = []
const quoted = (text) => `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n").replace(/\t/g, "\\t")}"`

const saved = memory.get(KEY) || {}

function write() {
  if (!memory.set(KEY, saved)) say(_("This browser keeps nothing: save the changes as a file before you close it."), "wrong")
}

function now(text) {
  const { state, ...change } = saved[text.id] || {}
  const found = { ...text, ...change, state: state || text.state }
  return { ...found, previous: found.state === "outdated" ? text.previous : "" }
}

const given = (id) => data.texts.find((one) => one.id === id)

function keep(id, change) {
  steps.push([id, saved[id]])
  saved[id] = { ...saved[id], ...change }
  write()
  return { texts: [now(given(id))], refused: [] }
}

/* The changed texts as a PO file that `polyedition import` takes back. */
function patch(by) {
  const date = new Date().toISOString()
  const head = {
    "Project-Id-Version": data.domain, "PO-Revision-Date": `${date.slice(0, 10)} ${date.slice(11, 16)}+0000`,
    "Last-Translator": by, Language: data.locale, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit", "X-Generator": "polyedition kit",
  }
  const lines = ['msgid ""', 'msgstr ""', ...Object.entries(head).map(([name, value]) => quoted(`${name}: ${value}\n`))]
  for (const text of data.texts.filter((one) => saved[one.id])) {
    const { texts, state, notes } = now(text)
    const fresh = notes.filter((note) => !text.notes.includes(note))
    lines.push("", ...fresh.map((note) => `# ${note}`), `# handed out: ${text.sent}`)
    if (["draft", "outdated"].includes(state)) lines.push("#, fuzzy")
    lines.push(`msgctxt ${quoted(text.id)}`, `msgid ${quoted(text.source)}`, `msgstr ${quoted(texts[0])}`)
  }
  return `${lines.join("\n")}\n`
}

const name = () => `${data.domain}.${data.locale}.po`

function download(by) {
  const address = URL.createObjectURL(new Blob([patch(by)], { type: "text/x-gettext-translation" }))
  el("a", { href: address, download: name() }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10000)
}

function mail(by) {
  let body = patch(by)
  if (encodeURIComponent(body).length > LONGEST_MAIL) {
    download(by)
    body = _("The changes are in the file {name}: please attach it.", { name: name() })
  }
  location.href = `mailto:${data.mail}?subject=${encodeURIComponent(name())}&body=${encodeURIComponent(body)}`
}

begin({
  offline: true,
  texts: async () => data.texts.map(now),
  save: async ([{ id, texts, done }]) => {
    const text = now(given(id))
    const left = text.state === "untranslated" ? "draft" : text.state === "reviewed" ? "translated" : text.state
    return keep(id, { texts, state: texts.some(Boolean) ? (done ? "translated" : left) : "untranslated" })
  },
  note: async (id, note, by) => keep(id, { notes: [...now(given(id)).notes, by ? `${by.split("<")[0].trim()}: ${note}` : note] }),
  undo: async () => {
    const [id, before] = steps.pop() || []
    if (!id) return { texts: [] }
    if (before) saved[id] = before
    else delete saved[id]
    write()
    return { texts: [now(given(id))] }
  },
  beside: async (text) => data.beside[text.id],
  buttons: (model) => [
    button(_("Save the changes as a file"), () => download(model.by), "", { class: "button main" }),
    button(_("Send them by mail"), () => mail(model.by)),
  ],
})
