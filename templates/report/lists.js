// -- statements -----------------------------------------------------------------------------

const tagOfRow = (row) => (row.negated ? h("abbr", { class: "turned", title: "shown with its sign turned: its label is negated" }, "\u00b1") : null);

function statementsView() {
  return [
    h("nav", { class: "toc", "aria-label": "Statements" }, h("ol", {}, D.statements.map((s, i) =>
      h("li", {}, h("a", { href: `#statement-${i}`, click: (event) => { event.preventDefault(); const t = byId(`statement-${i}`); t.focus(); t.scrollIntoView({ block: "start" }); } }, s.title))))),
    D.statements.map((s, i) => h("article", { class: "sheet statement" },
      h("h3", { id: `statement-${i}`, tabindex: "-1" }, bdi(s.title)),
      h("p", { class: "quiet" }, [s.kind, s.number, s.units].filter(Boolean).join(" \u00b7 ")),
      scrolling(s.title, statementTable(s)))),
  ];
}

function statementTable(s) {
  const heads = [];
  const over = [];
  for (let c = 0; c < s.columns.length; ) {
    let span = 1;
    while (c + span < s.columns.length && s.columns[c + span].over === s.columns[c].over) span += 1;
    over.push(h("th", { scope: "colgroup", colspan: span, class: "over" }, s.columns[c].over));
    c += span;
  }
  heads.push(h("tr", {}, h("td", { rowspan: 2 }), over));
  heads.push(h("tr", {}, s.columns.map((c) => h("th", { scope: "col" }, c.when))));
  return h("table", { class: "laid" }, h("caption", { class: "unseen" }, s.title), h("thead", {}, heads), h("tbody", {}, s.rows.map((row) => {
    const level = Math.min(row.depth, 6);
    if (row.member) return h("tr", { class: "member" }, h("th", { scope: "rowgroup", colspan: s.columns.length + 1 }, bdi(row.label)));
    const label = h("th", { scope: "row", class: `d${level}${row.abstract ? " head" : ""}` }, bdi(row.label.replace(/ \[(Abstract|Line Items)\]$/, "")), tagOfRow(row));
    const cells = s.columns.map((_, c) => h("td", {}, (row.cells[c] || []).map(([fact, text]) => factButton(fact, text))));
    return h("tr", { class: row.total ? "total" : row.abstract ? "group" : null }, label, cells);
  })));
}

function factButton(index, text) {
  const element = h("span", { class: "n fact-n", role: "button", tabindex: "-1", "data-f": index }, h("bdi", {}, text));
  dressFact(element);
  return element;
}

function dressFact(element) {
  const index = Number(element.dataset.f);
  const fact = factOf(index);
  const found = standing(findingsOfFact.get(index)).length;
  const mark = markOf(fact);
  element.querySelectorAll(".sign").forEach((sign) => sign.remove());
  element.setAttribute("aria-label", [element.textContent, conceptOf(fact).label, found ? count(found, "finding") : "", mark ? KINDS[mark.kind][0].toLowerCase() : ""].filter(Boolean).join(", "));
  fill(element, signsOf([fact], found, false));
}

// -- findings -------------------------------------------------------------------------------

function findingItem(index) {
  const f = D.findings[index];
  return h("li", { class: `finding ${f.waived === undefined ? f.severity : "waived"}`, "data-severity": f.waived === undefined ? f.severity : "waived", "data-code": f.code },
    h("p", {}, h("span", { class: `tag ${f.waived === undefined ? f.severity : "waived"}` }, f.waived === undefined ? f.severity : "waived"), " ", h("code", {}, f.code), f.origin !== "xbrlgen" ? h("span", { class: "quiet" }, ` ${f.origin}`) : null),
    h("p", { class: "message" }, bdi(f.message)),
    f.waived !== undefined ? h("p", {}, h("b", {}, "Waived: "), bdi(f.waived || "no reason given")) : null,
    placeView(f.at),
    (f.related || []).map(([what, at]) => h("div", { class: "related" }, h("span", { class: "quiet" }, bdi(what)), placeView(at))),
    f.hint ? h("p", { class: "hint" }, h("b", {}, "Hint: "), bdi(f.hint)) : null,
    f.facts ? h("ul", { class: "jumps" }, f.facts.slice(0, 12).map((fact) => h("li", {}, h("button", { class: "link", type: "button", click: () => showFact(fact) },
      bdi(conceptOf(factOf(fact)).label), " ", bdi(factOf(fact).value)))), f.facts.length > 12 ? h("li", { class: "quiet" }, `and ${f.facts.length - 12} more facts`) : null) : null);
}

