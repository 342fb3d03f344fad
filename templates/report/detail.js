// -- the panel: all there is to say of one number, one fact, or one line's findings ----------

let opened = null; // what the panel shows
const panelIsOpen = () => opened !== null;

function openPanel(selection, { focus = false } = {}) {
  opened = selection;
  const panel = byId("panel");
  replace(panel, panelView(selection));
  panel.hidden = false;
  panel.scrollTop = 0;
  byId("desk").classList.add("split");
  markChosen();
  const heading = byId("panel-title");
  if (focus) heading.focus({ preventScroll: true });
  say(heading.dataset.say || heading.textContent);
  if (selection.n !== undefined) remember(`n-${selection.n}`);
}

function closePanel() {
  if (!panelIsOpen()) return;
  const inside = byId("panel").contains(document.activeElement);
  opened = null;
  byId("panel").hidden = true;
  byId("desk").classList.remove("split");
  markChosen();
  if (inside && current) current.focus({ preventScroll: true });
}

function markChosen() {
  for (const element of document.querySelectorAll(".n.chosen, .n.same")) element.classList.remove("chosen", "same");
  if (!opened) return;
  const facts = new Set(opened.n !== undefined ? numeralOf(opened.n).f || [] : opened.f !== undefined ? [opened.f] : []);
  for (const fact of facts) {
    for (const index of factOf(fact).n) if (shownAt.has(index)) shownAt.get(index).classList.add("same");
    for (const element of document.querySelectorAll(`.n[data-f="${fact}"]`)) element.classList.add("same");
  }
  if (opened.n !== undefined && shownAt.has(opened.n)) shownAt.get(opened.n).classList.add("chosen");
}

function panelView(selection) {
  const close = h("button", { class: "close", type: "button", "aria-label": "Close the panel", click: closePanel }, "\u00d7");
  if (selection.findings) {
    return [panelHead("Findings on this line", null, close), h("section", {}, h("ul", { class: "findings" }, selection.findings.map(findingItem)))];
  }
  if (selection.n === undefined) return [panelHead(factOf(selection.f).value, "fact", close), factView(selection.f)];
  const numeral = numeralOf(selection.n);
  const facts = numeral.f || [];
  const parts = [panelHead(numeral.t, numeral.s, close, numeralName(numeral))];
  if (!facts.length) parts.push(h("p", { class: "around" }, bdi(numeral.l)));
  if (numeral.r) parts.push(h("section", {}, h("h3", {}, "Left out because"), h("p", {}, bdi(numeral.r))));
  if (numeral.s === "open") parts.push(h("p", { class: "warn" }, "Nothing accounts for this number yet: it is neither a fact, nor tied to facts, nor left out with a reason."));
  for (const fact of facts) parts.push(factView(fact, numeral));
  if (numeral.ti) parts.push(h("section", {}, h("h3", {}, "Ties"), numeral.ti.map((i) => tieView(i, true))));
  const own = (numeral.fi || []).filter((i) => !facts.some((f) => (findingsOfFact.get(f) || []).includes(i)));
  if (own.length) parts.push(h("section", {}, h("h3", {}, "Findings"), h("ul", { class: "findings" }, own.map(findingItem))));
  if (!facts.length) parts.push(h("section", {}, h("h3", {}, "Where"), placeView(numeral.w)));
  return parts;
}

function panelHead(text, state, close, spoken) {
  const chip = state && STATES[state] ? h("span", { class: `tag ${state}` }, STATES[state][0]) : null;
  const short = text.length > 60 ? `${text.slice(0, 60)}\u2026` : text;
  return h("div", { class: "panel-head" }, h("h2", { id: "panel-title", tabindex: "-1", "data-say": spoken }, bdi(short)), chip, close);
}

const term = (name, ...value) => (value.flat().some((v) => v !== null && v !== undefined && v !== "") ? [h("dt", {}, name), h("dd", {}, value)] : null);

