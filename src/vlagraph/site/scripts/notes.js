// An address that names a folded note opens it.

function openNote() {
  const note = document.getElementById(location.hash.slice(1));
  if (!(note instanceof HTMLDetailsElement) || !note.dataset.note) return;
  note.open = true;
  note.scrollIntoView();
}

export function startNotes() {
  addEventListener("hashchange", openNote);
  openNote();
}
