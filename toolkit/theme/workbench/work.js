/* The workbench over a store: the bar, the keys, reviews of whole sections, languages side by side, editions on a click. */
import { button, el, paused, say } from "./dom.js"
import { Editor, states } from "./editor.js"
import { inline } from "./inline.js"
import { dialog, openList, openReplace } from "./list.js"
import { Model } from "./model.js"
import { Page } from "./page.js"
import { _, data, spoken } from "./words.js"

export async function begin(store) {
  const model = new Model(store)
  const page = new Page(model, (id, host) => editor.open(id, host))
  const editor = new Editor(model, page, store)
  const bar = new Bar(model, page, editor, store)
  document.querySelector(".bar").replaceChildren(...bar.children())
  await model.load().catch((error) => say(error.message, "wrong"))
  page.begin()
  addEventListener("keydown", (event) => bar.key(event))
  addEventListener("beforeunload", () => editor.close(false))
  store.listen?.((event) => bar.hear(event))
  const asked = decodeURIComponent(location.hash.slice(1))
  if (model.texts.has(asked)) editor.open(asked)
  document.body.dataset.ready = "true"
  if (data.fonts === false) document.head.append(el("link", { rel: "stylesheet", href: "/fonts/fonts.css" }))
}

class Bar {
  constructor(model, page, editor, store) {
    Object.assign(this, { model, page, editor, store })
    this.meter = el("progress", { "aria-label": _("Progress") })
    this.words = el("span", { class: "small" })
    this.job = el("span", { class: "small", role: "status" })
    this.refresh = paused(() => model.refresh().catch((error) => say(error.message, "wrong")), 100)
    model.addEventListener("progress", ({ detail }) => {
      this.meter.max = detail.total || 1
      this.meter.value = detail.done
      this.words.textContent = _("{done} of {total} words", detail)
    })
  }

  children() {
    const { model, editor, store } = this
    const name = el("input", { type: "text", value: model.by, "aria-label": _("Your name"), placeholder: "Anna Petrova <anna@example.org>",
      onchange: ({ target }) => (model.by = target.value.trim()) })
    this.reviewing = button(_("Review"), () => this.review(), "Alt+V", { "aria-pressed": "false" })
    return [el("div", { class: "line", ...spoken },
      store.offline ? null : el("a", { class: "home", href: "/" }, _("Board")),
      el("span", { ...{ lang: data.locale, dir: data.direction } }, data.name),
      this.meter, this.words,
      button(_("Next left to do"), () => editor.move(1, (text) => editor.wanted(text)), "Alt+N"),
      button(_("Texts"), () => openList(model, (id) => editor.open(id)), "Alt+L"),
      store.replace ? button(_("Find and replace"), () => openReplace(model), "Alt+R") : null,
      store.other && data.kind === "document" ? this.languages() : null,
      store.review ? this.reviewing : null,
      store.build && data.kind === "document" && data.formats.includes("pdf") ? [button("PDF", () => this.build(), "Alt+P"), this.job] : null,
      store.buttons ? store.buttons(model) : null,
      button(_("Keys"), () => this.keys(), "Alt+K"),
      el("label", {}, _("Your name"), " ", name))]
  }

  languages() {
    const choice = el("select", { "aria-label": _("Side by side"), onchange: () => this.aside(choice.value) },
      el("option", { value: "" }, _("Side by side")), data.others.map((tag) => el("option", { value: tag }, tag)))
    return choice
  }

  /* Another language beside every text. */
  async aside(locale) {
    document.querySelectorAll(".text-other").forEach((one) => one.remove())
    document.body.classList.toggle("aside", Boolean(locale))
    if (!locale) return
    const found = await this.store.other(locale)
    for (const host of document.querySelectorAll("main .text")) {
      const words = found.texts[host.dataset.text]
      if (words) host.after(el("span", { class: "text-other", lang: found.locale, dir: found.direction }, inline(words)))
    }
  }

