// The picture is painted before the furniture of the map, which waits as text: its own markup, put in its place here.
function furnish(store) {
  const { head, body } = new DOMParser().parseFromString(store.textContent, "text/html");
  const room = store.parentNode.hasAttribute("data-room") ? store.parentNode : store;
  room.replaceWith(...head.childNodes, ...body.childNodes);
}
document.querySelectorAll("[data-later]").forEach(furnish);
addNames();
