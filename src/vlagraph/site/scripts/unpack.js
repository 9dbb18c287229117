// What the first picture does not need waits deflated in the page: the details of topics, the names cut into lines, vis-network.
let tooOld = false;

// Fails in a browser that cannot inflate.
async function unpack(id) {
  const packed = atob($(id).content.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

function once(action) {
  let asked = null;
  return () => (asked = asked || action());
}

const loadDetails = once(() => ($("details")
  ? unpack("details").then((text) => { detailsRead = JSON.parse(text); tell("details"); }).catch(showTooOld)
  : Promise.resolve()));

const loadLines = once(() => unpack("lines").then((text) => {
  JSON.parse(text).forEach((rows, index) => { NODES[index].lines = rows; });
}));

const loadVis = once(() => Promise.all([unpack("vis"), loadLines()]).then(([text]) => {
  const script = document.createElement("script");
  script.textContent = text;
  document.head.append(script);
}));

// Without vis-network the picture stays, with its links, the search and the list.
function showTooOld() {
  if (tooOld) return;
  tooOld = true;
  root.classList.add("too-old");
  const both = ["en", "ko"].map((code, index) => el("span", { class: code, lang: code }, WORDS.too_old[index]));
  pane.prepend(el("p", { id: "too-old", role: "status" }, both));
}
