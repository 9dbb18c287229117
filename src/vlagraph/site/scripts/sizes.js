// The sizes that Python, the picture and the scripts share (site/layout/geometry.json), and those of the canvas alone.

export const CARD = GEOMETRY.card;
export const TEXT = GEOMETRY.text;
export const TIER = GEOMETRY.tier;
export const BAND_GAP = GEOMETRY.band.gap;
export const HEAD = GEOMETRY.head;
export const LIMITS = GEOMETRY.limits;

/** The zoom below which the small text of a card cannot be read: 12.5 pixels become less than 9. */
export const SMALL_TEXT = 0.7;
/** The zoom below which a card is a block without a name. */
export const FAR = 0.35;
/** The opacity of what the reader does not look at. */
export const FADED = 0.15;

/** The class of the colour of an area, by its number.
 * @param {number} area
 */
export const colourClass = (area) => "a" + (area % GEOMETRY.colours);
