// -- numbers and the document ---------------------------------------------------------------

const hiddenStates = new Set();
const shownAt = new Map(); // number of a numeral: its element in the document

/** What a screen reader hears of a number. */
function numeralName(numeral) {
  const facts = (numeral.f || []).map(factOf);
  const parts = [numeral.t, STATES[numeral.s][0].toLowerCase()];
  if (facts.length) parts.push([...new Set(facts.map((f) => conceptOf(f).label))].join(" and "));
  if (fails(numeral)) parts.push("a tie fails");
  const found = standing(numeral.fi).length;
  if (found) parts.push(count(found, "finding"));
  const kinds = facts.map(markOf).filter(Boolean).map((mark) => KINDS[mark.kind][0].toLowerCase());
  if (kinds.length) parts.push([...new Set(kinds)].join(" and "));
  if (facts.some((f) => lapsedOf(f).length)) parts.push("mark lapsed");
  return parts.join(", ");
}

/** Signs behind a number: a finding, the marks of its facts. */
function signsOf(facts, found, failing) {
  const signs = [];
  if (found || failing) signs.push(["!", "sign-flag"]);
  const seen = new Set();
  for (const fact of facts) {
    const mark = markOf(fact);
    if (mark && !seen.has(mark.kind)) {
      seen.add(mark.kind);
      signs.push([KINDS[mark.kind][1], `sign-${mark.kind}`]);
    }
    if (lapsedOf(fact).length && !seen.has("lapsed")) {
      seen.add("lapsed");
      signs.push(["\u21ba", "sign-lapsed"]);
    }
  }
  return signs.map(([text, className]) => h("span", { class: `sign ${className}`, "aria-hidden": "true" }, text));
}

function dressNumeral(element, numeral) {
  const facts = (numeral.f || []).map(factOf);
  element.setAttribute("aria-label", numeralName(numeral));
  element.querySelectorAll(".sign").forEach((sign) => sign.remove());
  fill(element, signsOf(facts, standing(numeral.fi).length, fails(numeral)));
}

function numeralView(index, text) {
  const numeral = numeralOf(index);
  const element = h("span", { class: `n ${numeral.s}`, role: "button", tabindex: "-1", "data-n": index, id: `n-${index}` }, h("bdi", {}, text));
  dressNumeral(element, numeral);
  shownAt.set(index, element);
  return element;
}

const runsView = (runs) => runs.map((run) => (typeof run === "string" ? run : numeralView(run[0], run[1])));

function flagView(findings) {
  if (!findings) return null;
  const worst = SEVERITIES.find((s) => findings.some((i) => D.findings[i].severity === s));
  return h("button", { class: `flag ${worst}`, type: "button", "aria-label": `${count(findings.length, "finding")} on this line`,
    click: () => openPanel({ findings }) }, "\u2691");
}

function blockView(block) {
  if (block.k === "table") return tableView(block);
  const flag = flagView(block.f);
  if (block.k === "layout") return h("div", { class: "layout", dir: "auto" }, block.lines.map((runs) => h("div", {}, runsView(runs))), flag);
  const tag = block.k === "heading" ? "h3" : "p";
  return h(tag, { class: block.k, dir: "auto" }, runsView(block.runs), flag);
}

/** Headings of equal words side by side, on any line but the last, are one heading over all. */
function headView(columns) {
  const height = Math.max(1, ...columns.map((c) => c.heads.length));
  const lines = columns.map((c) => [...Array(height - c.heads.length).fill(""), ...c.heads]);
  const rows = [];
  for (let level = 0; level < height; level += 1) {
    const cells = [level === 0 ? h("td", { rowspan: height }) : null];
    for (let c = 0; c < columns.length; ) {
      let span = 1;
      if (level < height - 1 && lines[c][level]) {
        while (c + span < columns.length && lines[c + span][level] === lines[c][level]) span += 1;
      }
      const marked = level === height - 1 && columns[c].marks.length ? h("sup", {}, columns[c].marks.join(",")) : null;
      const text = lines[c][level];
      cells.push(text ? h("th", { scope: span > 1 ? "colgroup" : "col", colspan: span, class: span > 1 ? "over" : null }, bdi(text), marked)
        : h("td", { colspan: span }));
      c += span;
    }
    rows.push(h("tr", {}, cells));
  }
  return h("thead", {}, rows);
}

