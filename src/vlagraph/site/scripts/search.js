// Search that forgives: parts of words, Korean initials, letters left out, one slip of the finger.
const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const SHOWN = 8;
const [BETWEEN_WORDS, BETWEEN_TOPICS] = "\u0001\u0002"; // in no name: those are cleaned

const fold = (text) => (/^[ -~]*$/.test(text) ? text : text.normalize("NFC")).toLowerCase().replace(/[\s\-_/·.]+/g, "");
const initials = (text) => [...text].map((char) => {
  const code = char.charCodeAt(0) - 0xac00;
  return code >= 0 && code < 11172 ? INITIALS[Math.floor(code / 588)] : char;
}).join("");

// All words are folded as one text, which is faster than thousands one by one.
const entries = once(() => {
  const words = IDS.map((id) => [...TOPICS[id].n, id, ...TOPICS[id].al, ...TOPICS[id].f].join(BETWEEN_WORDS));
  const folded = fold(words.join(BETWEEN_TOPICS)).split(BETWEEN_TOPICS);
  return IDS.map((id, at) => ({ id, words: folded[at].split(BETWEEN_WORDS), first: null, more: null }));
});

// Names of concepts are looked through too, where that is quick.
function concepts(entry) {
  if (LARGE || !detailsRead) return "";
  entry.more = entry.more || fold(detailsOf(entry.id).c.map((part) => part[1] + part[2]).join(" "));
  return entry.more;
}

function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

function within(query, word) {
  let at = -1;
  for (const char of query) {
    at = word.indexOf(char, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function grade(entry, query, korean) {
  if (korean) entry.first = entry.first || entry.words.map(initials);
  const words = korean ? entry.first : entry.words;
  if (words.some((word) => word === query)) return 0;
  if (words.some((word) => word.startsWith(query))) return 1;
  if (words.some((word) => word.includes(query))) return 2;
  return 9;
}

// The forgiving grades, which take longer.
function loosely(entry, query) {
  const { words } = entry;
  if (query.length > 3 && words.some((word) => slips(query, word.slice(0, query.length + 1), 2) <= (query.length > 6 ? 2 : 1))) return 3;
  if (query.length > 3 && words.some((word) => slips(query, word, 3) <= Math.floor(query.length / 5))) return 3;
  if (query.length > 1 && concepts(entry).includes(query)) return 4;
  return query.length > 2 && words.slice(0, 2).some((word) => within(query, word)) ? 5 : 9;
}

function find(text) {
  const query = fold(text);
  if (!query) return [];
  const korean = /^[ㄱ-ㅎ]+$/.test(query);
  const graded = [];
  const rest = [];
  for (const entry of entries()) {
    const mark = grade(entry, query, korean);
    if (mark < 9) graded.push([mark, RANK.get(entry.id), entry.id]); else rest.push(entry);
  }
  for (const entry of graded.length < SHOWN && !korean ? rest : []) {
    const mark = loosely(entry, query);
    if (mark < 9) graded.push([mark, RANK.get(entry.id), entry.id]);
  }
  return graded.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, SHOWN).map((item) => item[2]);
}

const box = $("search");
const results = $("results");
let chosen = -1;

function showResults() {
  const found = find(box.value);
  chosen = found.length ? 0 : -1;
  results.replaceChildren(...found.map((id, index) => el("li", { role: "option", id: "result-" + index, "data-id": id, class: "a" + (TOPICS[id].a % 10), "aria-selected": String(index === 0) },
    el("span", { class: "name" }, nameOf(id)), el("span", { class: "soft" }, say(areaOf(id).n)))));
  if (!found.length && box.value.trim()) results.append(el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("no_match")));
  const open = Boolean(box.value.trim());
  results.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  point();
}

function point() {
  [...results.children].forEach((item, index) => { if (item.dataset.id) item.setAttribute("aria-selected", String(index === chosen)); });
  const current = results.children[chosen];
  if (current) box.setAttribute("aria-activedescendant", current.id); else box.removeAttribute("aria-activedescendant");
  hover(current && current.dataset.id && !results.hidden ? current.dataset.id : null);
}

function closeResults() {
  results.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
  hover(null);
}

function take(id) {
  box.value = "";
  closeResults();
  select(id, { move: true, focus: true });
}

box.addEventListener("input", showResults);
box.addEventListener("focus", loadDetails);
on("details", () => { if (!results.hidden) showResults(); });
box.addEventListener("focus", () => { if (box.value.trim()) showResults(); });
box.addEventListener("blur", () => setTimeout(closeResults, 150));
box.addEventListener("keydown", (event) => {
  const count = results.querySelectorAll("[data-id]").length;
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
    point();
    event.preventDefault();
  } else if (event.key === "Enter" && chosen >= 0 && !results.hidden) {
    take(results.children[chosen].dataset.id);
    event.preventDefault();
  } else if (event.key === "Escape") {
    box.value = "";
    closeResults();
  }
});
results.addEventListener("mousedown", (event) => {
  const item = event.target.closest("[data-id]");
  if (item) { event.preventDefault(); take(item.dataset.id); }
});
