/* The editor of one text, in its place: the original above, the translation in a native field, and what helps beside it. */
import { Beside } from "./beside.js"
import { button, el, fill, paused, say, saying } from "./dom.js"
import { _, data, spoken } from "./words.js"

/* TRANSLATORS: states of a text. */
export const states = () => ({
  untranslated: _("untranslated"),
  outdated: _("outdated"),
  draft: _("draft"),
  translated: _("translated"),
  reviewed: _("reviewed"),
})

export class Editor {
  constructor(model, page, store) {
    Object.assign(this, { model, page, store, id: null, element: null })
    this.check = paused(() => this.look(), 250)
    model.addEventListener("text", ({ detail }) => detail.text.id === this.id && this.refreshed(detail.text))
  }

  get text() { return this.model.texts.get(this.id) }

  open(id, host = this.page.hosts(id)[0]) {
    const text = this.model.texts.get(id)
    if (!text || !host || this.id === id) return
    Editor.opened?.close(false)
    Editor.opened = this
    this.id = id
    this.host = host
    this.lines = this.page.lines(id)
    host.tabIndex = -1
    host.classList.add("open")
    this.element = this.make(text)
    this.page.place(host).after(this.element)
    this.fields.forEach((field) => this.grow(field))
    this.fields[0].focus({ preventScroll: true })
    this.element.scrollIntoView({ block: "nearest" })
    this.look()
    this.beside.load(text)
  }

  make(text) {
    this.fields = this.model.now(text).map((words, form) => this.field(text, words, form))
    this.beside = new Beside(this)
    this.status = el("p", { class: "state" })
    this.length = el("p", { class: "length" })
    this.pages = el("p", { class: "length" })
    this.conflict = el("div", { class: "conflict", role: "alert" })
    const original = { class: "source", lang: this.model.source.locale, dir: this.model.source.direction }
    const element = el("section", { class: "editor", ...spoken, "aria-label": text.place || text.id },
      el("p", { class: "place" }, text.place || text.id),
      el("div", original, text.source, text.plural ? el("p", {}, text.plural) : null),
      this.conflict,
      this.fields,
      el("div", { class: "facts" }, this.status, this.length, this.pages),
      el("div", { class: "acts" }, this.acts(text)),
      this.beside.element)
    this.showState(text)
    this.showConflict(text)
    return element
  }

  field(text, words, form) {
    const label = text.texts.length > 1 ? _("Translation") + ` ${form + 1}` : _("Translation")
    const attributes = { lang: data.locale, dir: data.direction, spellcheck: "true", rows: 1, "aria-label": label }
    const field = el("textarea", { ...attributes, oninput: () => this.typed() })
    field.value = words
    return field
  }

  acts(text) {
    const reviews = this.store.review ? [
      button(_("Confirm and review"), () => this.confirm(true), "Ctrl+Shift+Enter"),
      button(_("Send back"), () => this.sendBack(), "Alt+J"),
    ] : []
    return [
      button(_("Confirm"), () => this.confirm(), "Ctrl+Enter", { class: "button main" }),
      ...reviews,
      button(_("Copy the original"), () => this.set([text.source, ...text.texts.slice(1).map(() => text.plural)]), "Alt+C"),
      button(_("Undo"), () => this.undo(), "Alt+Z"),
      button(_("Close"), () => this.close(), "Escape"),
    ]
  }

  typed(origin = "") {
    const texts = this.fields.map((field) => field.value)
    this.model.type(this.id, texts, origin)
    this.page.show(this.text)
    this.fields.forEach((field) => this.grow(field))
    this.measure()
    this.check()
  }

  grow(field) {
    if (CSS.supports("field-sizing", "content")) return
    field.style.blockSize = "auto"
    field.style.blockSize = `${field.scrollHeight + 2}px`
  }

  /* Puts texts into the fields, as if they had been typed. */
  set(texts, origin = "") {
    this.fields.forEach((field, form) => {
      field.focus()
      field.select()
      // The browser's own undo goes on working.
      if (!document.execCommand("insertText", false, texts[form] ?? texts[0])) field.value = texts[form] ?? texts[0]
    })
    this.typed(origin)
    this.fields[0].focus()
  }

  measure() {
    const written = this.fields.reduce((sum, field) => sum + field.value.length, 0)
    const share = Math.round((100 * written) / (this.text.source.length || 1))
    const more = this.page.lines(this.id) - this.lines
    const parts = [_("{number} characters, {share} % of the original", { number: written, share })]
    const number = (more > 0 ? "+" : "−") + Math.abs(more)
    if (more) parts.push(_("lines in the page: {number}", { number }))
    this.length.textContent = parts.join(" · ")
  }

