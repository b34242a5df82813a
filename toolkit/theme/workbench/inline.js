/* Inline Markdown as elements, while somebody types: only what editions allow, everything else is text.
   The server's writer has the last word; a kit has only this one. */
import { el } from "./dom.js"
import { data } from "./words.js"

const SAFE = /^(?:https?:\/\/|mailto:|#)/i
const SPECIAL = /[\\`*_~[\]!<&"'\n]|https?:\/\//g
const ESCAPABLE = /[!-/:-@[-`{-~]/
const PUNCTUATION = /[\p{P}\p{S}]/u
const MOST = 2000 /* delimiters; a text with more is shown as it is */

/* The nodes of a text; pictures are taken from those that its place shows already. */
export function inline(text, pictures = []) {
  const nodes = []
  const delimiters = []
  const rest = [...pictures]
  let at = 0
  const put = (node) => nodes.push(node)
  const plain = (words) => words && put(words)
  while (at < text.length && delimiters.length < MOST) {
    SPECIAL.lastIndex = at
    const found = SPECIAL.exec(text)
    if (!found) break
    plain(text.slice(at, found.index))
    at = found.index
    const sign = text[at]
    const rest_ = text.slice(at, at + 2100)
    let match
    if (sign === "\\" && text[at + 1] === "\n") at = (put(el("br")), at + 2)
    else if (sign === "\\" && ESCAPABLE.test(text[at + 1] || "")) at = (put(text[at + 1]), at + 2)
    else if (sign === "&" && (match = /^&(?:#x?[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i.exec(rest_))) {
      put(new DOMParser().parseFromString(match[0], "text/html").body.textContent)
      at += match[0].length
    } else if (sign === "\n") at = (put(/ {2,}$/.test(text.slice(0, at)) ? el("br") : " "), at + 1)
    else if (sign === "`" && (match = /^(`+)(?!`)([\s\S]*?[^`])\1(?!`)/.exec(rest_))) {
      put(el("code", {}, match[2].replace(/\n/g, " ").replace(/^ (.*[^ ].*) $/, "$1")))
      at += match[0].length
    } else if (sign === "<" && (match = /^<((?:https?:\/\/|mailto:)[^\s<>]*)>/i.exec(rest_))) {
      put(link(match[1], [match[1]]))
      at += match[0].length
    } else if (sign === "[" && (match = /^\[\^([^\]\s]+)\]/.exec(rest_))) {
      put(noteMark(match[1]))
      at += match[0].length
    } else if (sign === "!" && (match = /^!\[([^\]]*)\]\(([^()\s]*)(?:\s+"([^"]*)")?\)/.exec(rest_))) {
      put(picture(match[1], rest.shift()))
      at += match[0].length
    } else if (sign === "[") at = (delimiters.push({ sign: "[", place: nodes.length, open: true }), put("["), at + 1)
    else if (sign === "]") at = closeLink(text, at, nodes, delimiters)
    else if (/^https?:\/\//.test(rest_)) {
      match = /^https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]']/.exec(rest_)
      put(match ? link(match[0], [match[0]]) : rest_[0])
      at += match ? match[0].length : 1
    } else if ("*_~".includes(sign)) at = delimiter(text, at, nodes, delimiters)
    else if (sign === '"' && data.quotes) at = (put(quote(text, at)), at + 1)
    else at = (put(sign), at + 1)
  }
  plain(text.slice(at))
  emphasise(nodes, delimiters, 0)
  return nodes.filter((node) => node !== null)
}

function link(target, children) {
  return SAFE.test(target) ? el("a", { href: target, rel: "noreferrer" }, children) : el("span", {}, children)
}

function noteMark(label) {
  const known = document.querySelector(`a[href="#note-${CSS.escape(label)}"]`)
  return el("sup", { class: "note-ref" }, known ? known.textContent : label)
}

function picture(words, shown) {
  if (!shown) return el("span", { class: "no-picture" }, words)
  const copy = shown.cloneNode()
  copy.alt = words
  return copy
}

function quote(text, at) {
  const before = text[at - 1]
  return data.quotes[!before || /[\s([{–—]/.test(before) ? 0 : 1]
}

/* A run of one sign that may begin or end emphasis (CommonMark 6.2). */
function delimiter(text, at, nodes, delimiters) {
  const sign = text[at]
  let end = at
  while (text[end] === sign) end += 1
  const before = text[at - 1] || " "
  const after = text[end] || " "
  const left = !/\s/.test(after) && (!PUNCTUATION.test(after) || /\s/.test(before) || PUNCTUATION.test(before))
  const right = !/\s/.test(before) && (!PUNCTUATION.test(before) || /\s/.test(after) || PUNCTUATION.test(after))
  const open = sign === "_" ? left && (!right || PUNCTUATION.test(before)) : left
  const close = sign === "_" ? right && (!left || PUNCTUATION.test(after)) : right
  if (sign !== "~" || end - at === 2) delimiters.push({ sign, count: end - at, place: nodes.length, open, close })
  nodes.push(text.slice(at, end))
  return end
}

function closeLink(text, at, nodes, delimiters) {
  const number = delimiters.findLastIndex((one) => one.sign === "[")
  const found = /^\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+"[^"]*")?\s*\)/.exec(text.slice(at, at + 2100))
  if (number < 0 || !found) return nodes.push("]"), at + 1
  const [{ place }] = delimiters.slice(number)
  emphasise(nodes, delimiters, number + 1)
  delimiters.splice(number)
  const inner = nodes.splice(place).slice(1).filter((node) => node !== null)
  nodes.push(link(found[1], inner.length ? inner : [found[1]]))
  return at + found[0].length
}

/* Pairs the runs from one on, and puts what stands between them into elements. */
function emphasise(nodes, delimiters, from) {
  for (let close = from + 1; close < delimiters.length; close += 1) {
    const ending = delimiters[close]
    if (!ending.close || !ending.count) continue
    for (let open = close - 1; open >= from; open -= 1) {
      const begin = delimiters[open]
      if (begin.sign !== ending.sign || !begin.open || !begin.count) continue
      if ((begin.close || ending.open) && (begin.count + ending.count) % 3 === 0 && begin.count % 3) continue
      const used = ending.sign === "~" ? 2 : begin.count > 1 && ending.count > 1 ? 2 : 1
      const tag = ending.sign === "~" ? "s" : used === 2 ? "strong" : "em"
      const inner = []
      for (let place = begin.place + 1; place < ending.place; place += 1) {
        if (nodes[place] !== null) inner.push(nodes[place])
        nodes[place] = null
      }
      for (const between of delimiters.slice(open + 1, close)) between.count = 0
      begin.count -= used
      ending.count -= used
      nodes[begin.place] = begin.sign.repeat(begin.count) || null
      nodes[ending.place] = ending.sign.repeat(ending.count) || null
      nodes[begin.place + 1] = el(tag, {}, inner)
      if (ending.count) close -= 1
      break
    }
  }
}
