// Reads a publication with epub.js as a reader does: opens each document, turns every page, follows the contents.

async function read(base64) {
  const book = ePub(base64, { encoding: "base64" })
  await book.ready
  const view = book.renderTo("view", { width: 600, height: 800, flow: "paginated", spread: "none" })
  const items = []
  for (const section of book.spine.spineItems) {
    await view.display(section.href)
    items.push({ path: section.canonical.replace(/^\//, ""), ...look(view.getContents()[0].document) })
  }
  const cover = Boolean(await book.coverUrl())
  return { items, cover, ...(await turn(view)), lost: await follow(book, view) }
}

function look(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT), range = page.createRange()
  let text = ""
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode)
    if ([...range.getClientRects()].some((box) => box.width > 0 && box.height > 0)) text += walker.currentNode.data
  }
  const direction = (one) => getComputedStyle(one).direction
  return {
    text,
    language: page.documentElement.lang,
    direction: direction(page.body),
    parts: [...page.body.querySelectorAll("[lang]")].map((one) => [one.lang, direction(one), one.textContent]),
    pictures: [...page.images].map((one) => [one.alt, one.complete && one.naturalWidth > 0]),
  }
}

async function turn(view) {
  await view.display()
  for (let pages = 1; ; pages++) {
    const place = view.currentLocation()
    if (place.atEnd) return { pages, stuck: false }
    await view.next()
    if (pageOf(view.currentLocation()) === pageOf(place)) return { pages, stuck: true }
  }
}

// Which page is shown, by its number: the engine finds places in texts alone, and calls pages of pictures by what follows.
function pageOf({ start }) {
  return start && `${start.index} ${start.displayed.page}`
}

async function follow(book, view) {
  const entries = (list) => list.flatMap((one) => [one, ...entries(one.subitems)]), lost = []
  for (const entry of entries(book.navigation.toc)) {
    try {
      await view.display(entry.href)
      if (!isSeen(view.getContents()[0].document, entry.href.split("#")[1])) lost.push(entry.href)
    } catch {
      lost.push(entry.href)
    }
  }
  return lost
}

function isSeen(page, id) {
  const target = id ? page.getElementById(id) : page.body
  if (!target) return false
  const window = document.querySelector(".epub-container").getBoundingClientRect()
  const frame = page.defaultView.frameElement.getBoundingClientRect(), box = target.getBoundingClientRect()
  return frame.left + box.right > window.left && frame.left + box.left < window.right
}
