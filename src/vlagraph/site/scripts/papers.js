// The papers page: search, filters, sort, marks and BibTeX over all papers, fifty at a time.
const ROWS = read("papers");
const ROADS = read("topic-index");
const STEP = 50;
// Notes come rendered with the page; the list takes them over.
const NOTES = new Map(Array.from(document.querySelectorAll("#paper-list [data-note]"), (note) => [note.dataset.note, note]));
let shownRows = [];
let shownCount = STEP;

const [ID, TITLE, AUTHORS, MORE, DATE, CATEGORY, TOPIC_LIST, KEY, WITHDRAWN] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const roadName = (road) => (lang() ? road[2] || road[1] : road[1]);

function textOf(row) {
  row.text = row.text || [row[TITLE], row[ID], ...row[AUTHORS], ...row[TOPIC_LIST].map((at) => ROADS[at][1] + " " + ROADS[at][2]), noteText(row)].join(" ").toLowerCase();
  return row.text;
}

function noteText(row) {
  const body = NOTES.has(row[ID]) && NOTES.get(row[ID]).querySelector(".note-body");
  return body ? body.textContent : "";
}

function kindFits(row, kind) {
  if (kind === "kind_key") return row[KEY] === 1;
  if (kind === "kind_new") return row[KEY] === 0;
  if (kind === "kind_unread") return progress.paper(row[ID]).state !== "read";
  if (kind === "kind_noted") return NOTES.has(row[ID]);
  if (kind === "kind_starred") return progress.paper(row[ID]).starred === true;
  return true;
}

function chooseRows() {
  const words = $("paper-search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const topic = $("paper-topic").value;
  const kind = $("paper-kind").value;
  shownRows = ROWS.filter((row) => (topic === "" || row[TOPIC_LIST].includes(Number(topic))) && kindFits(row, kind)
    && (!words.length || words.every((word) => textOf(row).includes(word))));
  const sort = $("paper-sort").value;
  if (sort === "sort_old") shownRows.reverse();
  if (sort === "sort_title") shownRows.sort((a, b) => a[TITLE].localeCompare(b[TITLE]));
}

function showRows() {
  $("paper-count").textContent = shownRows.length ? t("papers_count", { n: shownRows.length }) : t("papers_none");
  $("paper-list").replaceChildren(...shownRows.slice(0, shownCount).map(rowItem));
  $("paper-more").hidden = shownRows.length <= shownCount;
  $("paper-bib").disabled = !shownRows.length;
}

function rowItem(row) {
  const mark = progress.paper(row[ID]);
  const by = [authorText(row), row[DATE], row[CATEGORY]].filter(Boolean).join(" · ");
  return el("li", { "data-paper": row[ID], class: mark.state === "read" ? "done" : "" },
    el("a", { class: "name", href: "https://arxiv.org/abs/" + row[ID], rel: "noreferrer" }, row[TITLE]),
    row[WITHDRAWN] === 1 && el("strong", { class: "gone" }, " " + t("withdrawn")),
    el("span", { class: "by" }, by),
    el("p", { class: "row-acts" },
      row[KEY] === 1 && el("span", { class: "badge" }, t("key_paper")),
      row[TOPIC_LIST].slice(0, 4).map((at) => el("a", { class: "topic a" + (ROADS[at][3] % 10), href: "topics/" + ROADS[at][0] + ".html" }, roadName(ROADS[at]))),
      el("span", { class: "push" }),
      button("star", mark.starred === true, row, () => progress.starPaper(row[ID], mark.starred !== true)),
      button("read", mark.state === "read", row, () => progress.markPaper(row[ID], mark.state !== "read")),
      el("button", { type: "button", class: "small quiet", "aria-label": t("bibtex_of", { title: row[TITLE] }), onclick: (event) => copyBib(event, row) }, t("bibtex"))),
    NOTES.get(row[ID]));
}

function button(key, pressed, row, action) {
  return el("button", { type: "button", class: "small quiet", "data-act": key, "aria-pressed": String(pressed), "aria-label": t(key) + ": " + row[TITLE], onclick: action }, (pressed ? "✓ " : "") + t(key));
}

function authorText(row) {
  const shown = row[AUTHORS].slice(0, 3).join(", ");
  const more = row[AUTHORS].length - 3 + row[MORE];
  return more > 0 ? shown + " " + t("authors_more", { n: more }) : shown;
}

// The same entry as formats/bibtex.py writes.
function bibtex(row) {
  const last = (row[AUTHORS][0] || "arxiv").split(" ").pop().normalize("NFKD").replace(/[^A-Za-z]/g, "").toLowerCase() || "arxiv";
  const year = row[DATE].slice(0, 4);
  const names = [...row[AUTHORS], ...(row[MORE] ? ["others"] : [])].map(texEscape).join(" and ");
  const lines = [["title", "{" + texEscape(row[TITLE]) + "}"], ["author", names], ["year", year], ["eprint", row[ID]], ["archiveprefix", "arXiv"]];
  if (row[CATEGORY]) lines.push(["primaryclass", texEscape(row[CATEGORY])]);
  lines.push(["url", "https://arxiv.org/abs/" + row[ID]]);
  return `@misc{${last}${year}_${row[ID].replace(/[^0-9A-Za-z]/g, "_")},\n` + lines.map(([key, value]) => `  ${key} = {${value}},\n`).join("") + "}\n";
}

const TEX = { "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "%": "\\%", "&": "\\&", "#": "\\#", $: "\\$", _: "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
function texEscape(text) { return text.replace(/[\\{}%&#$_~^]/g, (char) => TEX[char]); }

async function copyBib(event, row) {
  const target = event.currentTarget;
  try { await navigator.clipboard.writeText(bibtex(row)); } catch (error) { download(row[ID].replace(/\W/g, "_") + ".bib", new Blob([bibtex(row)], { type: "application/x-bibtex" })); }
  target.textContent = t("copied");
  setTimeout(() => { target.textContent = t("bibtex"); }, 1500);
}

function startPapers() {
  const again = () => { shownCount = STEP; chooseRows(); showRows(); };
  const asked = new URLSearchParams(location.hash.slice(1));
  const at = ROADS.findIndex((road) => road[0] === asked.get("topic"));
  if (at >= 0) $("paper-topic").value = String(at);
  for (const id of ["paper-topic", "paper-kind", "paper-sort"]) $(id).addEventListener("change", again);
  $("paper-search").addEventListener("input", again);
  $("paper-tools").addEventListener("submit", (event) => event.preventDefault());
  $("paper-more").addEventListener("click", () => { shownCount += STEP; showRows(); });
  $("paper-bib").addEventListener("click", () => download("vlagraph.bib", new Blob(shownRows.map(bibtex), { type: "application/x-bibtex" })));
  on("language", showRows);
  on("progress", showRows);
  again();
}
if (ROWS) startPapers();
