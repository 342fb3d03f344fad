// -- search ---------------------------------------------------------------------------------

const MOST = 40;
let searchIndex = null;

/** Everything that can be looked for, in lower case, made when it is first needed. */
function searchable() {
  if (searchIndex) return searchIndex;
  searchIndex = [];
  D.numerals.forEach((n, i) => {
    const facts = (n.f || []).map(factOf);
    const names = facts.map((f) => `${conceptOf(f).q} ${conceptOf(f).label} ${f.value} ${f.value.replace(/[,\u2212]/g, (c) => (c === "," ? "" : "-"))}`);
    searchIndex.push([`${n.t} ${n.t.replace(/,/g, "")} ${n.l} ${n.w} ${names.join(" ")}`.toLowerCase(),
      n.t, facts.length ? conceptOf(facts[0]).label : n.l, STATES[n.s][0].toLowerCase(), () => goTo(i)]);
  });
  D.facts.forEach((f, i) => {
    if (f.n.length) return;
    searchIndex.push([`${conceptOf(f).q} ${conceptOf(f).label} ${f.value}`.toLowerCase(), f.value.slice(0, 80), conceptOf(f).label, "fact", () => showFact(i)]);
  });
  D.findings.forEach((f) => searchIndex.push([`${f.code} ${f.message} ${f.at || ""}`.toLowerCase(), f.code, f.message, kindOf(f), () => showTab("findings")]));
  D.elements.forEach((e) => searchIndex.push([`${e.q} ${e.label} ${e.doc || ""}`.toLowerCase(), e.label, e.q, "own element", () => showTab("elements")]));
  return searchIndex;
}

function searchView() {
  const input = h("input", { type: "search", id: "search", placeholder: "Search", "aria-label": "Search numbers, concepts, findings", autocomplete: "off", spellcheck: "false", "aria-controls": "results" });
  const results = h("div", { id: "results", class: "results", hidden: true });
  const close = () => { results.hidden = true; };
  const run = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return close();
    const found = searchable().filter(([text]) => words.every((word) => text.includes(word)));
    const shown = found.slice(0, MOST).map(([, text, about, kind, go]) => h("li", {}, h("button", { type: "button", click: () => { close(); go(); } },
      h("b", {}, bdi(text)), " ", h("span", { class: "about" }, bdi(about)), h("span", { class: "kind" }, kind))));
    replace(results, shown.length ? h("ul", {}, shown) : null, h("p", { class: "quiet" }, found.length > MOST ? `${MOST} of ${found.length.toLocaleString("en-US")} shown` : count(found.length, "result")));
    results.hidden = false;
    return say(count(found.length, "result"));
  };
  input.addEventListener("input", run);
  input.addEventListener("focus", run);
  const box = h("search", { class: "search", role: "search" }, input, h("kbd", { "aria-hidden": "true" }, "/"), results);
  box.addEventListener("keydown", (event) => {
    const buttons = [...results.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Escape") {
      if (results.hidden) input.blur();
      close();
      if (at >= 0) input.focus();
      close();
      event.stopPropagation();
    } else if (event.key === "ArrowDown" && !results.hidden && buttons.length) {
      buttons[Math.min(at + 1, buttons.length - 1)].focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at ? buttons[at - 1] : input).focus();
      event.preventDefault();
    } else if (event.key === "Enter" && document.activeElement === input && buttons.length) {
      buttons[0].click();
      event.preventDefault();
    }
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) close();
  });
  return box;
}