  /* What all that was written since does to the pages of the last PDF: an estimate from where the PDF's texts stand. */
  showPages() {
    const { paper, texts } = this.model
    const page = paper?.places[this.id]
    if (!page) return this.pages.replaceChildren()
    const date = new Date(paper.built).toLocaleString(data.language, { dateStyle: "short", timeStyle: "short" })
    const parts = [_("PDF of {date}: about page {page} of {pages}", { date, page, pages: paper.pages })]
    if (paper.lengths) {
      let letters = 0
      for (const text of texts.values()) letters += (this.model.now(text)[0] || text.source).length - (paper.lengths[text.id] || 0)
      const number = paper.pages + Math.ceil((letters * paper.letter - paper.free) / paper.body)
      parts.push(_("with what was written since, about {number} pages", { number }))
    }
    this.pages.textContent = parts.join("; ")
  }

  /* What the checks say, and the text as the server's writer shows it. */
  async look() {
    const { id } = this
    if (!id) return
    this.measure()
    this.showPages()
    const texts = this.fields.map((field) => field.value)
    if (!this.store.check || !texts.some(Boolean)) return this.beside.showFindings([])
    const found = await this.store.check(id, texts).catch(() => null)
    if (!found || id !== this.id || texts.some((one, form) => one !== this.fields[form].value)) return
    if (found.html && !this.model.plain) {
      for (const host of this.page.hosts(id)) if (!host.closest(".others")) fill(host, found.html)
    }
    this.beside.showFindings(found.findings)
    this.measure()
  }

  /* The text has changed in the catalog, by this page or by another program. */
  refreshed(text) {
    if (!text.typed) {
      text.texts.forEach((words, form) => {
        if (this.fields[form].value !== words) this.fields[form].value = words
        this.grow(this.fields[form])
      })
    }
    this.showState(text)
    this.showConflict(text)
    this.beside.showNotes(text)
  }

  showState(text) {
    const saved = text.typed ? _("not saved yet") : _("saved")
    const who = text.reviewers.length ? " · " + _("Reviewed by") + " " + text.reviewers.join(", ") : ""
    this.status.replaceChildren(el("span", { class: "chip", "data-state": text.state }, states()[text.state]), ` ${saved}${who}`)
  }

  showConflict(text) {
    const others = text.theirs ? [text.theirs[0]] : text.conflicts
    const language = { lang: data.locale, dir: data.direction }
    this.conflict.replaceChildren(...others.flatMap((words) => [
      el("p", {}, el("strong", {}, _("Somebody else's text:")), " ", el("span", language, words)),
      button(_("Take this one"), () => (text.theirs ? this.model.choose(text.id, false) : this.set([words]))),
      text.theirs ? button(_("Keep mine"), () => this.model.choose(text.id, true)) : "",
    ]))
  }

  async confirm(review = false) {
    const { id } = this
    if (!this.fields.every((field) => field.value.trim())) return say(_("The translation is empty."), "wrong")
    const next = this.model.near(id, 1, (text) => this.wanted(text))
    const done = saying(async () => (await this.model.save(id, true)) && review && this.model.takeAll(await this.store.review([id], this.model.by)))()
    if (next) return this.open(next)
    this.close()
    done.then(() => say(_("Nothing is left to do here.")))
  }

  /* What the next text must be: left to do, or, while reviewing, not reviewed. */
  wanted(text) {
    return document.body.classList.contains("reviewing") ? text.state !== "reviewed" && text.state !== "untranslated" : this.model.isLeft(text)
  }

  sendBack = saying(async () => {
    const { id, beside } = this
    const note = beside.note.value.trim()
    if (!note) {
      beside.note.focus()
      return say(_("Write a note first: what should be otherwise?"))
    }
    await this.model.save(id)
    this.model.takeAll(await this.store.sendBack([id], note, this.model.by))
    beside.note.value = ""
    const next = this.model.near(id, 1, (text) => this.wanted(text))
    if (next) this.open(next)
  })

  undo = saying(async () => {
    await this.model.queue
    const found = await this.store.undo()
    if (!found.domain || (found.domain === this.model.domain && found.locale === data.locale)) this.model.takeAll(found)
    say(found.texts.length ? _("Undone.") : _("There is nothing to undo."))
  })

  move(step, wanted) {
    const next = this.id ? this.model.near(this.id, step, wanted) : [...this.model.texts.values()].find(wanted || Boolean)?.id
    if (next) this.open(next)
    else say(_("Nothing is left to do here."))
  }

  close(focus = true) {
    if (!this.id) return
    const { id } = this
    if (this.text.typed) this.model.save(id)
    this.element.remove()
    this.host.tabIndex = 0
    this.host.classList.remove("open")
    this.id = null
    if (focus) this.page.focus(id)
  }
}
