// What the first picture does not need waits deflated in the page: the details of topics, the names cut into lines, vis-network.
let tooOld = false;

// Fails in a browser that cannot inflate.
async function unpack(id) {
  const packed = atob($(id).content.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

let detailsAsked = null;
function loadDetails() {
  if (!$("details")) return Promise.resolve();
  detailsAsked = detailsAsked || unpack("details").then((text) => { detailsRead = JSON.parse(text); tell("details"); }).catch(showTooOld);
  return detailsAsked;
}

let cardLines = null;
let linesAsked = null;
function loadLines() {
  linesAsked = linesAsked || unpack("lines").then((text) => { cardLines = JSON.parse(text); });
  return linesAsked;
}

let visAsked = null;
function loadVis() {
  visAsked = visAsked || Promise.all([unpack("vis"), loadLines()]).then(([text]) => {
    const script = document.createElement("script");
    script.textContent = text;
    document.head.append(script);
  });
  return visAsked;
}

// Without vis-network the picture stays, with its links, the search and the list.
function showTooOld() {
  if (tooOld) return;
  tooOld = true;
  root.classList.add("too-old");
  const both = ["en", "ko"].map((code, index) => el("span", { class: code, lang: code }, WORDS.too_old[index]));
  pane.prepend(el("p", { id: "too-old", role: "status" }, both));
}
