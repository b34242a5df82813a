// What the pages do where a script may run; none of it is needed to read them. Words come from the templates.
"use strict";

// The links to other languages lead to the place that is being read, or to the one that the list of them was asked for at.
const keepPlace = (place) => {
  if (place === "#all-languages") return;
  for (const link of document.querySelectorAll(".switcher a[hreflang]")) link.hash = place;
};
if (location.hash === "#all-languages") document.querySelector(".switcher")?.setAttribute("open", ""); // from a page that names few
keepPlace(location.hash);
addEventListener("hashchange", () => keepPlace(location.hash));
for (const link of document.querySelectorAll(".place a[href='#all-languages']")) {
  link.addEventListener("click", () => {
    keepPlace(link.closest(".place").querySelector("a").hash);
    document.querySelector(".switcher").open = true;
  });
}

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

// The rows of the first page lead to the language of a reader, where the document is there in it, and say so.
const leadTo = ({ hreflang, dir, textContent }) => {
  for (const row of document.querySelectorAll(".home-page .row")) {
    if (!(row.dataset.in ?? hreflang).split(" ").includes(hreflang)) continue;
    const link = row.querySelector("a");
    link.setAttribute("href", link.getAttribute("href").replace(/^[^/]+/, hreflang));
    link.hreflang = hreflang;
    link.after(" ", make("small", { lang: hreflang, dir, textContent }));
  }
};

// A page offers the reader's own language, in that language; it leads nowhere by itself. `words` has what to say and what
// the button says, by language; the call stands at the end of this file.
const suggest = (words) => {
  const links = [...document.querySelectorAll("[data-languages] a[hreflang]")];
  const serves = (tag, wish) => (wish + "-").startsWith(tag.toLowerCase() + "-");
  let wished;
  for (const wish of navigator.languages.map((tag) => tag.toLowerCase())) {
    if (serves(document.documentElement.lang, wish)) return;
    wished = links.filter((link) => serves(link.hreflang, wish)).sort((a, b) => b.hreflang.length - a.hreflang.length)[0];
    if (wished) break;
  }
  wished?.closest(".wide")?.prepend(wished.parentElement); // the reader's own language comes first
  if (wished) leadTo(wished);
  const [offer, close] = words[wished?.hreflang] ?? [];
  const store = (act) => { try { return act(localStorage); } catch { return null; } };
  if (!offer || store((kept) => kept.getItem("suggestion")) === wished.hreflang) return;
  const line = make("p", { className: "suggestion", lang: wished.hreflang, dir: wished.dir || "ltr" }, offer, " ");
  const button = make("button", { className: "button", type: "button", textContent: close, onclick: () => {
    store((kept) => kept.setItem("suggestion", wished.hreflang));
    line.remove();
  } });
  line.append(make("a", { href: wished.href, hreflang: wished.hreflang, textContent: wished.textContent }), " ", button);
  document.querySelector("main").prepend(line);
};

// A long list of documents keeps those whose rows have all the words, in a state.
const filter = document.querySelector("[data-filter]");
if (filter) {
  const rows = [...document.querySelectorAll("[data-row]")].map((row) => [row, row.textContent.toLocaleLowerCase()]);
  const narrow = () => {
    const words = filter.words.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const state = filter.state.value;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word)) || (state !== "" && !row.dataset.row.split(" ").includes(state));
    }
    filter.querySelector("output").textContent = `${rows.filter(([row]) => !row.hidden).length} / ${rows.length}`;
  };
  filter.hidden = false;
  filter.addEventListener("input", narrow);
  filter.addEventListener("submit", (event) => event.preventDefault());
}

// Whether what somebody holds on paper is still the present text: its edition and its code stand in the address. What to say
// stands in the page, and so does all that has changed since each released edition.
const still = document.querySelector("[data-still]");
const answerPaper = () => {
  const printed = new URLSearchParams(location.hash.slice(1));
  const [edition, code] = [printed.get("e") ?? "", printed.get("h") ?? ""];
  const known = /^[0-9A-Za-z][0-9A-Za-z._-]{0,40}$/.test(edition) && /^[0-9a-f]{8}$/.test(code);
  const current = code === still.dataset.still;
  still.textContent = !known ? "" : current ? still.dataset.current : still.dataset.changed.replace("{edition}", () => edition);
  const past = [...document.querySelectorAll("[data-code]")];
  const meant = past.some((one) => one.dataset.code === code);
  for (const one of past) one.hidden = known && (current || (meant && one.dataset.code !== code));
};
if (still) {
  answerPaper();
  addEventListener("hashchange", answerPaper);
}

