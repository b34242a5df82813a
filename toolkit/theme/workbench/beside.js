/* What stands beside an open text: findings, the change of the original, matches, terms, neighbours, notes, a machine's draft. */
import { button, compared, el, saying } from "./dom.js"
import { _, data } from "./words.js"

const target = { lang: data.locale, dir: data.direction }

export class Beside {
  constructor(editor) {
    this.editor = editor
    this.source = { lang: editor.model.source.locale, dir: editor.model.source.direction }
    this.matches = []
    this.parts = {}
    const names = ["findings", "change", "earlier", "matches", "terms", "same", "near", "notes", "draft"]
    for (const name of names) this.parts[name] = el("div", { "data-part": name })
    this.note = el("input", { type: "text", "aria-label": _("Note"), onkeydown: (event) => {
      if (event.key === "Enter" && !event.ctrlKey) this.addNote()
    } })
    this.element = el("div", { class: "beside" }, Object.values(this.parts))
    this.showNotes(editor.text)
    this.showNear(editor.text)
    this.showDraft()
  }

  part(name, title, children) {
    this.parts[name].replaceChildren(...(children.length ? [el("h2", {}, title), ...children] : []))
  }

  async load(text) {
    const { source } = this
    const found = await this.editor.store.beside(text).catch(() => null)
    if (!found || this.editor.id !== text.id) return
    this.part("change", _("What has changed in the original"),
      found.change.length ? [el("p", source, compared(found.change))] : [])
    this.part("earlier", _("Earlier translations"), found.earlier.map((one) => el("p", {},
      el("span", target, one.texts[0]), el("span", { class: "small" }, ` ${one.who}, ${one.date}`))))
    this.matches = found.matches
    this.part("matches", _("Translated before"), found.matches.map((one, number) => el("div", { class: "match" },
      el("p", target, one.text),
      one.score < 100 ? el("p", { ...source, class: "small" }, compared(one.parts)) : null,
      button(_("Use") + ` ${one.score} %`, () => this.use(number), `Alt+${number + 1}`),
      el("span", { class: "small" }, ` ${one.document}`))))
    this.part("terms", _("Terms"), found.terms.length ? [el("dl", {}, found.terms.flatMap((one) => [
      el("dt", source, one.source),
      el("dd", {}, one.text ? button(one.text, () => this.insert(one.text), "", target) : "—",
        one.forms.length ? el("span", { ...target, class: "small" }, ` ${one.forms.join(", ")}`) : null,
        one.about ? el("span", { class: "small" }, ` ${one.about}`) : null,
        one.forbidden.length ? el("span", { class: "small" }, " ", _("not:"), " ", el("span", target, one.forbidden.join(", "))) : null),
    ]))] : [])
    this.part("same", _("The same text elsewhere"), found.same.map((one) => el("p", {},
      el("span", { class: "small" }, `${one.document} › ${one.place}: `), el("span", target, one.text || "—"))))
  }

  use(number) { this.editor.set([this.matches[number].text]) }

  /* Puts a term where the cursor is. */
  insert(words) {
    const field = this.editor.fields[0]
    field.focus()
    if (!document.execCommand("insertText", false, words)) field.setRangeText(words)
    this.editor.typed()
  }

  showFindings(found) {
    this.editor.fields.forEach((field) => field.setAttribute("aria-invalid", found.some((one) => one.severity === "error")))
    this.part("findings", _("Checks"), found.map((one) => el("p", { class: one.severity },
      el("span", {}, one.message),
      one.hint ? el("span", { class: "small" }, ` – ${one.hint}`) : null,
      one.mend ? button(_("Mend"), () => this.mend(one.mend)) : null)))
  }

  mend([form, words]) { this.editor.set(this.editor.fields.map((field, place) => (place === form ? words : field.value))) }

  showNear(text) {
    const { model } = this.editor
    const near = [model.near(text.id, -1), model.near(text.id, 1)].filter((id) => id && id !== text.id)
    this.part("near", _("Before and behind it"), near.map((id) => {
      const one = model.texts.get(id)
      const [words] = model.now(one)
      return el("p", words ? target : this.source, words || one.source)
    }))
  }

  showNotes(text) {
    if (!text) return
    if (!this.notes) { // once: a field that is put in again loses what holds the keyboard
      this.notes = el("div")
      const line = el("div", { class: "line" }, this.note, button(_("Add a note"), () => this.addNote()))
      this.part("notes", _("Notes"), [this.notes, line])
    }
    this.notes.replaceChildren(...text.notes.map((note) => el("p", { dir: "auto" }, note)))
  }

  addNote = saying(async () => {
    const note = this.note.value.trim()
    const { model, store, id } = this.editor
    if (!note) return
    model.takeAll(await store.note(id, note, model.by))
    this.note.value = ""
  })

  showDraft() {
    const providers = data.providers || []
    if (!providers.length) return
    const choice = el("select", { "aria-label": _("Machine"), onchange: () => tell() },
      providers.map((one) => el("option", { value: one.name }, one.name)))
    const sentence = el("p", { class: "small" })
    const tell = () => {
      const one = providers.find(({ name }) => name === choice.value)
      sentence.textContent = one.leaves
        ? _("This text leaves your machine: it is sent to {service}.", { service: one.service })
        : _("Nothing leaves your machine.")
    }
    this.part("draft", _("Machine draft"), [
      el("div", { class: "line" }, choice, button(_("Draft"), () => this.draft(choice.value), "Alt+M")), sentence,
    ])
    tell()
  }

  draft = saying(async (provider) => {
    const { id } = this.editor
    const found = await this.editor.store.draft(id, provider)
    if (id === this.editor.id) this.editor.set(found.texts, found.origin)
  })
}
