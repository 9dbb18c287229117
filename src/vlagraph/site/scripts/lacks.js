// On the page of new papers: what the reader lacks to read each one.
function showLacks() {
  const roads = new Map(ROADS.map((road) => [road[0], road]));
  const known = progress.known();
  for (const node of document.querySelectorAll("[data-lacks]")) {
    const missing = new Set();
    const queue = [node.dataset.lacks];
    while (queue.length) {
      for (const need of roads.get(queue.pop())[4]) {
        if (!known.has(need) && !missing.has(need) && roads.has(need)) { missing.add(need); queue.push(need); }
      }
    }
    const names = ROADS.filter((road) => missing.has(road[0])).map(roadName);
    node.textContent = names.length ? t("lack_read", { n: names.length, names: names.join(", ") }) : t("lack_read_none");
    node.classList.toggle("ok", !names.length);
  }
}
if (ROADS) {
  progress.former = table(Object.fromEntries(ROADS.map((road) => [road[0], road[5]])));
  on("language", showLacks);
  on("progress", showLacks);
  showLacks();
}
