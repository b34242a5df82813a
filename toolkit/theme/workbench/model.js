/* The texts of the page, what was typed and is not saved yet, and the one way to save them. */
import { say } from "./dom.js"
import { _, data } from "./words.js"

const LEFT = new Set(["untranslated", "outdated", "draft"])
const PAUSE = 1000 /* milliseconds without a key after which a text is saved */
const AGAIN = 3000

const same = (first, second) => first.length === second.length && first.every((one, place) => one === second[place])
/* What the browser keeps; `set` is false where it keeps nothing: the server has all but the last keys. */
export const memory = {
  get: (key) => {
    try { return JSON.parse(localStorage.getItem(key)) } catch { return null }
  },
  set: (key, value) => {
    try { return value === null ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(value)), true } catch { return false }
  },
}

export class Model extends EventTarget {
  constructor(store, domain = data.domain, source = data.source) {
    super()
    Object.assign(this, { store, domain, source })
    this.whole = domain === data.domain /* else the theme's words, and of those only what the page shows */
    this.plain = data.kind === "list" || !this.whole
    this.texts = new Map()
    this.failing = {}
    this.queue = Promise.resolve()
    this.timers = new Map()
    this.prefix = `workbench ${data.kit || ""} ${data.locale} ${domain} `
    this.mine = new Set(memory.get(`${this.prefix}mine`) || [])
  }

  get by() { return memory.get("workbench by") ?? data.by }
  set by(name) { memory.set("workbench by", name) }

  /* Reads every text, and takes up what was typed before a crash. */
  async load() {
    for (const text of await this.store.texts()) this.texts.set(text.id, text)
    const back = []
    for (const text of this.texts.values()) {
      const kept = memory.get(this.prefix + text.id)
      if (kept && !same(kept.texts, text.texts)) back.push([text, kept])
      else if (kept) memory.set(this.prefix + text.id, null)
    }
    for (const [text, kept] of back) {
      Object.assign(text, { typed: kept.texts, seen: kept.base })
      this.changed(text)
      this.save(text.id)
    }
    if (back.length) say(_("Texts that were not saved have come back: {number}", { number: back.length }))
    this.progress()
  }

  /* What stands in the field: as typed, else as saved. */
  now(text) { return text.typed || text.texts }

  isLeft(text) { return LEFT.has(text.state) }

  /* Keeps what is typed, in the browser at once and in the catalog after a pause. */
  type(id, texts, origin = "") {
    const text = this.texts.get(id)
    text.seen ??= text.texts
    text.typed = texts
    text.made = origin
    memory.set(this.prefix + id, { texts, base: text.seen })
    clearTimeout(this.timers.get(id))
    this.timers.set(id, setTimeout(() => this.save(id), PAUSE))
  }

  /* Saves a text: finished (done), or as far as it is. */
  save(id, done = null, settles = false) {
    clearTimeout(this.timers.get(id))
    return (this.queue = this.queue.then(() => this.send(id, done, settles)))
  }

  async send(id, done, settles) {
    const text = this.texts.get(id)
    const texts = this.now(text)
    if (same(texts, text.texts) && (done === null || !this.isLeft(text)) && !settles) return this.settle(text, texts)
    if (text.theirs && !settles) return false
    const edit = { id, source: text.source, base: text.seen || text.texts, texts, done, origin: text.made || "" }
    edit.settles = settles || Boolean(done && text.conflicts.length)
    let found
    try {
      found = await this.store.save([edit], this.by)
    } catch (error) {
      say(error.said ? error.message : _("Not saved: the workbench does not answer. It is kept here and tried again."), "wrong")
      clearTimeout(this.timers.get(id))
      if (!error.said) this.timers.set(id, setTimeout(() => this.save(id, done), AGAIN))
      return false
    }
    if (found.refused.includes(id)) {
      const [theirs] = found.texts
      text.theirs = theirs.texts
      this.take(theirs)
      say(_("Somebody else has changed this text meanwhile. Choose one of the two."), "wrong")
      return false
    }
    this.mine.add(id)
    memory.set(`${this.prefix}mine`, [...this.mine])
    this.take(found.texts[0], found.html)
    return this.settle(text, texts)
  }

  /* Forgets what was typed if nothing was typed since. */
  settle(text, texts) {
    if (!text.typed || same(text.typed, texts)) {
      for (const name of ["typed", "seen", "made", "theirs"]) delete text[name]
      memory.set(this.prefix + text.id, null)
    } else {
      text.seen = texts
      memory.set(this.prefix + text.id, { texts: text.typed, base: texts })
    }
    this.changed(text)
    return true
  }

  /* Settles a conflict: mine, or theirs. */
  choose(id, mine) {
    const text = this.texts.get(id)
    if (mine) {
      text.seen = text.texts
      return this.save(id, true, true)
    }
    text.typed = undefined
    return Promise.resolve(this.settle(text, text.texts))
  }

  /* A text as the catalog has it. */
  take(found, html = {}) {
    const text = this.texts.get(found.id)
    if (!text) return
    Object.assign(text, found)
    this.changed(text, html[found.id])
    this.progress()
  }

  takeAll(found) {
    for (const one of found.texts) this.take(one, found.html)
    for (const [id, reason] of found.left || []) say(`${id}: ${reason}`, "wrong")
    return found
  }

  /* Reads again what may have changed on disk; what is being typed stays. */
  async refresh() {
    const before = new Map([...this.texts].map(([id, text]) => [id, [text.texts.join(), text.state, text.notes.length]]))
    const now = await this.store.texts()
    if (this.whole && (now.length !== this.texts.size || now.some((one) => !before.has(one.id)))) {
      say(_("The document has changed: load the page again."), "wrong")
    }
    for (const found of now) {
      const [texts, state, notes] = before.get(found.id) || []
      if (texts !== found.texts.join() || state !== found.state || notes !== found.notes.length) this.take(found)
    }
  }

  changed(text, html) { this.dispatchEvent(new CustomEvent("text", { detail: { text, html } })) }

  /* Words that are done, and words in all. */
  progress() {
    let [done, total] = [0, 0]
    for (const text of this.texts.values()) {
      total += text.words
      if (!this.isLeft(text)) done += text.words
    }
    this.dispatchEvent(new CustomEvent("progress", { detail: { done, total } }))
  }

  /* The id of the text before or behind one; of those only that a condition holds for. */
  near(id, step, wanted = () => true) {
    const ids = [...this.texts.keys()]
    const start = ids.indexOf(id)
    for (let place = start + step; place >= 0 && place < ids.length; place += step) {
      if (wanted(this.texts.get(ids[place]))) return ids[place]
    }
    return step > 0 && start > 0 ? ids.find((one) => wanted(this.texts.get(one)) && one !== id) : undefined
  }
}
