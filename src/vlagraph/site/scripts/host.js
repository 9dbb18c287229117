// In a frame of an assistant's program (MCP Apps, SEP-1865): it says that the page is there, and shows on the map what a tool answered.

const PROTOCOL = "2026-01-26"; // the version of the extension that this speaks
const HEIGHT = 640; // pixels of the frame that are asked for: the map and its panel at a glance
const NO_METHOD = -32601; // of JSON-RPC
const HELLO = 1;
const ANSWERED = ["ping", "ui/resource-teardown"];

let requests = HELLO;

/** @param {Record<string, unknown>} message */
function send(message) {
  parent.postMessage({ jsonrpc: "2.0", ...message }, "*"); // the host's origin is not known, and nothing in it is secret
}

/** What the text of an answer says, nothing where it is not ours.
 * @param {any} result
 */
function answerIn(result) {
  try { return JSON.parse(result.content[0].text).answer || {}; } catch { return {}; }
}

/** The fragment that shows the answer of the tool `topic` or `path`, which name topics and goals by their ids.
 * @param {any} answer
 */
function fragmentFor({ topic, targets }) {
  if (Array.isArray(targets) && targets.length) return "#path=" + targets.map((id) => encodeURIComponent(id)).join(",");
  return topic && typeof topic.id === "string" ? "#topic=" + encodeURIComponent(topic.id) : "";
}

/** @param {MessageEvent} event */
function onMessage({ source, data }) {
  if (source !== parent || !data || data.jsonrpc !== "2.0") return;
  if (data.id === HELLO && "result" in data) greet();
  else if (data.method === "ui/notifications/tool-result") show(data.params);
  else if (data.method && data.id !== undefined) reply(data);
}

function greet() {
  send({ method: "ui/notifications/initialized", params: {} });
  send({ method: "ui/notifications/size-changed", params: { height: HEIGHT } });
}

/** @param {any} result */
function show(result) {
  const wanted = fragmentFor(answerIn(result));
  if (wanted) location.hash = wanted;
}

/** @param {{ id: unknown, method: string }} request */
function reply({ id, method }) {
  send(ANSWERED.includes(method) ? { id, result: {} } : { id, error: { code: NO_METHOD, message: method } });
}

/** A link leads nowhere in the frame: to other sites through the host, to a topic on the map, and to other pages not at all.
 * @param {MouseEvent} event
 */
function onLink(event) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link) return;
  event.preventDefault();
  const address = link.getAttribute("href") || "";
  if (!/^https?:/.test(address)) return;
  requests += 1;
  send({ id: requests, method: "ui/open-link", params: { url: address } });
}

if (parent !== window) {
  addEventListener("message", onMessage);
  for (const kind of /** @type {const} */ (["click", "auxclick"])) addEventListener(kind, onLink, { capture: true });
  send({ id: HELLO, method: "ui/initialize", params: { protocolVersion: PROTOCOL, appInfo: { name: "vlagraph", version: document.documentElement.dataset.framed }, appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] } } });
}
