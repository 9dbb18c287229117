// The arXiv id that a reader's name of a paper holds (core/papers/ids.py; tests/cases/paper_ids.json holds for both).

const ID = "[0-9]{4}\\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\\.[A-Z]{2})?/[0-9]{7}";
const PAGES = "(?:https?://)?(?:[\\w-]+\\.)*(?:arxiv|alphaxiv)\\.org/(?:abs|pdf|html|format|overview)/|(?:https?://)?huggingface\\.co/papers/";
const DOI = "(?:doi:\\s?)?(?:https?://(?:dx\\.)?doi\\.org/)?10\\.48550/arxiv\\.";
const NUMBER = `(${ID})(?:v[0-9]+)?(?:\\.pdf)?`;
const AT_ADDRESS = new RegExp(`^${NUMBER}/?(?:[?#].*)?$`);
const AFTER_PREFIX = new RegExp(`^${NUMBER}(?:\\s*\\[[a-z-]+(?:\\.[A-Z]{2})?\\])?$`);
const [ADDRESS, PREFIX] = [new RegExp(`^(?:${PAGES})`, "i"), new RegExp(`^(?:arxiv:\\s?|${DOI})`, "i")];

/** The base id in `name`, an id or the address of one of its pages, as arXiv writes it: without the subject class of old ids.
 * @param {string} name
 * @returns {string | null}
 */
export function paperIdIn(name) {
  const text = name.trim();
  const isAddress = ADDRESS.test(text);
  const found = isAddress ? AT_ADDRESS.exec(text.replace(ADDRESS, "")) : AFTER_PREFIX.exec(text.replace(PREFIX, ""));
  return found && found[1].replace(/^([a-z-]+)\.[A-Z]{2}\//, "$1/");
}
