// Korean names wait as text: for their readers they are put in before the first paint, for others after.
function addNames() {
  var names = document.getElementById("names");
  if (!names) return;
  document.getElementById("first").insertAdjacentHTML("beforeend", names.textContent);
  names.remove();
}
if (document.documentElement.lang === "ko") addNames();
