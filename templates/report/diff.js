// The page of a comparison works without this; with it, entries can be filtered and walked through.

const byId = (id) => document.getElementById(id);
const entries = [...document.querySelectorAll(".entry")];
const groups = [...document.querySelectorAll(".kind")];
const off = new Set();
let words = [];

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const textOf = new Map(entries.map((e) => [e, e.textContent.toLowerCase().replace(/\s+/g, " ")]));

function apply() {
  let shown = 0;
  for (const entry of entries) {
    const kinds = entry.dataset.kinds.split(" ");
    entry.hidden = off.has(kinds[0]) || !words.every((word) => textOf.get(entry).includes(word));
    if (!entry.hidden) shown += 1;
  }
  for (const group of groups) group.hidden = ![...group.querySelectorAll(".entry")].some((e) => !e.hidden);
  byId("none").hidden = shown > 0 || !entries.length;
  byId("live").textContent = shown === 1 ? "1 difference shown." : `${shown} differences shown.`;
}

function chips() {
  const box = byId("chips");
  if (groups.length < 2) return;
  for (const group of groups) {
    const kind = group.dataset.kind;
    const title = group.querySelector("h3");
    box.append(h("button", { class: "chip", type: "button", "aria-pressed": "true", click: (event) => {
      const show = off.delete(kind) || (off.add(kind), false);
      event.currentTarget.setAttribute("aria-pressed", String(show));
      apply();
    } }, title.firstChild.textContent.trim(), " ", h("b", {}, title.querySelector(".number").textContent)));
  }
  box.hidden = false;
}

function tools() {
  const search = h("input", { type: "search", id: "search", placeholder: "Search differences", "aria-label": "Search differences", autocomplete: "off", spellcheck: "false" });
  search.addEventListener("input", () => {
    words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    apply();
  });
  const box = h("div", { class: "search", role: "search" }, search, h("kbd", { "aria-hidden": "true" }, "/"));
  byId("tools").append(box);
  if (document.querySelector(".statement")) {
    const same = h("input", { type: "checkbox", id: "same" });
    same.addEventListener("change", () => document.body.classList.toggle("hide-same", same.checked));
    byId("tools").append(h("label", {}, same, "only what differs"));
  }
  byId("tools").hidden = false;
  return search;
}

/** The next entry that is shown, from the one that has the focus or is on top of the window. */
function step(by) {
  const shown = entries.filter((e) => !e.hidden);
  if (!shown.length) return;
  let at = shown.indexOf(document.activeElement.closest(".entry"));
  if (at < 0) {
    const below = shown.findIndex((e) => e.getBoundingClientRect().top > 70);
    at = by > 0 ? (below < 0 ? shown.length : below) - 1 : below < 0 ? shown.length : below;
  }
  const next = shown[Math.max(0, Math.min(at + by, shown.length - 1))];
  next.focus();
  next.scrollIntoView({ block: "center" });
}

/** A link leads to its place even if that is in a statement that is closed. */
function openTarget() {
  const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const closed = target.closest("details:not([open])");
  if (closed) closed.open = true;
  if (target.hidden) {
    off.clear();
    words = [];
    search.value = "";
    for (const chip of document.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", "true");
    apply();
  }
  if (target.matches(".entry")) target.focus();
  target.scrollIntoView({ block: "center" });
}

chips();
const search = tools();
window.addEventListener("hashchange", openTarget);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input");
  if (event.key === "/" && !typing) {
    search.focus();
    event.preventDefault();
  } else if (event.key === "Escape" && event.target === search) {
    search.value = "";
    words = [];
    apply();
    search.blur();
  } else if (!typing && (event.key === "j" || event.key === "k")) {
    step(event.key === "j" ? 1 : -1);
  }
});
window.addEventListener("beforeprint", () => document.querySelectorAll(".entry details").forEach((d) => { d.open = true; }));
openTarget();
