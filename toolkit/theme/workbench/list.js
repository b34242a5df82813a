/* The list of texts with its filters, and find and replace over the language. */
import { button, el, paused, say, saying } from "./dom.js"
import { states } from "./editor.js"
import { _, data, spoken } from "./words.js"

const SHOWN = 200

/* A dialog that is made anew each time. */
export function dialog(title, ...children) {
  const made = el("dialog", { ...spoken, "aria-label": title, onclose: () => made.remove() },
    el("div", { class: "line" }, el("h2", {}, title), button("×", () => made.close(), "", { "aria-label": _("Close") })),
    children)
  document.body.append(made)
  made.showModal()
  return made
}

export function openList(model, open) {
  const state = el("select", { "aria-label": _("State"), onchange: () => show() },
    el("option", { value: "left" }, _("left to do")), el("option", { value: "" }, _("all")),
    Object.entries(states()).map(([value, words]) => el("option", { value }, words)))
  const box = (words) => {
    const input = el("input", { type: "checkbox", onchange: () => show() })
    return [input, el("label", {}, input, ` ${words}`)]
  }
  const [failing, failingLabel] = box(_("with findings"))
  const [mine, mineLabel] = box(_("mine"))
  const [noted, notedLabel] = box(_("with notes"))
  const words = el("input", { type: "search", autofocus: true, "aria-label": _("Words"), oninput: paused(() => show(), 150) })
  const count = el("p", { role: "status" })
  const list = el("ul", { class: "list" })
  const passes = (text) => {
    const wanted = words.value.trim().toLocaleLowerCase()
    return (state.value === "left" ? model.isLeft(text) : !state.value || text.state === state.value)
      && (!failing.checked || model.failing[text.id]) && (!mine.checked || model.mine.has(text.id))
      && (!noted.checked || text.notes.length)
      && (!wanted || [text.source, text.id, ...model.now(text)].some((one) => one.toLocaleLowerCase().includes(wanted)))
  }
  const show = async () => {
    if (failing.checked && model.store.failing) model.failing = await model.store.failing().catch(() => ({}))
    const found = [...model.texts.values()].filter(passes)
    count.textContent = _("Texts: {number}", { number: found.length })
    list.replaceChildren(...found.slice(0, SHOWN).map((text) => {
      const [shown] = model.now(text)
      const language = shown ? { lang: data.locale, dir: data.direction } : { lang: data.source.locale, dir: data.source.direction }
      const go = () => (made.close(), open(text.id))
      return el("li", {}, el("button", { type: "button", onclick: go },
        el("span", { class: "chip", "data-state": text.state }, states()[text.state]), " ", el("span", language, shown || text.source)))
    }))
  }
  const made = dialog(_("Texts"), el("div", { class: "line" }, state, words, failingLabel, mineLabel, notedLabel), count, list)
  show()
}

export function openReplace(model) {
  const find = el("input", { type: "text", autofocus: true, "aria-label": _("Find") })
  const by = el("input", { type: "text", "aria-label": _("Replace with") })
  const exact = el("input", { type: "checkbox" })
  const whole = el("input", { type: "checkbox" })
  const count = el("p", { role: "status" })
  const list = el("ul", { class: "list" })
  let found = []
  const language = { lang: data.locale, dir: data.direction }
  const preview = saying(async () => {
    found = []
    list.replaceChildren()
    await model.queue
    const given = { find: find.value, by_words: by.value, case: exact.checked, whole: whole.checked }
    const answer = await model.store.replace(given)
    found = answer.found.map((one) => ({ ...one, box: el("input", { type: "checkbox", checked: true }) }))
    count.textContent = _("Texts: {number}", { number: answer.total })
    list.replaceChildren(...found.map((one) => el("li", {}, el("label", {}, one.box, ` ${one.domain} › ${one.place}`),
      el("p", language, el("del", {}, one.base[0]), " ", el("ins", {}, one.texts[0])))))
  })
  const replace = saying(async () => {
    const chosen = found.filter((one) => one.box.checked)
    for (const domain of new Set(chosen.map((one) => one.domain))) {
      const edits = chosen.filter((one) => one.domain === domain).map(({ id, source, base, texts }) => ({ id, source, base, texts }))
      const answer = await model.store.save(edits, model.by, domain)
      if (domain === data.domain) model.takeAll(answer)
      if (answer.refused.length) say(_("Somebody else has changed this text meanwhile. Choose one of the two."), "wrong")
    }
    preview()
  })
  dialog(_("Find and replace"),
    el("div", { class: "line" }, el("label", {}, _("Find"), " ", find), el("label", {}, _("Replace with"), " ", by)),
    el("div", { class: "line" }, el("label", {}, exact, " ", _("same capitals")), el("label", {}, whole, " ", _("whole words")),
      button(_("Show what would change"), preview), button(_("Replace the chosen ones"), replace)),
    count, list)
}
