// -- ground: the data, and elements made of text only ---------------------------------------

const D = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

const STATES = {
  open: ["Open", "neither a fact, nor tied, nor left out"],
  tagged: ["Tagged", "a print of a fact"],
  tied: ["Tied", "recomputed from facts"],
  alone: ["Stated alone", "a fact that only the text states"],
  left: ["Left out", "no fact, with a reason"],
};
const SEVERITIES = ["error", "warning", "info"];

/** An element. Attributes are set as given, functions listen, children are nodes or text. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  fill(element, children);
  return element;
}

function fill(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

function replace(element, ...children) {
  element.textContent = "";
  fill(element, children);
  return element;
}

/** Foreign text keeps its direction to itself. */
/** A QName that breaks behind its prefix, if it must break at all. */
function qname(text) {
  const [prefix, name] = text.split(/:(.*)/s);
  return h("code", { class: "q" }, h("span", { class: "whole" }, name === undefined ? text : `${prefix}:`), name === undefined ? null : [h("wbr"), name]);
}
/** Long names may break before a capital. */
const soft = (text) => h("code", {}, text.split(/(?<=[a-z])(?=[A-Z])/).map((part, i) => (i ? [h("wbr"), part] : part)));
const bdi = (text, className) => h("bdi", { class: className }, text);
const count = (n, one, many) => `${n.toLocaleString("en-US")} ${n === 1 ? one : many || `${one}s`}`;

const periodsOf = (tie) => tie.periods.map((period, i) => [i ? " against " : null, h("span", { class: "whole" }, period)]);

function say(text) {
  byId("live").textContent = text;
}

/** The line that stands at "file:line:column", if the page quotes it. */
function quoted(place) {
  const found = place && /^(.*?):(\d+)(?::\d+)?$/.exec(place);
  const line = found && D.lines[found[1]] && D.lines[found[1]][found[2]];
  return line && line.trim() ? line : null;
}

function placeView(place) {
  if (!place) return null;
  const line = quoted(place);
  return h("div", { class: "place" }, h("code", {}, place), line ? h("pre", { tabindex: "0", "aria-label": `Line at ${place}` }, line.trim().replace(/ {3,}/g, "   ")) : null);
}

const numeralOf = (index) => D.numerals[index];
const factOf = (index) => D.facts[index];
const conceptOf = (fact) => D.concepts[fact.c];

const findingsOfFact = new Map();
D.findings.forEach((finding, index) => {
  for (const fact of finding.facts || []) {
    if (!findingsOfFact.has(fact)) findingsOfFact.set(fact, []);
    findingsOfFact.get(fact).push(index);
  }
});
const sumsOfFact = new Map();
D.sums.forEach((sum, index) => {
  for (const fact of [sum.total, ...sum.parts.map((part) => part[1])]) {
    if (!sumsOfFact.has(fact)) sumsOfFact.set(fact, []);
    sumsOfFact.get(fact).push(index);
  }
});
const tiesOfFact = new Map();
D.ties.forEach((tie, index) => {
  for (const fact of new Set(tie.operands)) {
    if (!tiesOfFact.has(fact)) tiesOfFact.set(fact, []);
    tiesOfFact.get(fact).push(index);
  }
});
const titleOf = Object.fromEntries(D.statements.map((s) => [s.role, s.title]));
const standing = (indexes) => (indexes || []).filter((i) => D.findings[i].waived === undefined);
const fails = (numeral) => (numeral.ti || []).some((i) => !D.ties[i].holds);
const needsLook = (numeral) =>
  numeral.s === "open" || fails(numeral) || standing(numeral.fi).some((i) => D.findings[i].severity !== "info");
