// Text set in lines, for pictures: what has no room on a line begins the next one.

/**
 * @typedef {object} Piece a word, or a few that stay together, perhaps behind a sign
 * @property {string} text
 * @property {number} size in pixels
 * @property {number} weight
 * @property {"ink" | "soft"} tone
 * @property {number} gap to the piece before it
 * @property {{ width: number, paint: (pen: Pen, x: number, y: number) => void }} [sign] painted before the text, around a middle
 * @typedef {Piece & { x: number, y: number }} Placed with where its text begins, and on which height it stands
 * @typedef {{ room: number, top: number, leading: number, measure: (piece: Piece) => number }} Frame
 */

/** `text` as pieces of a word each. @param {string} text @param {Partial<Piece>} look @returns {Piece[]} */
export function wordsOf(text, look) {
  const size = look.size || 14;
  return text.split(/\s+/).filter(Boolean).map((word) => ({ text: word, size, weight: 400, tone: "ink", gap: size * 0.28, ...look }));
}

/** Pieces that fit a line each: a longer one, such as an address, is cut.
 * @param {Piece} piece
 * @param {Frame} frame
 * @returns {Piece[]}
 */
function cut(piece, frame) {
  const width = frame.measure(piece);
  const letters = [...piece.text];
  if (width <= frame.room || letters.length < 2) return [piece];
  const at = Math.max(1, Math.floor((letters.length * frame.room) / width) - 1);
  return [{ ...piece, text: letters.slice(0, at).join("") }, ...cut({ ...piece, gap: 0, text: letters.slice(at).join("") }, frame)];
}

/** Places pieces one after the other in lines.
 * @param {readonly Piece[]} pieces
 * @param {Frame} frame
 * @returns {{ placed: Placed[], bottom: number }}
 */
export function flow(pieces, frame) {
  /** @type {Placed[]} */
  const placed = [];
  let [x, y] = [0, frame.top + frame.leading * 0.75];
  for (const piece of pieces.flatMap((one) => cut(one, frame))) {
    const lead = piece.sign ? piece.sign.width + 6 : 0;
    const width = lead + frame.measure(piece);
    if (x && x + piece.gap + width > frame.room) [x, y] = [0, y + frame.leading];
    else if (x) x += piece.gap;
    placed.push({ ...piece, x: x + lead, y });
    x += width;
  }
  return { placed, bottom: pieces.length ? y + frame.leading * 0.25 : frame.top };
}
