(function () {
  // The picture first: the rest of the page and its script wait as plain text until it has been painted, and vis-network until the
  // reader can use the page.
  var begun = false;
  function begin() {
    if (begun) return;
    begun = true;
    if (window.recallView()) setTimeout(start, 20); else start(); // a frame for the chosen theme, before the script takes its time
  }
  function start() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-later]"), furnish);
    addNames();
    var script = document.createElement("script");
    script.textContent = document.getElementById("ours").textContent;
    document.head.appendChild(script);
  }
  // What waits is the page's own markup, put in its place.
  function furnish(store) {
    var room = store.parentNode.hasAttribute("data-room") ? store.parentNode : store;
    room.outerHTML = store.textContent;
  }
  if (document.documentElement.dataset.view === "list") { begin(); return; }
  try {
    new PerformanceObserver(function (list) {
      if (list.getEntriesByName("first-contentful-paint").length) begin();
    }).observe({ type: "paint", buffered: true });
  } catch (error) { /* a browser that does not tell: the timer below begins */ }
  setTimeout(begin, 1500);
})();
