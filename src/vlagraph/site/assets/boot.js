(function () {
  var root = document.documentElement, view = {};
  try { view = JSON.parse(localStorage.getItem("vlagraph.view") || "{}") || {}; } catch (error) { view = {}; }
  var asked = /(?:^#|&)lang=(en|ko)/.exec(location.hash);
  root.lang = asked ? asked[1] : view.lang === "ko" || view.lang === "en" ? view.lang : /^ko/.test(navigator.language) ? "ko" : "en";
  if (view.theme === "dark" || view.theme === "light") root.dataset.theme = view.theme;
  var wanted = /(?:^#|&)view=(map|list)/.exec(location.hash);
  root.dataset.view = wanted ? wanted[1] : matchMedia("(max-width: 760px)").matches ? "list" : "map";
  root.classList.add("js");
})();
