// What the scripts know without importing it: the constants that the page gives them, the data that it carries, and
// the elements that its templates have. Only the type checker reads this file.

type WordKey = keyof (typeof import("../../words/en.json"))["page"];
/** A text in English and in Korean; without the second, the first stands for both. */
type Pair = readonly [string, string];
declare const WORDS: Readonly<Record<WordKey, Pair>>;
declare const GEOMETRY: Readonly<typeof import("../layout/geometry.json")>;

interface Window {
  /** Takes language and theme as the reader chose them before; says whether a theme was chosen. */
  recallView(): boolean;
  /** For tests and the curious: what is lit, and where a topic is on the screen. */
  vlagraph?: object;
  /** What assets/search.js holds (site/catalogue.py). */
  vlagraphSearch?: SearchData;
  /** What assets/topics.js holds (site/catalogue.py). */
  vlagraphTopics?: TopicCardRow[];
  /** Rows of papers by the numbers of the files in assets/papers. */
  vlagraphPapers?: Record<number, readonly PaperRow[]>;
  /** Abstracts by month and id, from assets/abstracts. */
  vlagraphAbstracts?: Record<string, Record<string, string>>;
  /** BibTeX entries in the order of the rows of papers, by the numbers of the files in assets/bibtex. */
  vlagraphBibtex?: Record<number, readonly string[]>;
}

// The marks of a reader, as in progress.json (docs/study.md).

interface TopicMark {
  state: "learned" | "unlearned";
  at: string;
  over?: string[];
  /** A time, a blank, and what the reader means to do with a topic that is not learned. */
  intent?: string;
}
type TopicIntent = "learning" | "skipped";
type TopicState = TopicIntent | "learned";
interface PaperMark {
  state?: "read" | "unread";
  at?: string;
  starred?: boolean;
  starred_at?: string;
}
interface Opinion {
  paper: string;
  topic?: string;
  from?: string;
  at: string;
  undone?: true;
}
/** What a browser kept and a page could not understand, and when that was found. */
interface UnreadText {
  at: string;
  text: string;
}
interface Progress {
  schema: 1;
  topics: Record<string, TopicMark>;
  papers: Record<string, PaperMark>;
  shown: Record<string, string>;
  feedback: Record<"dismissed" | "moved" | "pinned", Opinion[]>;
  /** Only in a saved file; nothing reads it. */
  unread?: UnreadText[];
}
/** Topic to the ids that it had before, or that it was a part of. */
type FormerIds = Record<string, readonly string[]>;

// The data of the map (site/payload.py).