const kindOf = (f) => (f.waived === undefined ? f.severity : "waived");

function findingsView() {
  const counts = {};
  for (const f of D.findings) counts[kindOf(f)] = (counts[kindOf(f)] || 0) + 1;
  if (!D.findings.length) return h("div", { class: "sheet" }, h("p", { class: "good" }, "\u2713 Nothing was found."));
  const items = D.findings.map((_, i) => findingItem(i));
  const off = new Set();
  let code = "";
  const apply = () => {
    let shown = 0;
    for (const item of items) {
      item.hidden = off.has(item.dataset.severity) || (code !== "" && item.dataset.code !== code);
      if (!item.hidden) shown += 1;
    }
    say(`${count(shown, "finding")} shown.`);
  };
  const chips = [...SEVERITIES, "waived"].filter((s) => counts[s]).map((s) => h("button", { class: `chip ${s}`, type: "button", "aria-pressed": "true", click: (event) => {
    const show = off.delete(s) || (off.add(s), false);
    event.currentTarget.setAttribute("aria-pressed", String(show));
    apply();
  } }, `${s} `, h("b", {}, counts[s])));
  const codes = [...new Set(D.findings.map((f) => f.code))].sort();
  const select = h("select", { "aria-label": "Code", change: (event) => { code = event.target.value; apply(); } },
    h("option", { value: "" }, "every code"), codes.map((c) => h("option", { value: c }, c)));
  return [h("div", { class: "chips", role: "group", "aria-label": "Show findings" }, chips, select), h("div", { class: "sheet" }, h("ul", { class: "findings" }, items))];
}

// -- ties, own elements, what is left out ---------------------------------------------------

function tiesTable() {
  if (!D.ties.length) return h("div", { class: "sheet" }, h("p", {}, "No number was held against facts."));
  const order = D.ties.map((_, i) => i).sort((a, b) => Number(D.ties[a].holds) - Number(D.ties[b].holds) || a - b);
  const failing = D.ties.filter((t) => !t.holds).length;
  return h("div", { class: "sheet" },
    h("p", { class: failing ? "bad" : "good" }, failing ? `\u2717 ${count(failing, "tie")} of ${D.ties.length} ${failing === 1 ? "does" : "do"} not hold` : `\u2713 all ${D.ties.length} ties hold`),
    scrolling("Ties", h("table", { class: "list" }, h("caption", { class: "unseen" }, "Ties, failing ones first"),
      h("thead", {}, h("tr", {}, ["Printed", "Formula", "Stated", "Computed", "Holds"].map((t) => h("th", { scope: "col" }, t)))),
      h("tbody", {}, order.map((i) => {
        const tie = D.ties[i];
        const numeral = numeralOf(tie.n);
        return h("tr", { class: tie.holds ? null : "failing" },
          h("td", { class: "print" }, h("button", { class: "link", type: "button", click: () => goTo(tie.n) }, bdi(numeral.t)), h("div", { class: "quiet" }, bdi(numeral.l))),
          h("td", {}, soft(tie.formula), h("div", { class: "quiet" }, periodsOf(tie))),
          h("td", { class: "num" }, tie.stated), h("td", { class: "num" }, tie.computed),
          h("td", { class: tie.holds ? "good whole" : "bad whole" }, tie.holds ? "\u2713 yes" : "\u2717 no"));
      })))));
}

function elementsView() {
  if (!D.elements.length) return h("div", { class: "sheet" }, h("p", {}, "Every element is a standard one."));
  return h("div", { class: "sheet" }, D.elements.map((e) => h("section", { class: "element" },
    h("h3", {}, bdi(e.label)),
    h("p", { class: "qname" }, qname(e.q), h("span", { class: "quiet" }, ` ${e.kind} \u00b7 ${count(e.facts, "fact")}`)),
    e.doc ? h("p", { class: "doc" }, bdi(e.doc)) : null,
    h("dl", {}, term("Why", e.why ? bdi(e.why) : h("span", { class: "bad" }, "no reason given")),
      term("Nearest", e.near.length ? h("ul", { class: "plain" }, e.near.map((n) => h("li", {}, qname(n.q), n.label ? h("div", { class: "quiet" }, `${n.label} (${n.kind})`) : null))) : "none named")),
    placeView(e.at))));
}

