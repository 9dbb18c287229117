// A paper as a BibTeX entry; tests/cases/bibtex.json says how.

/** @type {Record<string, string>} */
const TEX = {
  "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "%": "\\%", "&": "\\&", "#": "\\#", $: "\\$", _: "\\_",
  "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
};

/** @param {string} text */
const escapeTex = (text) => text.replace(/[\\{}%&#$_~^]/g, (char) => TEX[char]);

/** @param {Paper} paper */
function citationKey({ id, authors, date }) {
  const last = (authors[0] || "").split(" ").pop() || "";
  const letters = last.normalize("NFKD").replace(/[^A-Za-z]/g, "").toLowerCase();
  return `${letters || "arxiv"}${date.slice(0, 4)}_${id.replace(/[^0-9A-Za-z]/g, "_")}`;
}

/**
 * @param {Paper} paper
 * @returns {string} one `@misc` entry with a line a field
 */
export function bibtex(paper) {
  const names = [...paper.authors.map(escapeTex), ...(paper.more ? ["others"] : [])];
  const fields = [
    ["title", `{${escapeTex(paper.title)}}`], ["author", names.join(" and ")], ["year", paper.date.slice(0, 4)],
    ["eprint", paper.id], ["archiveprefix", "arXiv"], ["primaryclass", escapeTex(paper.category)],
    ["url", "https://arxiv.org/abs/" + paper.id],
  ];
  const lines = fields.filter(([name, value]) => value || name === "author").map(([name, value]) => `  ${name} = {${value}},\n`);
  return `@misc{${citationKey(paper)},\n${lines.join("")}}\n`;
}
