/* The texts where they stand in the page: shown live, rendered when they come into sight, opened by a click or by Tab. */
import { el, fill, paused } from "./dom.js"
import { inline } from "./inline.js"
import { _, data } from "./words.js"

const BATCH = 60

export class Page {
  constructor(model, open) {
    this.model = model
    this.open = open
    this.waiting = new Set()
    this.quiet = false
    this.renderWaiting = paused(() => this.renderSome(), 20)
    this.seen = new IntersectionObserver((entries) => {
      for (const { target } of entries.filter((one) => one.isIntersecting)) {
        this.seen.unobserve(target)
        this.waiting.add(target)
      }
      if (this.waiting.size) this.renderWaiting()
    }, { rootMargin: "50%" })
    document.addEventListener("click", (event) => this.click(event))
    document.addEventListener("focusin", ({ target }) => {
      if (!this.quiet && target.matches?.(".text") && this.owns(target) && target.matches(":focus-visible")) this.open(target.dataset.text, target)
    })
    model.addEventListener("text", ({ detail }) => this.show(detail.text, detail.html))
  }

  /* Makes the page live, or makes the page where there is no edition. */
  begin() {
    if (data.kind === "list") this.makeList()
    this.index = new Map()
    for (const host of document.querySelectorAll("[data-text]")) {
      const { text } = host.dataset
      if (this.owns(host)) this.index.set(text, [...(this.index.get(text) || []), host])
    }
    if (!this.model.whole) return this.beginWords()
    this.links = new Map([...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]))
    for (const host of document.querySelectorAll("[data-later]")) this.seen.observe(host)
    for (const text of this.model.texts.values()) if (text.typed || !this.matches(text)) this.show(text)
    for (const line of document.querySelectorAll(".others ul")) {
      line.before(el("h2", { lang: data.language, dir: data.languageDirection }, _("Texts of title page and records")))
    }
  }

  owns(host) { return (host.dataset.domain || data.domain) === this.model.domain }

  /* The theme's words: which form of each stands in the page, and what the page has filled in. */
  beginWords() {
    for (const [id, text] of this.model.texts) {
      if (!this.index.has(id)) this.model.texts.delete(id)
      for (const host of this.hosts(id)) {
        const forms = text.texts.some(Boolean) ? text.texts : [text.source, text.plural || text.source]
        host.form = forms.findIndex((words) => {
          const parts = words.split(/\{(\w+)\}/)
          const found = parts.length < 8 && host.textContent.length < 400 && new RegExp(`^${parts.map((part, place) => (place % 2 ? "([^]*?)" : part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))).join("")}$`, "u").exec(host.textContent)
          if (found) host.values = Object.fromEntries(found.slice(1).map((value, place) => [parts[2 * place + 1], value]))
          return found
        })
      }
      if (text.typed) this.show(text)
    }
  }

  /* A text without markup as its place shows it; what stands there already where nobody knows how. */
  filled(host, text) {
    const { form = 0, values = {} } = host
    const words = this.model.now(text)[form] || (form && text.plural) || text.source
    return form < 0 ? host.textContent : words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all)
  }

  matches(text) {
    const host = this.hosts(text.id)[0]
    return !host || host.dataset.state === text.state || host.dataset.state === "source"
  }

  makeList() {
    const list = el("ul", { class: "words" })
    for (const text of this.model.texts.values()) {
      const attributes = { class: "text", "data-text": text.id, "data-state": text.state, tabindex: 0 }
      list.append(el("li", {}, el("span", attributes, text.texts[0] || text.source)))
      if (!text.texts[0]) this.say(list.lastChild.firstChild, true)
    }
    document.getElementById("content").replaceChildren(el("h1", {}, document.title), list)
  }

  hosts(id) { return this.index?.get(id) || [] }

  click(event) {
    const host = event.target.closest?.(".text")
    if (!host || !this.owns(host)) return
    if (event.target.closest("a, summary")) event.preventDefault()
    if (!getSelection().isCollapsed) return
    this.open(host.dataset.text, host)
  }

  /* A text as it is now; with the server's own HTML where that is there. */
  show(text, html) {
    const [words] = this.model.now(text)
    for (const host of this.hosts(text.id)) {
      host.dataset.state = text.state
      host.classList.toggle("unsaved", Boolean(text.typed))
      host.classList.toggle("failing", Boolean(this.model.failing[text.id]))
      if (this.model.plain) host.textContent = this.filled(host, text)
      else if (html) fill(host, html)
      else if (!host.closest(".others") && !host.querySelector("figcaption")) {
        host.replaceChildren(...inline(words || text.source, host.querySelectorAll("img")))
        if (!text.typed && !this.model.store.offline) this.seen.observe(host)
      } else if (host.closest(".others")) host.textContent = words || text.source
      this.say(host, !words)
    }
    const link = this.links?.get(text.id)
    const host = link && this.hosts(text.id)[0]
    if (host) link.textContent = host.textContent
  }

  /* Says which language a text is in: the original's where it is not translated. */
  say(host, isOriginal) {
    if (!isOriginal) return ["lang", "dir"].forEach((name) => host.removeAttribute(name))
    host.lang = this.model.source.locale
    host.dir = this.model.source.direction
  }

  async renderSome() {
    const batch = [...this.waiting].slice(0, BATCH)
    batch.forEach((host) => this.waiting.delete(host))
    const texts = {}
    for (const host of batch) {
      const text = this.model.texts.get(host.dataset.text)
      if (text && !text.typed && !host.closest(".others")) texts[text.id] = text.texts[0]
    }
    const found = Object.keys(texts).length ? await this.model.store.render(texts).catch(() => ({})) : {}
    for (const host of batch) {
      delete host.dataset.later
      const text = this.model.texts.get(host.dataset.text)
      if (text && found[text.id] && !text.typed && text.texts[0] === texts[text.id]) fill(host, found[text.id])
    }
    if (this.waiting.size) this.renderSome()
  }

  /* How many lines a text takes in the page. */
  lines(id) {
    const host = this.hosts(id)[0]
    const tops = new Set([...(host?.getClientRects() || [])].map((box) => Math.round(box.top)))
    return tops.size
  }

  /* The element behind which the editor of a text stands. */
  place(host) {
    const inside = host.closest("summary, nav") || host.closest("table, dl, figure, h1, h2, h3, h4, h5, h6, p")
    return (inside?.contains(host) && inside) || host
  }

  /* Puts the keyboard back to a text without opening it. */
  focus(id) {
    this.quiet = true
    this.hosts(id)[0]?.focus()
    this.quiet = false
  }
}