function tableView(block) {
  const depths = [...new Set(block.rows.map((row) => row.depth))].sort((a, b) => a - b);
  const rows = block.rows.map((row) => {
    const level = Math.min(depths.indexOf(row.depth), 6);
    const cells = new Map(row.cells || []);
    const label = h("th", { scope: "row", class: `d${level}${row.cells ? "" : " head"}` }, bdi(row.label), flagView(row.f));
    if (!row.cells) return h("tr", { class: "group" }, label, block.columns.map(() => h("td", {})));
    return h("tr", {}, label, block.columns.map((_, c) => h("td", {}, runsView(cells.get(c) || []))));
  });
  return scrolling(block.title || "Table", h("table", { class: "filed" }, h("caption", {}, bdi(block.title)), headView(block.columns), h("tbody", {}, rows)));
}

/** A table that may be wider than the screen: a region that can be scrolled with the keyboard. */
function scrolling(name, table) {
  return h("div", { class: "wide", role: "region", tabindex: "0", "aria-label": name }, table);
}

function documentView() {
  return [
    legendView(),
    D.sources.map((source) => h("article", { class: "sheet", "aria-label": source.file },
      h("p", { class: "file" }, h("code", {}, source.file)), source.blocks.map(blockView))),
  ];
}

/** States with their counts: each shows or hides its numbers, and the bar says how many they are. */
function legendView() {
  const counts = Object.fromEntries(Object.keys(STATES).map((s) => [s, 0]));
  for (const numeral of D.numerals) counts[numeral.s] += 1;
  const shown = Object.keys(STATES).filter((s) => counts[s] || s === "open");
  const bar = h("div", { class: "account", "aria-hidden": "true" }, shown.filter((s) => counts[s]).map((s) => {
    const part = h("span", { class: `part ${s}` });
    part.style.flexGrow = counts[s];
    return part;
  }));
  const chips = shown.map((s) => h("button", { class: `chip ${s}`, type: "button", "aria-pressed": "true", title: STATES[s][1],
    click: (event) => toggleState(s, event.currentTarget) },
    h("span", { class: `n ${s} sample`, "aria-hidden": "true" }, "12"), ` ${STATES[s][0]} `, h("b", {}, counts[s].toLocaleString("en-US"))));
  return h("section", { class: "legend", "aria-label": "Numbers by state" }, bar,
    h("div", { class: "chips", role: "group", "aria-label": "Show numbers that are" }, chips,
      h("button", { class: "chip plain", type: "button", click: () => step(1, needsLook) }, "Next to look at", h("kbd", { "aria-hidden": "true" }, "n"))));
}

function toggleState(state, button) {
  const show = hiddenStates.has(state);
  if (show) hiddenStates.delete(state);
  else hiddenStates.add(state);
  button.setAttribute("aria-pressed", String(show));
  byId("main").classList.toggle(`hide-${state}`, !show);
  for (const element of document.querySelectorAll(`.n.${state}[data-n]`)) element.setAttribute("aria-disabled", String(!show));
  say(`Numbers ${STATES[state][0].toLowerCase()} are ${show ? "marked" : "not marked"}.`);
  keepOneInTabOrder();
}

// -- walking from number to number ----------------------------------------------------------

let current = null; // the element that has the place in the tab order

const numbersInView = () =>
  [...document.querySelectorAll("#main > [role=tabpanel]:not([hidden]) .n[data-n], #main > [role=tabpanel]:not([hidden]) .n[data-f]")].filter(
    (element) => element.getAttribute("aria-disabled") !== "true");

function keepOneInTabOrder() {
  const all = numbersInView();
  if (current && !all.includes(current)) {
    current.tabIndex = -1;
    current = null;
  }
  if (!current && all.length) {
    current = all[0];
    current.tabIndex = 0;
  }
}

function makeCurrent(element, focus = true) {
  if (current) current.tabIndex = -1;
  current = element;
  current.tabIndex = 0;
  if (focus) current.focus({ preventScroll: true });
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  current.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
}

/** Go on by so many numbers; with a test, to the next that passes it. */
function step(by, test) {
  const all = numbersInView();
  if (!all.length) return;
  let at = all.indexOf(current);
  const started = document.activeElement === current || panelIsOpen();
  if (at < 0 || (!started && !test)) at = by > 0 ? -1 : all.length;
  for (let tries = 0; tries < all.length; tries += 1) {
    at = (at + by + all.length) % all.length;
    const index = all[at].dataset.n;
    if (!test || (index !== undefined && test(numeralOf(Number(index))))) {
      makeCurrent(all[at]);
      if (panelIsOpen()) openPanel(selectionOf(all[at]), { focus: false });
      return;
    }
  }
  say("No number on this page needs a look.");
}

const selectionOf = (element) => (element.dataset.n !== undefined ? { n: Number(element.dataset.n) } : { f: Number(element.dataset.f) });
