/* The coordinator's board: every document in every language, worklists, releases and what they still need. */
import { button, compared, el, say, saying } from "./dom.js"
import { states } from "./editor.js"
import { dialog } from "./list.js"
import { ask, listen, tell } from "./server.js"
import { _, data, spoken } from "./words.js"

const content = document.getElementById("content")
const where = (row) => ({ locale: row.locale, domain: row.domain })
const language = (row) => ({ lang: row.locale, dir: row.direction })

async function show() {
  const rows = await tell("board").catch((error) => (say(error.message, "wrong"), []))
  const domains = [...new Set(rows.map((row) => row.domain))]
  content.replaceChildren(el("h1", {}, data.title), button(_("Commit to git"), commit), ...domains.flatMap((domain) => [
    el("h2", {}, domain), table(rows.filter((row) => row.domain === domain)),
  ]))
  document.body.dataset.ready = "true"
}

function table(rows) {
  const heads = [_("Language"), _("State"), _("Words left"), _("Work"), _("Checks and releases")]
  return el("table", { class: "board", tabindex: 0, "aria-label": rows[0].domain },
    el("thead", {}, el("tr", {}, heads.map((words) => el("th", { scope: "col" }, words)))),
    el("tbody", {}, rows.map(line)))
}

function line(row) {
  const facts = el("div", { class: "line" })
  if (row.problem) return el("tr", {}, el("th", { scope: "row" }, row.name), el("td", { colspan: 4 }, row.problem))
  const counts = Object.entries(states()).filter(([state]) => row.states[state])
  return el("tr", {},
    el("th", { scope: "row", ...language(row) }, row.opens ? el("a", { href: `/${row.locale}/${row.domain}` }, row.name) : row.name),
    el("td", {}, counts.map(([state, words]) => el("span", { class: "chip", "data-state": state }, `${words} ${row.states[state]}`))),
    el("td", {}, String(row.left)),
    el("td", {}, row.opens ? button(_("Worklist"), () => worklist(row)) : ""),
    el("td", {}, row.is_document && row.opens ? [
      el("div", { class: "line" }, button(_("Check"), () => check(row, facts)), button(_("Release"), () => release(row))), facts] : ""))
}

const worklist = saying(async (row) => {
  const found = await tell("tasks", where(row))
  const head = [found.assigned, found.due, `${found.words}`].filter(Boolean).join(" · ")
  dialog(`${row.domain} · ${row.name}`, el("p", {}, head), el("ul", { class: "list" }, found.tasks.map((task) => el("li", {},
    el("a", { href: `/${row.locale}/${row.domain}#${encodeURIComponent(task.id)}` }, task.source), " ",
    el("span", { class: "chip", "data-state": task.state }, states()[task.state]), el("span", { class: "small" }, ` ${task.place}`)))))
})

const check = saying(async (row, facts) => {
  facts.replaceChildren("…")
  const found = await tell("facts", where(row)).finally(() => facts.replaceChildren())
  facts.append(_("Errors: {errors}, warnings: {warnings}, void reviews: {void}", found))
  for (const one of found.released) facts.append(button(`${one.date} ${one.words}`, () => changes(row, one.edition)))
})

const changes = saying(async (row, edition) => {
  const found = await tell("changes", { ...where(row), edition })
  dialog(_("Changes since edition {edition}", { edition }), el("ul", { class: "list" }, found.map((one) => el("li", {},
    el("span", { class: "small" }, one.place), " ", one.erratum ? el("span", { class: "chip" }, _("erratum")) : null,
    el("p", language(row), compared(one.parts))))))
})

function release(row) {
  const name = el("input", { type: "text", value: "1.0", autofocus: true })
  const found = el("div", { role: "status" })
  const shown = (act) => () => {
    found.replaceChildren("…")
    return act().catch((error) => [el("p", {}, error.message)]).then((parts) => found.replaceChildren(...parts))
  }
  const gate = shown(async () => {
    const reasons = await tell("gate", { ...where(row), edition: name.value })
    if (!reasons.length) return [el("p", {}, _("Nothing is missing: it can be released."))]
    return reasons.map((one) => el("p", {}, el("strong", {}, one.message),
      one.detail ? el("span", { class: "small" }, ` ${one.detail}`) : null, el("br"), one.hint))
  })
  const go = shown(async () => {
    const [one] = await ask("release", { ...where(row), edition: name.value })
    return [el("p", {}, _("Released: {folder}. Commit releases.toml to git, then build.", one))]
  })
  dialog(_("Release") + `: ${row.domain} · ${row.name}`, el("div", { class: "line" }, el("label", {}, _("Edition"), " ", name),
    button(_("What is missing?"), gate), button(_("Release"), go, "", { class: "button main" }),
    button(_("Commit to git"), commit)), found)
}

/* What git would take, a message for it, and the commit; nothing is pushed. */
const commit = saying(async () => {
  const found = await tell("pending")
  const message = el("input", { type: "text", value: found.message, size: 40, autofocus: true })
  const boxes = found.files.map(({ name }) => el("input", { type: "checkbox", checked: true, value: name }))
  const names = { new: _("new"), gone: _("removed"), changed: _("changed") }
  const said = el("p", { role: "status" }, found.refused || (boxes.length ? "" : _("Everything is in git.")))
  const list = el("ul", { class: "list" }, found.files.map(({ name, state }, place) => el("li", {}, el("label", {}, boxes[place], ` ${name}`),
    el("span", { class: "small" }, " ", names[state]))))
  const go = saying(async () => {
    const files = boxes.filter((one) => one.checked).map((one) => one.value)
    const done = await ask("commit", { files, message: message.value })
    for (const one of [list, line]) one.remove()
    said.textContent = _("Committed as {commit}. Nothing was pushed.", done)
  })
  const line = el("div", { class: "line" }, el("label", {}, _("Message"), " ", message), button(_("Commit to git"), go, "", { class: "button main" }))
  dialog(_("Commit to git"), el("p", { class: "small" }, found.author), boxes.length ? line : null, list, said)
})

document.querySelector(".bar").append(el("span", { class: "home", ...spoken }, data.title))
show()
let timer = 0
listen((event) => {
  if (event.kind === "build" || document.querySelector("dialog")) return
  clearTimeout(timer)
  timer = setTimeout(show, 500)
})
