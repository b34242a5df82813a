/* The password, where the workbench listens to other machines. */
import { el, say } from "./dom.js"
import { _, spoken } from "./words.js"

const field = el("input", { type: "password", autocomplete: "current-password", required: true })
const enter = async (event) => {
  event.preventDefault()
  const answer = await fetch("/login", {
    method: "POST", body: JSON.stringify({ password: field.value }), headers: { "content-type": "application/json" },
  })
  if (answer.ok) location.replace("/")
  else say(_("This is not the password."), "wrong")
}
document.getElementById("content").append(el("form", { ...spoken, onsubmit: enter },
  el("h1", {}, "Polyedition"), el("label", {}, _("Password"), " ", field), " ", el("button", { class: "button" }, _("Open"))))
