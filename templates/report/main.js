// -- head, sections, keys -------------------------------------------------------------------

const TABS = [
  ["document", "Document", documentView, () => ""],
  ["statements", "Statements", statementsView, () => D.statements.length],
  ["findings", "Findings", findingsView, () => D.findings.filter((f) => f.waived === undefined).length],
  ["ties", "Ties", tiesTable, () => D.ties.length],
  ["elements", "Own elements", elementsView, () => D.elements.length],
  ["left", "Left out", leftView, () => D.numerals.filter((n) => n.s === "left" || n.s === "open").length],
  ["marks", "Marks", marksView, () => [...marks.keys()].length],
];
let tab = null;

function remember(fragment) {
  history.replaceState(null, "", `#${fragment}`);
}

function showTab(name, { focus = true } = {}) {
  if (tab === name) return;
  if (focus) closePanel();
  tab = name;
  for (const [id, , make] of TABS) {
    const chosen = id === name;
    const page = byId(`page-${id}`);
    page.hidden = !chosen;
    byId(`tab-${id}`).setAttribute("aria-selected", String(chosen));
    byId(`tab-${id}`).tabIndex = chosen ? 0 : -1;
    if (chosen && (!page.dataset.made || id === "marks")) {
      replace(page, h("h2", { class: "unseen" }, TABS.find((t) => t[0] === id)[1]), make());
      page.dataset.made = "yes";
    }
  }
  const button = byId(`tab-${name}`);
  if (focus) {
    button.focus({ preventScroll: true });
    window.scrollTo({ top: Math.min(window.scrollY, byId("top").offsetHeight) });
  }
  button.scrollIntoView({ block: "nearest", inline: "nearest" });
  keepOneInTabOrder();
  markChosen();
  remember(name);
}

function headView_() {
  const about = D.about;
  const all = D.findings.filter((f) => f.waived === undefined);
  const worst = SEVERITIES.find((s) => all.some((f) => f.severity === s));
  const failing = D.ties.filter((t) => !t.holds).length;
  const open = D.numerals.filter((n) => n.s === "open").length;
  const fact = (value, words, state, go) => h(go ? "button" : "div", { class: `tile ${state || ""}`, type: go ? "button" : null, click: go || null }, h("b", {}, value), h("span", {}, words));
  const severity = (s) => all.filter((f) => f.severity === s).length;
  return [
    h("div", { class: "who" },
      h("p", { class: "kicker" }, `Form ${about.form} \u00b7 period ended ${about.end} \u00b7 dated ${about.date}`),
      h("h1", {}, bdi(about.name)),
      h("p", { class: "judged" }, `CIK ${about.identifier}${about.placeholder ? " (placeholder)" : ""} \u00b7 ${about.taxonomy}`, about.judged ? ` \u00b7 ${about.judged}` : "")),
    h("div", { class: "tiles" },
      fact(D.facts.length.toLocaleString("en-US"), "facts", "", () => showTab("statements")),
      fact(`${about.cellsTagged.toLocaleString("en-US")} / ${about.cells.toLocaleString("en-US")}`, "numbers of tables tagged"),
      fact(open.toLocaleString("en-US"), "numbers open", open ? "bad" : "good", () => showTab("left")),
      fact(`${(D.ties.length - failing).toLocaleString("en-US")} / ${D.ties.length.toLocaleString("en-US")}`, "ties hold", failing ? "bad" : "good", () => showTab("ties")),
      fact(all.length.toLocaleString("en-US"), all.length ? SEVERITIES.filter(severity).map((s) => (s === "info" ? `${severity(s)} info` : count(severity(s), s))).join(", ") : "findings", worst === "info" || !worst ? "good" : "bad", () => showTab("findings")),
      h("div", { class: "tile", id: "progress" })),
  ];
}

function progressView() {
  const seen = D.facts.filter((f) => (markOf(f) || {}).kind === "seen").length;
  replace(byId("progress"), h("b", {}, `${seen.toLocaleString("en-US")} / ${D.facts.length.toLocaleString("en-US")}`), h("span", {}, "facts seen by you"));
}

