/* The workbench over a store: the bar, the keys, reviews of whole sections, languages side by side, editions on a click. */
import { button, el, paused, say, saying } from "./dom.js"
import { Editor, states } from "./editor.js"
import { inline } from "./inline.js"
import { dialog, openList, openReplace } from "./list.js"
import { Model } from "./model.js"
import { Page } from "./page.js"
import { _, data, spoken } from "./words.js"

/* The texts of a domain, where they stand, and their editor. */
function deskOf(store, ...about) {
  const model = new Model(store, ...about)
  const page = new Page(model, (id, host) => editor.open(id, host))
  const editor = new Editor(model, page, store)
  return { model, page, editor }
}

export async function begin(store, words) {
  const desks = [deskOf(store)]
  const [{ model, page, editor }] = desks
  const bar = new Bar(desks, store)
  document.querySelector(".bar").replaceChildren(...bar.children())
  await model.load().catch((error) => say(error.message, "wrong"))
  page.begin()
  bar.paper()
  addEventListener("keydown", (event) => bar.key(event))
  addEventListener("beforeunload", () => Editor.opened?.close(false))
  store.listen?.((event) => bar.hear(event))
  const asked = decodeURIComponent(location.hash.slice(1))
  if (model.texts.has(asked)) editor.open(asked)
  document.body.dataset.ready = "true"
  if (document.querySelector("[data-domain]")) {
    const theme = desks[1] = deskOf(words, "interface", { locale: "en", direction: "ltr" })
    await theme.model.load().then(() => theme.page.begin()).catch((error) => say(error.message, "wrong"))
  }
  if (data.fonts === false) document.head.append(el("link", { rel: "stylesheet", href: "/fonts/fonts.css" }))
}

class Bar {
  constructor(desks, store) {
    const [{ model }] = desks
    Object.assign(this, { desks, model, store })
    this.meter = el("progress", { "aria-label": _("Progress") })
    this.words = el("span", { class: "small" })
    this.job = el("span", { class: "small", role: "status" })
    this.refresh = paused(saying(() => Promise.all(desks.map((one) => one.model.refresh()))), 100)
    model.addEventListener("progress", ({ detail }) => {
      this.meter.max = detail.total || 1
      this.meter.value = detail.done
      this.words.textContent = _("{done} of {total} words", detail)
    })
  }

  /* The one that is open, else the document's. */
  get editor() { return (this.desks.find((one) => one.editor.id) || this.desks[0]).editor }

  children() {
    const { model, store } = this
    const [{ editor }] = this.desks
    const name = el("input", { type: "text", value: model.by, "aria-label": _("Your name"), placeholder: "Anna Petrova <anna@example.org>",
      onchange: ({ target }) => (model.by = target.value.trim()) })
    this.reviewing = button(_("Review"), () => this.review(), "Alt+V", { "aria-pressed": "false" })
    return [el("div", { class: "line", ...spoken },
      store.offline ? null : el("a", { class: "home", href: "/" }, _("Board")),
      el("span", { ...{ lang: data.locale, dir: data.direction } }, data.name),
      this.meter, this.words,
      button(_("Next left to do"), () => this.editor.move(1, (text) => this.editor.wanted(text)), "Alt+N"),
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

  /* Asks where the texts stand in the last PDF. */
  async paper() {
    this.model.paper = await this.store.pages?.().catch(() => null)
    if (this.editor.id) this.editor.showPages()
  }

  /* Another language beside every text. */
  async aside(locale) {
    document.querySelectorAll(".text-other").forEach((one) => one.remove())
    document.body.classList.toggle("aside", Boolean(locale))
    if (!locale) return
    const found = await this.store.other(locale)
    for (const host of document.querySelectorAll("main .text:not([data-domain])")) {
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

  accept = saying(async (section) => {
    await this.model.queue
    const ids = [...new Set([...section.querySelectorAll(".text:not([data-domain])")].map((host) => host.dataset.text))].filter((id) => {
      const text = this.model.texts.get(id)
      return text && text.state !== "reviewed" && text.state !== "untranslated"
    })
    if (!ids.length) return say(_("Nothing is left to do here."))
    this.model.takeAll(await this.store.review(ids, this.model.by))
  })

  build() {
    this.job.textContent = _("The PDF is being made …")
    this.store.build("pdf").catch((error) => (this.job.textContent = error.message))
  }

  hear(event) {
    if (event.kind === "again" || event.kind === "source" || (event.kind === "catalog" && event.locale === data.locale && this.desks.some((one) => one.model.domain === event.domain))) this.refresh()
    if (event.kind !== "build" || event.document !== data.domain || event.locale !== data.locale) return
    if (event.state === "done") {
      this.paper()
      const address = `/built/${event.locale}/${event.document}/${event.format}`
      this.job.replaceChildren(el("a", { href: address, target: "_blank" }, _("The PDF is ready")))
    } else this.job.textContent = event.said || _("The PDF is being made …")
  }

  /* A key is its button; some have none. */
  key(event) {
    const keys = [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift", event.code.replace(/^(Key|Digit|Numpad)/, "")]
    const key = keys.filter(Boolean).join("+")
    if (!/^(Ctrl|Alt|Escape)/.test(key) || document.querySelector("dialog")) return
    const { editor } = this
    const acts = { "Alt+ArrowDown": () => editor.move(1), "Alt+ArrowUp": () => editor.move(-1), "Alt+Z": () => editor.undo() }
    const found = document.querySelector(`.editor [title="${key}"], .bar [title="${key}"]`)
    if (!acts[key] && !found) return
    event.preventDefault()
    acts[key] ? acts[key]() : found.click()
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
