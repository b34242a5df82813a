/* Elements. Whatever is put into them is text or other elements, never HTML. */

/* An element; attributes that begin with "on" are listeners, null and false leave one out. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value)
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value)
  }
  made.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== false))
  return made
}

/* A button; its key is said with it. */
export function button(words, act, key = "", attributes = {}) {
  const keys = key ? { "aria-keyshortcuts": key.replace("Ctrl", "Control"), title: key } : {}
  return el("button", { type: "button", class: "button", onclick: act, ...keys, ...attributes }, words)
}

/* Replaces what is in an element with what the server's own writer has made of a text. */
export const fill = (host, html) => host.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes)

/* A comparison word by word. */
export const compared = (parts) => parts.map(([kind, text]) => el({ same: "span", gone: "del", new: "ins" }[kind], {}, text))

/* Does something, and says what goes wrong. */
export const saying = (act) => async (...given) => {
  try { return await act(...given) } catch (error) { say(error.message, "wrong") }
}

/* Waits for a pause before it acts; the last call counts. */
export function paused(act, milliseconds) {
  let timer = 0
  return (...given) => {
    clearTimeout(timer)
    timer = setTimeout(() => act(...given), milliseconds)
  }
}

/* Says something to everybody, screen readers included. */
export function say(words, kind = "") {
  let place = document.getElementById("said")
  if (!place) place = el("div", { id: "said", role: "status", class: "said" })
  const above = document.querySelector("dialog[open]") || document.body
  if (place.parentNode !== above) above.append(place)
  place.className = `said ${kind}`
  place.textContent = words
  clearTimeout(say.timer)
  if (kind !== "wrong") say.timer = setTimeout(() => (place.textContent = ""), 6000)
}
