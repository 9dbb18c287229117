if (document.documentElement.lang === "ko") {
  document.getElementById("first").insertAdjacentHTML("beforeend", document.getElementById("names").textContent);
  document.getElementById("names").remove();
}
