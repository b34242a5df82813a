/* What the page was given, and the workbench's words in the user's language. */
export const data = JSON.parse(document.getElementById("workbench-data").textContent)

/* A word in the user's language; {name} is filled in as text. */
export function _(text, values = {}) {
  return (data.words[text] || text).replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all))
}

/* The attributes of what is said in the user's language within a page of another one. */
export const spoken = { lang: data.language, dir: data.languageDirection }