function factView(index, numeral) {
  const fact = factOf(index);
  const concept = conceptOf(fact);
  const printed = (numeral && fact.prints.find((p) => p.at === numeral.w)) || fact.prints[0];
  const found = findingsOfFact.get(index) || [];
  return h("div", { class: "fact", "data-fact": fact.id },
    h("h3", { class: "concept" }, bdi(concept.label)),
    h("p", { class: "qname" }, qname(concept.q), concept.own ? h("span", { class: "tag own" }, "own element") : null),
    concept.standard && concept.standard !== concept.label ? h("p", { class: "quiet" }, "in the taxonomy: ", bdi(concept.standard)) : null,
    concept.doc ? h("p", { class: "doc" }, bdi(concept.doc)) : null,
    concept.why ? h("p", { class: "doc" }, h("b", {}, "Why an own element: "), bdi(concept.why), concept.near.length ? [" Nearest: ", concept.near.map((q) => [qname(q), " "])] : null) : null,
    h("dl", {},
      term("Value", h("bdi", { class: "value" }, fact.value), fact.unit ? ` ${fact.unit}` : ""),
      term("Period", fact.period),
      (fact.dims || []).map(([axis, member, a, m]) => term(axis.replace(/ \[Axis\]$/, ""), h("span", { title: `${a} = ${m}` }, bdi(member.replace(/ \[Member\]$/, ""))))),
      printed ? [
        term("Printed", h("bdi", {}, printed.text), printed.label ? [" as ", bdi(printed.label)] : ""),
        fact.unit ? term("Sign, scale", printed.sign < 0 ? "turned" : "as printed", `; ${printed.scale}`) : null,
      ] : null,
      term("Decimals", fact.decimals),
      term("Type", concept.type, concept.balance ? `, ${concept.balance}` : "", `, ${concept.period}`)),
    markView(fact),
    found.length ? h("section", {}, h("h4", {}, "Findings"), h("ul", { class: "findings" }, found.map(findingItem))) : null,
    (fact.notes || []).map(([mark, text]) => h("section", {}, h("h4", {}, `Footnote ${mark}`), h("p", { class: "doc" }, bdi(text)))),
    h("section", {}, h("h4", {}, "Source"), placeView(printed ? printed.at : fact.stated)),
    printed && printed.rule ? h("section", {}, h("h4", {}, "Mapping"), placeView(printed.rule)) : null,
    otherPrints(fact, numeral, printed),
    supportView(fact),
    accountsView(fact),
    sumsView(index),
    tiesUsing(index, numeral));
}

function supportView(fact) {
  if (!fact.support) return null;
  return h("section", {}, h("h4", {}, "Taken from"), h("ul", { class: "jumps" }, fact.support.map(([label, text, at, says]) =>
    h("li", {}, bdi(text), label ? [" as ", bdi(label)] : "", `, ${says}: `, h("span", { class: "quiet" }, bdi(at))))));
}

function accountsView(fact) {
  if (!fact.accounts) return null;
  return h("section", {}, h("h4", {}, `Accounts (${fact.accounts.length})`), h("ul", { class: "jumps" }, fact.accounts.map(([account, name, amount, at]) =>
    h("li", {}, h("b", {}, bdi(account)), " ", bdi(name), " ", h("bdi", { class: "value" }, amount), " ", h("span", { class: "quiet" }, bdi(at))))));
}

function otherPrints(fact, numeral, printed) {
  const others = fact.prints.filter((p) => p !== printed);
  if (!others.length) return null;
  return h("section", {}, h("h4", {}, "Also printed"), h("ul", { class: "jumps" }, others.map((p) => {
    const at = fact.n.find((i) => numeralOf(i).w === p.at);
    const text = [bdi(p.text), " ", h("span", { class: "quiet" }, titleOf[p.st] || "running text", ", ", h("code", {}, p.at))];
    return h("li", {}, at === undefined ? text : h("button", { class: "link", type: "button", click: () => goTo(at) }, text));
  })));
}

function sumsView(index) {
  const sums = sumsOfFact.get(index) || [];
  if (!sums.length) return null;
  return h("section", {}, h("h4", {}, "Sums"), sums.map((i) => sumView(D.sums[i], index)));
}

function sumView(sum, here) {
  const line = (sign, fact, className) => {
    const one = factOf(fact);
    const name = bdi(conceptOf(one).label);
    return h("tr", { class: className }, h("td", {}, sign),
      h("td", {}, fact === here ? h("b", {}, name) : h("button", { class: "link", type: "button", click: () => showFact(fact) }, name)), h("td", { class: "num" }, one.value));
  };
  return h("div", { class: "sum" },
    h("p", { class: "quiet" }, titleOf[sum.role] || sum.role),
    h("table", {}, h("caption", { class: "unseen" }, `Sum in ${titleOf[sum.role] || sum.role}`), h("tbody", {}, sum.parts.map(([weight, fact]) => line(weight < 0 ? "\u2212" : "+", fact)), line("=", sum.total, "total"))),
    h("p", { class: sum.off ? "bad" : "good" }, sum.off ? `\u2717 the parts give ${sum.is}, off by ${sum.off}` : "\u2713 adds up"),
    sum.missing ? h("p", { class: "quiet" }, `${count(sum.missing, "part")} of this sum not stated here`) : null);
}