function barView() {
  const tabs = TABS.map(([id, title, , number]) => h("button", { role: "tab", id: `tab-${id}`, type: "button", "aria-controls": `page-${id}`, "aria-selected": "false", tabindex: "-1", click: () => showTab(id) },
    title, number() === "" ? null : h("span", { class: "number" }, number().toLocaleString("en-US"))));
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Sections" }, tabs);
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    tabs[(next + tabs.length) % tabs.length].click();
  });
  return [list, h("div", { class: "tools" }, searchView(),
    h("button", { class: "button save", id: "save", type: "button", hidden: true, click: saveMarks }, "Save marks"),
    h("button", { class: "button icon", type: "button", "aria-label": "Dark or light", title: "Dark or light", click: turnTheme }, "\u25d0"),
    h("button", { class: "button icon", type: "button", "aria-label": "Help on keys", title: "Keys (?)", click: openHelp }, "?"))];
}

function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  say(dark ? "Light." : "Dark.");
}

// -- keys -----------------------------------------------------------------------------------

const KEYS = [
  ["j, \u2193 or \u2192", "next number"],
  ["k, \u2191 or \u2190", "number before"],
  ["n", "next number to look at: open, failing, or with a finding"],
  ["Enter", "open the number in the panel"],
  ["s, q", "mark its fact seen, or with a question"],
  ["Esc", "close the panel"],
  ["/", "search"],
  ["1 to 7", "sections"],
  ["?", "this help"],
];
let singleKeys = true;

function helpView() {
  return [
    h("h2", { id: "help-title" }, "Keys"),
    h("dl", { class: "keys" }, KEYS.map(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)])),
    h("label", {}, h("input", { type: "checkbox", checked: true, change: (event) => { singleKeys = event.target.checked; } }), " single letters are keys"),
    h("p", { class: "quiet" }, "Arrow keys move between numbers once one of them has the focus; Tab leads there."),
    h("form", { method: "dialog" }, h("button", { class: "button" }, "Close")),
  ];
}

function openHelp() {
  const help = byId("help");
  if (!help.firstChild) replace(help, helpView());
  help.showModal();
}

const isTyping = (element) => element.matches("input, textarea, select");

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const target = event.target;
  if (event.key === "Escape") {
    if (isTyping(target) && target.tagName === "TEXTAREA") byId("panel-title").focus({ preventScroll: true });
    else closePanel();
    return;
  }
  if (isTyping(target)) return;
  const onNumber = target.matches(".n[role=button]");
  const arrow = onNumber ? { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] : undefined;
  if (arrow) step(arrow);
  else if (onNumber && (event.key === "Enter" || event.key === " ")) {
    makeCurrent(target);
    openPanel(selectionOf(target), { focus: true });
  } else if (!singleKeys) return;
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "n") {
    showTab("document", { focus: false });
    step(1, needsLook);
  } else if (event.key === "s") markCurrent("seen");
  else if (event.key === "q") markCurrent("question");
  else if (event.key === "/") byId("search").focus();
  else if (event.key === "?") openHelp();
  else if (/^[1-7]$/.test(event.key)) showTab(TABS[Number(event.key) - 1][0]);
  else return;
  event.preventDefault();
}

// -- begin ----------------------------------------------------------------------------------

replace(byId("top"), headView_());
replace(byId("bar"), barView());
replace(byId("main"), TABS.map(([id]) => h("section", { role: "tabpanel", id: `page-${id}`, "aria-labelledby": `tab-${id}`, hidden: true })));
replace(byId("page-document"), h("h2", { class: "unseen" }, "Document"), documentView());
byId("page-document").dataset.made = "yes";
progressView();

marksListeners.push((key) => {
  progressView();
  byId("save").hidden = !unsaved();
  byId("tab-marks").querySelector(".number").textContent = marks.size.toLocaleString("en-US");
  const fact = factByKey.get(key);
  if (fact !== undefined) {
    for (const index of factOf(fact).n) if (shownAt.has(index)) dressNumeral(shownAt.get(index), numeralOf(index));
    for (const element of document.querySelectorAll(`.n[data-f="${fact}"]`)) dressFact(element);
  }
  if (tab === "marks") {
    const page = byId("page-marks");
    replace(page, h("h2", { class: "unseen" }, "Marks"), marksView());
  }
});

document.addEventListener("keydown", onKey);
byId("main").addEventListener("click", (event) => {
  const element = event.target.closest(".n[role=button]");
  if (!element || element.getAttribute("aria-disabled") === "true") return;
  makeCurrent(element, true);
  openPanel(selectionOf(element));
});

const wanted = decodeURIComponent(location.hash.slice(1));
const asNumber = /^n-(\d+)$/.exec(wanted);
showTab(TABS.some(([id]) => id === wanted) ? wanted : "document", { focus: false });
if (asNumber && shownAt.has(Number(asNumber[1]))) goTo(Number(asNumber[1]), { focus: false });