// A letter about a text says in the reader's language where to write, and how to be thanked.
addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href^='mailto:'][href*='thanks']");
  const named = document.getElementById(link?.getAttribute("aria-labelledby") ?? "note-words");
  const noteWords = link?.dataset.above ? link.dataset : named?.dataset;
  if (!link || !noteWords || link.dataset.told) return;
  link.dataset.told = "yes";
  const [address, query] = link.getAttribute("href").split("?");
  const letter = new URLSearchParams(query);
  const body = letter.get("body").replace("-- \r\n", () => `-- \r\n${noteWords.above}\r\n${noteWords.thanks}\r\n`);
  link.href = `${address}?subject=${encodeURIComponent(letter.get("subject"))}&body=${encodeURIComponent(body)}`;
}, true);

// A page to listen to goes on from text to text, and shows which one is spoken.
const clips = [...document.querySelectorAll(".listen audio")];
for (const [place, clip] of clips.entries()) {
  clip.addEventListener("play", () => {
    for (const other of clips) if (other !== clip) other.pause();
    clip.closest("li").setAttribute("aria-current", "true");
    clip.closest("li").scrollIntoView({ block: "nearest" });
  });
  for (const end of ["pause", "ended"]) clip.addEventListener(end, () => clip.closest("li").removeAttribute("aria-current"));
  clip.addEventListener("ended", () => clips[place + 1]?.play());
}

// Elsewhere than on a language's page a search is only asked for: the form leads to that page, with the words in its address.
for (const form of document.querySelectorAll("form[data-find]")) form.hidden = false;