function tiesUsing(index, numeral) {
  const own = new Set((numeral && numeral.ti) || []);
  const ties = (tiesOfFact.get(index) || []).filter((i) => !own.has(i));
  if (!ties.length) return null;
  return h("section", {}, h("h4", {}, "Numbers tied to this fact"), h("ul", { class: "jumps" }, ties.map((i) => {
    const tie = D.ties[i];
    return h("li", {}, h("button", { class: "link", type: "button", click: () => goTo(tie.n) }, bdi(numeralOf(tie.n).t), ` ${tie.formula} `,
      h("span", { class: tie.holds ? "good" : "bad" }, tie.holds ? "\u2713 holds" : "\u2717 fails")));
  })));
}

function tieView(index) {
  const tie = D.ties[index];
  return h("div", { class: `tie ${tie.holds ? "" : "failing"}` },
    h("p", {}, soft(tie.formula), tie.periods.length ? h("span", { class: "quiet" }, " ", periodsOf(tie)) : null),
    h("dl", {}, term("Stated", tie.stated), term("Computed", tie.computed)),
    h("p", { class: tie.holds ? "good" : "bad" }, tie.holds ? "\u2713 holds" : "\u2717 does not hold"),
    tie.operands.length ? h("ul", { class: "jumps" }, tie.operands.map((f) => h("li", {}, h("button", { class: "link", type: "button", click: () => showFact(f) },
      bdi(conceptOf(factOf(f)).label), " ", bdi(factOf(f).value), h("span", { class: "quiet" }, ` ${factOf(f).period}`))))) : null,
    placeView(tie.rule));
}

// -- marks of one fact ----------------------------------------------------------------------

function markView(fact) {
  const mark = markOf(fact);
  const note = h("textarea", { class: "note", rows: "2", "aria-label": "Note", placeholder: "Note", dir: "auto" });
  note.value = mark ? mark.note : "";
  const buttons = ["seen", "question"].map((kind) =>
    h("button", { class: `mark ${kind}`, type: "button", "data-kind": kind, "aria-pressed": String(Boolean(mark && mark.kind === kind)),
      click: () => toggleMark(fact, kind) }, h("span", { "aria-hidden": "true" }, `${KINDS[kind][1]} `), KINDS[kind][0]));
  note.addEventListener("input", () => {
    const now = markOf(fact);
    setMark(fact, now ? now.kind : null, note.value);
  });
  return h("section", { class: "marks", "data-marks": fact.key, "aria-label": "Your mark" },
    h("div", { class: "mark-row" }, buttons), note,
    lapsedOf(fact).map((old) => h("p", { class: "warn lapsed" },
      `\u21ba Lapsed: marked ${KINDS[old.kind][0].toLowerCase()} when the value was `, h("bdi", { class: "value" }, old.value), old.note ? [": ", bdi(old.note)] : ".",
      " ", h("button", { class: "link", type: "button", click: (event) => {
        const box = event.currentTarget.closest(".lapsed");
        removeMark(old);
        box.remove();
        say("The lapsed mark is taken away.");
      } }, "Take it away"))));
}

function toggleMark(fact, kind) {
  const mark = markOf(fact);
  const note = mark ? mark.note : "";
  const off = mark && mark.kind === kind;
  setMark(fact, off ? null : kind, note);
  for (const section of document.querySelectorAll(".marks[data-marks]")) {
    if (section.dataset.marks !== fact.key) continue;
    for (const button of section.querySelectorAll("[data-kind]")) {
      button.setAttribute("aria-pressed", String(!off && button.dataset.kind === kind));
    }
  }
  say(off ? `${KINDS[kind][0]} taken away.` : `Marked ${KINDS[kind][0].toLowerCase()}.`);
}

/** The key ``s`` or ``q``: the mark of every fact that the panel or the current number shows. */
function markCurrent(kind) {
  const selection = opened || (current && document.activeElement === current ? selectionOf(current) : null);
  if (!selection) return;
  const facts = selection.n !== undefined ? numeralOf(selection.n).f || [] : selection.f !== undefined ? [selection.f] : [];
  if (!facts.length) say("There is no fact here to mark.");
  for (const fact of facts) toggleMark(factOf(fact), kind);
}

/** Show a fact where it is first printed; one without a print, in the panel only. */
function showFact(index) {
  const at = factOf(index).n.find((i) => shownAt.has(i));
  if (at !== undefined) goTo(at);
  else openPanel({ f: index }, { focus: true });
}

/** Show a number in the document, or in the panel alone if the document does not hold it. */
function goTo(index, { focus = true } = {}) {
  const element = shownAt.get(index);
  if (element) {
    showTab("document", { focus: false });
    makeCurrent(element);
  }
  openPanel({ n: index }, { focus });
}