  /* Reviewing: the sections can be accepted at once. */
  review() {
    const on = document.body.classList.toggle("reviewing")
    this.reviewing.setAttribute("aria-pressed", String(on))
    document.querySelectorAll(".accept").forEach((one) => one.remove())
    if (!on) return
    const sections = data.kind === "list" ? document.querySelectorAll("main") : document.querySelectorAll("main section:not(.editor)")
    for (const section of sections) {
      const act = button(_("Accept this section"), () => this.accept(section), "", { class: "button accept", ...spoken })
      section.querySelector("h1, h2, h3, h4, h5, h6")?.after(act)
    }
  }

  async accept(section) {
    await this.model.queue
    const ids = [...new Set([...section.querySelectorAll(".text")].map((host) => host.dataset.text))].filter((id) => {
      const text = this.model.texts.get(id)
      return text && text.state !== "reviewed" && text.state !== "untranslated"
    })
    if (!ids.length) return say(_("Nothing is left to do here."))
    try {
      this.model.takeAll(await this.store.review(ids, this.model.by))
    } catch (error) {
      say(error.message, "wrong")
    }
  }

  build() {
    this.job.textContent = _("The PDF is being made …")
    this.store.build("pdf").catch((error) => (this.job.textContent = error.message))
  }

  hear(event) {
    if (event.kind === "again" || event.kind === "source" || (event.kind === "catalog" && event.locale === data.locale && event.domain === data.domain)) this.refresh()
    if (event.kind !== "build" || event.document !== data.domain || event.locale !== data.locale) return
    if (event.state === "done") {
      const address = `/built/${event.locale}/${event.document}/${event.format}`
      this.job.replaceChildren(el("a", { href: address, target: "_blank" }, _("The PDF is ready")))
    } else this.job.textContent = event.said || _("The PDF is being made …")
  }

  key(event) {
    const { editor } = this
    if (event.key === "Escape" && !document.querySelector("dialog")) return editor.close()
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && editor.id) {
      event.preventDefault()
      return editor.confirm(event.shiftKey && Boolean(this.store.review))
    }
    if (!event.altKey || event.ctrlKey || event.metaKey) return
    const match = /^Digit([1-9])$/.exec(event.code)
    const act = match ? () => editor.beside?.use(Number(match[1]) - 1) : this.acts()[event.code]
    if (!act) return
    event.preventDefault()
    act()
  }

  acts() {
    const { editor, model, store } = this
    const opened = (act) => () => editor.id && act()
    return {
      KeyN: () => editor.move(1, (text) => editor.wanted(text)),
      ArrowDown: () => editor.move(1),
      ArrowUp: () => editor.move(-1),
      KeyL: () => openList(model, (id) => editor.open(id)),
      KeyR: () => store.replace && openReplace(model),
      KeyV: () => store.review && this.review(),
      KeyP: () => store.build && this.build(),
      KeyK: () => this.keys(),
      KeyZ: () => editor.undo(),
      KeyJ: opened(() => store.sendBack && editor.sendBack()),
      KeyM: opened(() => editor.beside.askMachine?.()),
      KeyC: opened(() => editor.set([editor.text.source, ...editor.text.texts.slice(1).map(() => editor.text.plural)])),
    }
  }

  keys() {
    const rows = [
      ["Tab", _("Open the next text")], ["Ctrl+Enter", _("Confirm")], ["Ctrl+Shift+Enter", _("Confirm and review")],
      ["Alt+N", _("Next left to do")], ["Alt+↓ Alt+↑", _("Before and behind it")], ["Alt+1 … 4", _("Use")],
      ["Alt+C", _("Copy the original")], ["Alt+M", _("Machine draft")], ["Alt+J", _("Send back")], ["Alt+Z", _("Undo")],
      ["Alt+V", _("Review")], ["Alt+L", _("Texts")], ["Alt+R", _("Find and replace")], ["Alt+P", "PDF"], ["Escape", _("Close")],
    ]
    dialog(_("Keys"), el("dl", { class: "keys" }, rows.flatMap(([key, words]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)])))
  }
}