// Search: the index is a script beside the page, so that it is found on a USB stick, too. It is loaded when first needed.
const form = document.querySelector("form[data-index]");
if (form) {
  const [input, status, results] = ["input", "[role=status]", "ol"].map((one) => form.querySelector(one));
  const [most, few] = [50, 5];
  let ready;

  const load = () => ready ??= new Promise((resolve, reject) => {
    document.head.append(make("script", { src: form.dataset.index, onload: () => resolve(prepare(searchIndex)), onerror: reject }));
  });

  // Every folded word with the passages that have it, and with the forms of the same word.
  const prepare = (index) => {
    // Scripts without blanks: of their words each two signs are one.
    const run = "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}ー";
    const letters = new RegExp(`([${run}]+)|(?:(?![${run}])[\\p{L}\\p{M}\\p{N}${index.joints}])+`, "gu");
    // Words that signs make of others: C++, .NET, 3.14.
    const signed = /(?<![\p{L}\p{N}.])\.\p{L}[\p{L}\p{N}]*|(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}]{0,7}[+#]+(?!\p{L})|\p{N}+(?:[.,]\p{N}+)+/gu;
    const nothing = new RegExp(`[^\\p{L}\\p{N}]|[${index.joints}]`, "gu");
    const fold = (word) => index.folds
      .reduce((text, [old, now]) => text.replaceAll(old, now), word.normalize("NFC").toLowerCase())
      .normalize("NFKD").replace(nothing, "");
    const piece = (word, start, length) => ({ word, start, end: start + length });
    const pairs = (text, start, last) => {
      const signs = text.match(/\P{M}?\p{M}*/gu).filter(Boolean); // each letter with its marks
      return signs.flatMap((sign, place) => {
        const two = signs.slice(place, place + 2).join("");
        const found = two === sign && place && !last ? [] : [piece(fold(two), start, two.length)];
        start += sign.length;
        return found;
      });
    };
    const split = (text, last = true) => [...text.matchAll(letters)]
      .flatMap(([word, inRun], number, all) => inRun ? pairs(word, all[number].index, last) : [piece(fold(word), all[number].index, word.length)])
      .concat([...text.matchAll(signed)].map((match) => piece(match[0].normalize("NFC").toLowerCase(), match.index, match[0].length)))
      .filter((one) => one.word).sort((a, b) => a.start - b.start || b.end - a.end);
    const kin = new Map();
    for (const family of index.families.map((words) => words.split(" "))) {
      for (const word of family) kin.set(word, [...(kin.get(word) ?? []), ...family]);
    }
    const places = new Map();
    const passages = index.passages.map(([number, anchor, title, under, text, language], place) => {
      const [file, name] = index.documents[number];
      const address = anchor ? `${file}#${anchor}` : file;
      const where = title ? [name, under].filter(Boolean).join(" › ") : "";
      const passage = { address, where, title: title || name, text, language };
      [[passage.title, 1.25], [text, 1]].forEach(([words, weight]) => split(words).forEach(({ word }) => {
        const found = places.get(word) ?? places.set(word, new Map()).get(word);
        found.set(place, Math.max(weight, found.get(place) ?? 0));
      }));
      // A numbered item is found by its number, its id, and what such an item is called, though its text says none of them.
      const [, role, item] = /(?:^|\/)(\p{L}[\p{L}\p{N}-]*)-(\p{N}{1,3})$/u.exec(anchor) ?? [];
      const named = item ? [...role.split("-").map(fold), ...index.item].filter(Boolean).map((one) => [one, 1]) : [];
      for (const [word, weight] of item ? [[item, 3], ...named] : []) {
        const found = places.get(word) ?? places.set(word, new Map()).get(word);
        found.set(place, Math.max(weight, found.get(place) ?? 0));
      }
      return passage;
    });
    // Letters that the folding makes two of are one again where it is asked whether one was mistyped.
    const pressed = index.folds.filter(([old, now]) => old.length === 1 && now.length > 1);
    const keys = (word) => pressed.reduce((text, [old, now]) => text.replaceAll(now, old), word);
    const vocabulary = [...places.keys()];
    return { passages, places, kin, split, keys, vocabulary, typedAs: new Map(vocabulary.map((word) => [word, keys(word)])) };
  };

  const common = (a, b) => {
    let length = 0;
    while (length < a.length && a[length] === b[length]) length++;
    return length;
  };

  // Whether a word begins with what was typed, but for one letter too many, too few, wrong, or two that changed places.
  const mistyped = (typed, word) => {
    const place = common(typed, word);
    const [there, here] = [word.slice(place), typed.slice(place)];
    const [one, two] = here;
    return [there, there.slice(1)].some((rest) => rest.startsWith(here.slice(1))) || there.slice(1).startsWith(here)
      || (two && there.startsWith(two + one + here.slice(2)));
  };

  // How much of two words is alike, from their beginning: 1 for the same.
  const alike = (a, b) => common(a, b) / Math.max(a.length, b.length);

  // The words meant by one that was typed, with how surely: it and what begins with it, forms of it, the nearest first, and
  // where few passages have them, behind them what begins alike; else what differs in one letter; else its nearest likes.
  const meant = ({ kin, vocabulary, places, keys, typedAs }, typed) => {
    const found = new Map();
    const add = (word, weight) => found.set(word, Math.max(weight, found.get(word) ?? 0));
    for (const word of vocabulary) if (word.startsWith(typed)) add(word, word === typed ? 8 : 2 + 3 * alike(word, typed));
    for (const word of kin.get(typed) ?? []) add(word, word === typed ? 8 : 2 + 3 * alike(word, typed));
    if (/\p{N}/u.test(typed)) return found; // a number that is like another is another
    const passages = new Set([...found.keys()].flatMap((word) => [...(places.get(word)?.keys() ?? [])]));
    if (found.size && passages.size < few) {
      for (const word of vocabulary) if (common(word, typed) > 3 && alike(word, typed) > 0.65) add(word, alike(word, typed));
    }
    if (found.size) return found;
    const pressed = keys(typed);
    for (const word of typed.length > 3 ? vocabulary : []) {
      if (!mistyped(typed, word) && !mistyped(pressed, typedAs.get(word))) continue;
      add(word, 3 - Math.abs(word.length - typed.length) / Math.max(word.length, typed.length));
      for (const one of kin.get(word) ?? []) add(one, 1 + alike(word, one));
    }
    if (found.size) return found;
    const likes = vocabulary.map((word) => [word, common(word, typed)]);
    const best = likes.reduce((length, [, one]) => Math.max(length, one), Math.max(3, Math.ceil(typed.length * 0.6)));
    for (const [word, length] of likes) {
      if (length === best) for (const one of [word, ...(kin.get(word) ?? [])]) add(one, 1);
    }
    return found;
  };

  const find = (data, query) => {
    const asked = data.split(query, false);
    const whole = asked.filter(({ word }) => /[^\p{L}\p{N}]/u.test(word) && data.vocabulary.some((one) => one.startsWith(word)));
    const within = ({ start, end }) => whole.some((one) => one.start <= start && end <= one.end);
    const parts = asked.filter((one) => !/[^\p{L}\p{N}]/u.test(one.word) && !within(one));
    const typed = [...new Set([...whole, ...parts].map(({ word }) => word))];
    const marked = new Set();
    let hits;
    for (const word of typed) {
      const scores = new Map();
      for (const [one, weight] of meant(data, word)) {
        marked.add(one);
        for (const [place, weightThere] of data.places.get(one) ?? []) {
          scores.set(place, Math.max(weight * weightThere, scores.get(place) ?? 0));
        }
      }
      hits = hits ? new Map([...hits].filter(([place]) => scores.has(place)).map(([place, sum]) => [place, sum + scores.get(place)])) : scores;
    }
    const order = [...(hits ?? [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return { marked, found: order.map(([place]) => data.passages[place]) };
  };

  // The text with the words found in it marked; only its part around the first of them, if it is long.
  const show = (data, text, marked, length = Infinity) => {
    const words = data.split(text);
    const hits = words.filter(({ word }) => marked.has(word));
    const near = words.find(({ start }) => start >= (hits[0]?.start ?? 0) - 60)?.start ?? 0;
    const first = text.length > length && near > 20 ? near : 0;
    const last = words.findLast(({ end }) => end <= first + length)?.end ?? text.length;
    const until = text.length - first > length ? last : text.length;
    const parts = [first ? "… " : ""];
    let place = first;
    const marks = [];
    for (const { start, end } of hits.filter((hit) => hit.start >= first && hit.end <= until)) {
      if (start < marks.at(-1)?.end) marks.at(-1).end = Math.max(marks.at(-1).end, end);
      else marks.push({ start, end });
    }
    for (const { start, end } of marks) {
      parts.push(text.slice(place, start), make("mark", { textContent: text.slice(start, end) }));
      place = end;
    }
    return [...parts, text.slice(place, until), until < text.length ? " …" : ""];
  };

  const entry = (data, marked, { address, where, title, text, language }) => {
    const spoken = language ? { lang: language } : {};
    const item = make("li", {}, make("a", { href: address, ...spoken }, ...show(data, title, marked)));
    if (where) item.append(" ", make("small", { textContent: where }));
    if (text) item.append(make("p", spoken, ...show(data, text, marked, 220)));
    return item;
  };

  const search = async () => {
    const query = input.value;
    if (!query.trim()) return answer("", []);
    try {
      const data = await load();
      if (query !== input.value) return;
      const { marked, found } = find(data, query);
      const number = found.length.toLocaleString(document.documentElement.lang);
      const words = found.length ? form.dataset.found.replace("{number}", number) : form.dataset.nothing;
      answer(words, found.slice(0, most).map((one) => entry(data, marked, one)));
    } catch {
      answer(form.dataset.failed, []);
    }
  };
  const answer = (words, items) => {
    status.textContent = words;
    results.replaceChildren(...items);
  };

  let waiting;
  input.addEventListener("focus", () => load().catch(() => {}));
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 150); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); search(); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    input.value = "";
    answer("", []);
    input.focus();
  });
  form.hidden = false;
  const asked = new URLSearchParams(location.search).get("q");
  if (asked !== null) {
    input.value = asked;
    input.focus();
    search();
  }
}
