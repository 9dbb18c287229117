// The sizes that Python, the picture and the scripts share (site/layout/geometry.json), and those of the canvas alone.

export const CARD = GEOMETRY.card;
export const TEXT = GEOMETRY.text;
export const TIER = GEOMETRY.tier;
export const BAND = GEOMETRY.band;
export const STUB = GEOMETRY.stub;
export const DOT = GEOMETRY.edge.dot;
export const HEAD = GEOMETRY.head;
export const LIMITS = GEOMETRY.limits;

/** Pixels of the smallest text. */
export const SMALLEST = 12;
/** The zoom below which two lines of that size have no room on a card: its number in the learning order stands in. */
export const NAMED = 0.66;
/** The zoom below which the name of an area would cover cards, so that areas stand in for topics. */
export const NUMBERED = 0.5;
/** The zoom below which a card has room for its name and nothing else. */
export const MARKED = 0.84;
/** The zoom below which a card is a block without a name. */
export const FAR = 0.35;
/** The opacity of what the reader does not look at. */
export const FADED = 0.15;
/** The same in forced colours: half of the greatest contrast is still 4.5 : 1. */
export const FADED_FORCED = 0.5;

/** The class of the colour of an area, by its number.
 * @param {number} area
 */
export const colourClass = (area) => "a" + (area % GEOMETRY.colours);
