// The arXiv id that a reader's name of a paper holds (core/papers/ids.py; tests/cases/paper_ids.json holds for both).
import { withoutUnseen } from "./fold.js";

const ARCHIVES = "astro-ph|cond-mat|cs|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|nlin|nucl-ex|nucl-th|physics|q-bio"
  + "|quant-ph|stat|acc-phys|adap-org|alg-geom|ao-sci|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|dg-ga"
  + "|funct-an|mtrl-th|patt-sol|plasm-ph|q-alg|solv-int|supr-con";
const ID = `[0-9]{4}\\.[0-9]{4,5}|(?:${ARCHIVES})(?:\\.[A-Z]{2})?/[0-9]{7}`;
const PAGES = "(?:https?://)?(?:(?:[\\w-]+\\.)*(?:arxiv|alphaxiv|ar5iv)\\.org/"
  + "(?:(?:abs|pdf|html|format|overview|ps|src|e-print|bibtex)/|ftp/arxiv/papers/[0-9]{4}/)"
  + "|(?:www\\.)?(?:huggingface|hf)\\.co/papers/|(?:[\\w-]+\\.)*semanticscholar\\.org/(?:[\\w/]*/)?(?:arxiv[:/])"
  + "|(?:www\\.)?(?:scirate\\.com/arxiv|papers\\.cool/arxiv|arxiv-vanity\\.com/papers)/"
  + "|ui\\.adsabs\\.harvard\\.edu/abs/)(?:arxiv:)?";
const DOI = "10\\.48550/arxiv\\.";
const RESOLVED = `(?:https?://)?(?:dx\\.|www\\.)?doi\\.org/${DOI}`;
const CITED = "(?:arxiv preprint\\s)?arxiv:\\s?|corr,?\\sabs/|abs/";
const STAMP = "\\s*\\[[a-z-]+(?:\\.[A-Z]{2})?\\](?:\\s+[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4})?";
const NUMBER = `(${ID})(?:v[0-9]+)?(?:\\.pdf)?`;
const AT_ADDRESS = new RegExp(`^${NUMBER}(?:/anc(?:/[^?#]*)?|/?)(?:[?#].*)?[>)\\]\\x60.,;]*$`, "i");
const AFTER_PREFIX = new RegExp(`^${NUMBER}(?:${STAMP})?[>)\\]\\x60.,;]*$`, "i");
const ADDRESS = new RegExp(`^(?:${PAGES}|(?:doi:\\s?)?${RESOLVED})`, "i");
const PREFIX = new RegExp(`^(?:${CITED}|(?:doi:\\s?)?${DOI})`, "i");

/** The base id in `name`, an id or the address of one of its pages, as arXiv writes it: in lower case, without the subject class of old ids.
 * Characters that are not seen, which pasted text may hold, do not count.
 * @param {string} name
 * @returns {string | null}
 */
export function paperIdIn(name) {
  const text = withoutUnseen(name).trim().replace(/^[<([\x60]*/, "");
  const isAddress = ADDRESS.test(text);
  const found = isAddress ? AT_ADDRESS.exec(text.replace(ADDRESS, "")) : AFTER_PREFIX.exec(text.replace(PREFIX, ""));
  return found && found[1].toLowerCase().replace(/\.[a-z]{2}\//, "/");
}