/** A prerequisite: id, 1 where it is required, 1 where its line is drawn, the places of its concepts that are needed if not all. */
type Need = [id: string, required: 0 | 1, drawn: 0 | 1, concepts?: readonly number[]];
interface MapTopic {
  name: Pair;
  area: number;
  level: number;
  /** Of a first pass. */
  hours: readonly [number, number];
  mastery: readonly [number, number];
  /** How many there are, and how many of them are the core that a first pass learns. */
  concepts: readonly [all: number, core: number];
  tier: number | null;
  /** The numbers of all that count it. */
  stages: readonly number[];
  needs: readonly Need[];
  /** The topics that name this one as a prerequisite. */
  direct: string[];
  aliases: readonly string[];
  former: readonly string[];
}
interface Named {
  id: string;
  n: Pair;
  /** For an area: its topics are presupposed. */
  assumed?: true;
}
/** A goal or a project: its topics by their places in the list, and other names of it. */
interface NamedGoal extends Named {
  t: number[];
  al?: string[];
}
interface Columns {
  en: string[];
  ko: string[];
  a: number[];
  l: number[];
  h: [number, number][];
  m: [number, number][];
  c: [all: number, core: number][];
  t: (number | null)[];
  g: number[][];
  r: [place: number, required: 0 | 1, drawn: 0 | 1, concepts?: number[]][][];
  al: Record<string, string[]>;
  f: Record<string, string[]>;
}
interface MapData {
  title: Pair;
  size: [width: number, height: number];
  areas: Named[];
  /** The ground of each area. */
  regions: [area: number, left: number, top: number, right: number, bottom: number][];
  /** Where lines of one source part. */
  dots: [x: number, y: number][];
  /** Short arrows: the place of a topic, the height, the numbers of what it needs. */
  stubs: [place: number, y: number, numbers: string][];
  tiers: Named[];
  stages: Named[];
  goals: NamedGoal[];
  topics: Columns;
  /** Where a mistake is reported; {title}, {topic} and {requirement} stand for what it is about. */
  corrections?: string;
}
interface MapNode {
  id: string;
  x: number;
  y: number;
  /** Number of the area, which chooses the colour. */
  area: number;
  /** The name cut into the lines of a card, in English and in Korean; null until they are unpacked. */
  lines: [string[], string[]] | null;
}
interface MapEdge {
  from: string;
  to: string;
  /** 1 where the prerequisite is required. */
  r: 0 | 1;
  /** 1 where it only helps. */
  h?: 1;
  /** How it is shown at rest: by a line, by a stub at its topic, by a line where what is recommended is shown too. */
  d?: 0 | 1 | 2 | 3;
  /** Its way as SVG, and the height at which it arrives. */
  p?: string;
  y?: number;
  /** Its line and its head, once they have been painted alone. */
  path?: [Path2D, Path2D | null];
}
/** Title, authors, date. */
type PaperFacts = [title: string, authors: string, date: string];
type NeedReason = [en: string, ko: string, source: string, concepts: string[]];
interface TopicDetails {
  s: Pair | null;
  c: [id: string, en: string, ko: string, noteEn: string, noteKo: string, aliases?: string[]][];
  y: NeedReason[];
  /** What helps, in any order. */
  h: [id: string, ...NeedReason][];
  k: [id: string, en: string, ko: string, noted?: 1][];
  w: [id: string, score: number | null, words: string[], noted?: 1][] | null;
  m: number;
  rel: string[];
}
interface Details {
  topics: Record<string, TopicDetails>;
  papers: Record<string, PaperFacts>;
}
/** What the walks over the graph ask of it: prerequisites and rank of each topic, and which are presupposed. */
interface Graph {
  needs(id: string): readonly (readonly [id: string, required: unknown, drawn?: unknown, concepts?: readonly number[]])[];
  rank(id: string): number;
  assumed: { has(id: string): boolean };
}
/** What the hours of a path ask of the graph besides. */
interface Sizes {
  hours(id: string): readonly [number, number];
  concepts(id: string): readonly [all: number, core: number];
}
interface Ids {
  has(id: string): boolean;
}
interface Point {
  x: number;
  y: number;
}

// The data of the other pages (site/catalogue.py).

type TopicRow = [id: string, en: string, ko: string, area: number, required: string[], former: string[]];
/** A `TopicRow`, the hours of a first pass and of mastery, the summary in both languages, 1 where it is presupposed. */
type TopicCardRow = [...TopicRow, [number, number], [number, number], string, string, 0 | 1];
interface PaperRow extends Array<unknown> {
  0: string;
  1: string;
  2: string[];
  3: number;
  4: string;
  5: string;
  6: number[];
  7: 0 | 1;
  8: 0 | 1;
  /** venue in English and in Korean, code, project page; or nothing */
  9: string[];
  /** 1 where there is an abstract */
  10: 0 | 1;
}
interface SearchData {
  topics: [id: string, en: string, ko: string, area: number, others: string[], concepts: string[][], papers: string[]][];
  areas: [id: string, en: string, ko: string][];
  goals: [id: string, en: string, ko: string, anchor: string, others: string[]][]; // the anchor of a project, of a goal ""
  /** Titles of key papers by id. */
  titles: Record<string, string>;
  /** How many files of papers there are. */
  parts: number;
}
interface Paper {
  id: string;
  title: string;
  authors: string[];
  /** 1 where not all authors are known. */
  more: number;
  date: string;
  category: string;
}

// The part of vis-network that is used; its script is unpacked from the page.

