// The path bar: what is left to learn for the chosen targets, in order, with hours.
const bar = $("pathbar");

function showPath() {
  const known = progress.known();
  bar.hidden = !state.path.length;
  root.classList.toggle("with-path", Boolean(state.path.length));
  if (bar.hidden) return;
  const steps = stepsTo(state.path, known);
  const heading = el("p", { class: "path-head" }, el("strong", {}, t("path_to", { names: state.path.map(nameOf).join(", ") })), " ",
    steps.length ? el("span", { class: "soft" }, t("path_steps", { n: steps.length }) + " · " + hoursText(steps)) : el("span", {}, t("path_all_done")),
    el("span", { class: "push" }),
    el("button", { type: "button", class: "quiet", onclick: copyLink }, t("copy_link")),
    el("button", { type: "button", class: "quiet", id: "path-clear", onclick: () => setPath([]) }, t("clear")));
  const list = el("ol", { class: "steps" }, steps.map((id) => el("li", { class: "a" + (TOPICS[id].a % 10) + (state.path.includes(id) ? " target" : "") }, topicLink(id))));
  bar.replaceChildren(heading, list);
}

async function copyLink() {
  const link = location.href.split("#")[0] + address();
  try { await navigator.clipboard.writeText(link); } catch (error) { copyByHand(link); }
  announce(t("copied"));
}

function copyByHand(text) {
  const area = el("textarea", { class: "unseen", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

on("path", showPath);
on("path", () => showPanel());
on("progress", showPath);
on("language", showPath);
