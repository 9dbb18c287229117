// The arXiv id that a reader's name of a paper holds (core/papers/ids.py; tests/cases/paper_ids.json holds for both).

const ID = "[0-9]{4}\\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\\.[A-Z]{2})?/[0-9]{7}";
const PAGES = "(?:https?://)?(?:(?:[\\w-]+\\.)*(?:arxiv|alphaxiv|ar5iv)\\.org/(?:abs|pdf|html|format|overview|ps|src|e-print)/"
  + "|(?:www\\.)?(?:huggingface|hf)\\.co/papers/|(?:[\\w-]+\\.)*semanticscholar\\.org/(?:[\\w/]*/)?(?:arxiv[:/])"
  + "|(?:www\\.)?(?:scirate\\.com/arxiv|arxiv-vanity\\.com/papers)/|ui\\.adsabs\\.harvard\\.edu/abs/)(?:arxiv:)?";
const DOI = "(?:doi:\\s?)?(?:(?:https?://)?(?:dx\\.|www\\.)?doi\\.org/)?10\\.48550/arxiv\\.";
const CITED = "(?:arxiv preprint\\s)?arxiv:\\s?|corr,?\\sabs/|abs/";
const STAMP = "\\s*\\[[a-z-]+(?:\\.[A-Z]{2})?\\](?:\\s+[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4})?";
const NUMBER = `(${ID})(?:v[0-9]+)?(?:\\.pdf)?`;
const AT_ADDRESS = new RegExp(`^${NUMBER}/?(?:[?#].*)?[>).,;]*$`);
const AFTER_PREFIX = new RegExp(`^${NUMBER}(?:${STAMP})?[>).,;]*$`);
const [ADDRESS, PREFIX] = [new RegExp(`^(?:${PAGES})`, "i"), new RegExp(`^(?:${CITED}|${DOI})`, "i")];

/** The base id in `name`, an id or the address of one of its pages, as arXiv writes it: without the subject class of old ids.
 * @param {string} name
 * @returns {string | null}
 */
export function paperIdIn(name) {
  const text = name.trim().replace(/^[<(]/, "");
  const isAddress = ADDRESS.test(text);
  const found = isAddress ? AT_ADDRESS.exec(text.replace(ADDRESS, "")) : AFTER_PREFIX.exec(text.replace(PREFIX, ""));
  return found && found[1].replace(/^([a-z-]+)\.[A-Z]{2}\//, "$1/");
}
