(function () {
  // Before the first paint: language, theme, view. A local page opens the browser's store here and recalls what the reader
  // chose at its end, for the browser is busy until then; a page that comes over a network may be painted in parts.
  var root = document.documentElement, asked = /(?:^#|&)lang=(en|ko)/.exec(location.hash), recalled = false;
  window.recallView = function () {
    if (recalled) return;
    recalled = true;
    var view = {};
    try { view = JSON.parse(localStorage.getItem("vlagraph.view") || "{}") || {}; } catch (error) { view = {}; }
    if (!asked && (view.lang === "ko" || view.lang === "en")) root.lang = view.lang;
    if (view.theme === "dark" || view.theme === "light") root.dataset.theme = view.theme;
  };
  root.lang = asked ? asked[1] : /^ko/.test(navigator.language) ? "ko" : "en";
  if (location.protocol !== "file:") window.recallView();
  else try { void window.localStorage; } catch (error) { /* forbidden: nothing to recall */ }
  var wanted = /(?:^#|&)view=(map|list)/.exec(location.hash);
  root.dataset.view = wanted ? wanted[1] : matchMedia("(max-width: 760px)").matches ? "list" : "map";
  root.classList.add("js");
})();