interface VisMove {
  position?: Point;
  scale?: number;
  animation?: false | { duration: number; easingFunction: string };
}
interface VisEvent {
  node: string;
  nodes: string[];
  event: Event;
  pointer: { DOM: Point };
}
interface VisNetwork {
  on(event: "afterDrawing" | "beforeDrawing", action: (ctx: CanvasRenderingContext2D) => void): void;
  on(event: string, action: (event: VisEvent) => void): void;
  once(event: string, action: () => void): void;
  redraw(): void;
  setSize(width: string, height: string): void;
  moveTo(move: VisMove): void;
  getScale(): number;
  getViewPosition(): Point;
  canvasToDOM(point: Point): Point;
  DOMtoCanvas(point: Point): Point;
}
declare const vis: { Network: new (element: HTMLElement, data: object, options: object) => VisNetwork };

/** What the map is painted with: the part of a canvas context that it needs, which a pen that writes SVG has too. */
interface Pen {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  setLineDash(dash: number[]): void;
  beginPath(): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  roundRect(x: number, y: number, width: number, height: number, radii: number | number[]): void;
  fill(path?: Path2D): void;
  stroke(path?: Path2D): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number, room?: number): void;
  measureText(text: string): { width: number };
}

// Elements of the templates, by id. One that is not on every page of a script may be null.

interface PageElements {
  details: HTMLTemplateElement | null;
  lines: HTMLTemplateElement;
  vis: HTMLTemplateElement;
  ours: HTMLScriptElement;
  names: HTMLScriptElement | null;
  marks: HTMLScriptElement | null;
  live: HTMLElement | null;
  fresh: HTMLElement;
  "fresh-hint": HTMLElement | null;
  papers: HTMLScriptElement | null;
  "list-none": HTMLElement | null;
  listing: HTMLElement;
  sheet: HTMLElement;
  main: HTMLElement;
  lang: HTMLButtonElement;
  theme: HTMLButtonElement;

  first: SVGSVGElement & HTMLElement;
  pane: HTMLElement;
  net: HTMLElement;
  panel: HTMLElement;
  "panel-title": HTMLElement;
  pathbar: HTMLElement;
  "guide-sum": HTMLElement;
  "guide-next": HTMLAnchorElement;
  mini: HTMLCanvasElement;
  search: HTMLInputElement;
  results: HTMLElement;
  filters: HTMLFormElement;
  area: HTMLSelectElement;
  stage: HTMLSelectElement;
  level: HTMLSelectElement;
  "hide-done": HTMLInputElement;
  clear: HTMLButtonElement;
  count: HTMLOutputElement;
  "order-list": HTMLElement;
  "open-map": HTMLButtonElement;
  "map-close": HTMLButtonElement;
  "zoom-in": HTMLButtonElement;
  "zoom-out": HTMLButtonElement;
  "zoom-fit": HTMLButtonElement;
  "copy-link": HTMLButtonElement;
  "save-png": HTMLButtonElement;
  "save-svg": HTMLButtonElement;
  print: HTMLButtonElement;
  "save-progress": HTMLButtonElement;
  "load-progress": HTMLButtonElement;
  "progress-file": HTMLInputElement;

  "done-bar": HTMLProgressElement | null;
  "done-text": HTMLElement;
  "topic-card": HTMLElement | null;
  "new-list": HTMLElement | null;
  "new-tools": HTMLFormElement;
  "new-ready": HTMLButtonElement;
  "new-topic": HTMLSelectElement;
  "new-count": HTMLElement;
  "new-clear": HTMLButtonElement;
  "new-more": HTMLButtonElement;
  "paper-tools": HTMLFormElement;
  "paper-search": HTMLInputElement;
  "paper-topic": HTMLSelectElement;
  "paper-kind": HTMLSelectElement;
  "paper-sort": HTMLSelectElement;
  "paper-count": HTMLElement;
  "paper-bib": HTMLButtonElement;
  "paper-clear": HTMLButtonElement;
  "paper-list": HTMLElement;
  "paper-more": HTMLButtonElement;
}
