var names = document.getElementById("names");
if (names && document.documentElement.lang === "ko") {
  document.getElementById("first").insertAdjacentHTML("beforeend", names.textContent);
  names.remove();
}
