(function () {
  // The picture first: the scripts wait as plain text until it has been painted.
  function run(id) {
    var script = document.createElement("script");
    script.textContent = document.getElementById(id).textContent;
    document.head.appendChild(script);
  }
  requestAnimationFrame(function () { setTimeout(function () { run("vis"); run("ours"); }, 0); });
})();
