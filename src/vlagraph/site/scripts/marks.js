// Learned buttons on the plain pages, and the sum on the order page.
function showMarks() {
  for (const button of document.querySelectorAll("[data-mark]")) {
    const done = progress.done(button.dataset.mark);
    button.setAttribute("aria-pressed", String(done));
    const owner = button.closest("[data-topic]");
    if (owner) owner.classList.toggle("done", done);
  }
  const bar = $("done-bar");
  if (!bar) return;
  const items = [...document.querySelectorAll("li[data-topic]")];
  const open = items.filter((item) => !progress.done(item.dataset.topic));
  const sum = (key) => open.reduce((total, item) => total + Number(item.dataset[key]), 0);
  bar.value = items.length - open.length;
  $("done-text").textContent = t("done_count", { n: items.length - open.length, all: items.length }) + " · " + t("hours_left", { lo: sum("lo"), hi: sum("hi") });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-mark]");
  if (button) progress.mark(button.dataset.mark, !progress.done(button.dataset.mark));
});
on("progress", showMarks);
on("language", showMarks);
showMarks();

// An address that names a folded note opens it.
function openNote() {
  const note = $(location.hash.slice(1));
  if (note && note.dataset.note && note.tagName === "DETAILS") { note.open = true; note.scrollIntoView(); }
}
addEventListener("hashchange", openNote);
openNote();