function leftView() {
  const groups = new Map();
  D.numerals.forEach((n, i) => {
    const key = n.s === "open" ? "" : n.s === "left" ? n.r || "no reason given" : null;
    if (key === null) return;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(i);
  });
  const off = D.numerals.map((n, i) => i).filter((i) => D.numerals[i].off && D.numerals[i].s !== "left" && D.numerals[i].s !== "open");
  const list = (indexes) => h("ul", { class: "jumps columns" }, indexes.map((i) => h("li", {}, h("button", { class: "link", type: "button", click: () => goTo(i) }, bdi(numeralOf(i).t)), " ", h("span", { class: "quiet" }, bdi(numeralOf(i).l)))));
  const group = (title, indexes, open, className) => h("details", { open, class: className }, h("summary", {}, h("b", {}, bdi(title)), ` ${indexes.length.toLocaleString("en-US")}`), list(indexes));
  const open = groups.get("") || [];
  groups.delete("");
  return h("div", { class: "sheet" },
    open.length ? group("Open: nothing accounts for these", open, true, "bad-group") : h("p", { class: "good" }, "\u2713 Every number is accounted for."),
    [...groups].map(([reason, indexes]) => group(reason, indexes, indexes.length <= 12)),
    off.length ? group("Shown nowhere in the document above", off, false) : null);
}

// -- the file of marks ----------------------------------------------------------------------

function marksView() {
  const counts = { seen: 0, question: 0, note: 0 };
  for (const fact of D.facts) {
    const mark = markOf(fact);
    if (mark) counts[mark.kind] += 1;
  }
  const current = [...marks.values()].filter((m) => !isLapsed(m));
  const lapsed = [...marks.values()].filter(isLapsed);
  const item = (mark, gone) => {
    const index = factByKey.get(mark.key);
    return h("li", { class: `marked ${mark.kind}` }, h("span", { class: "tag" }, gone ? "lapsed " : "", KINDS[mark.kind][0].toLowerCase()), " ",
      index === undefined ? h("code", {}, mark.key) : h("button", { class: "link", type: "button", click: () => showFact(index) }, bdi(conceptOf(factOf(index)).label), ` ${factOf(index).period}`),
      " ", h("bdi", { class: "value" }, mark.value), mark.note ? h("p", { class: "doc" }, bdi(mark.note)) : null,
      gone ? [h("span", { class: "quiet" }, index === undefined ? " the fact is gone " : ` the value is now ${factOf(index).value} `), h("button", { class: "link", type: "button", click: () => { removeMark(mark); say("The lapsed mark is taken away."); } }, "Take it away")] : null);
  };
  return h("div", { class: "sheet" },
    h("p", {}, `${count(counts.seen, "fact")} of ${D.facts.length.toLocaleString("en-US")} seen, ${count(counts.question, "question")}, ${count(counts.note, "note")} alone. `,
      "Marks live in this page until you save them; the file belongs into the filing project, beside filing.yaml."),
    h("p", { class: "mark-row" }, h("button", { class: "button", type: "button", click: saveMarks }, `Save ${D.marks.file}`), h("button", { class: "button", type: "button", click: () => void copyMarks() }, "Copy its text")),
    lapsed.length ? [h("h3", {}, "Lapsed: the value has changed since"), h("ul", { class: "plain" }, lapsed.map((m) => item(m, true)))] : null,
    current.length ? [h("h3", {}, "Marks"), h("ul", { class: "plain" }, current.map((m) => item(m, false)))] : null,
    D.marks.unread.length ? [h("h3", {}, "Lines that could not be read, kept as they are"), h("pre", { tabindex: "0", "aria-label": "Lines that could not be read" }, D.marks.unread.join("\n"))] : null,
    h("details", {}, h("summary", {}, "Text of the file"), h("pre", { class: "file-text", tabindex: "0", "aria-label": "Text of the file" }, marksText())));
}
