// Korean names of the picture wait as text.

/** Puts them in, once. */
export function addKoreanNames() {
  const names = document.getElementById("names");
  if (!names) return;
  document.getElementById("first")?.insertAdjacentHTML("beforeend", names.textContent || "");
  names.remove();
}
