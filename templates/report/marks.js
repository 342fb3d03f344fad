// -- the reviewer's marks -------------------------------------------------------------------
// The same file format as xbrlgen/report/marks.py; a test sends marks around both.

const KINDS = { seen: ["Seen", "\u2713"], question: ["Question", "?"], note: ["Note", "\u270e"] };
const HIDDEN = /[\\\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const pair = (key, value) => `${key}\t${value}`;
const marks = new Map(D.marks.marks.map(([key, value, kind, note]) => [pair(key, value), { key, value, kind, note }]));
const factByKey = new Map(D.facts.map((fact, index) => [fact.key, index]));
let saved = marksText();

function escapeMark(text) {
  return text.replace(LONE, "\ufffd").replace(HIDDEN, (char) => {
    if (char === "\\") return "\\\\";
    if (char === "\t") return "\\t";
    if (char === "\n") return "\\n";
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function markLine(mark) {
  return [mark.key, escapeMark(mark.value), mark.kind, escapeMark(mark.note)].join("\t").replace(/\t+$/, "");
}

function marksText() {
  const lines = [...D.marks.head, ...D.marks.remarks, ...[...marks.values()].map(markLine).sort()];
  if (D.marks.unread.length) lines.push(D.marks.unreadHead, ...D.marks.unread);
  return `${lines.join("\n")}\n`;
}

const markOf = (fact) => marks.get(pair(fact.key, fact.mv));
const isLapsed = (mark) => {
  const index = factByKey.get(mark.key);
  return index === undefined || D.facts[index].mv !== mark.value;
};
const lapsedByKey = new Map();
function sortOutLapsed() {
  lapsedByKey.clear();
  for (const mark of marks.values()) {
    if (!isLapsed(mark)) continue;
    if (!lapsedByKey.has(mark.key)) lapsedByKey.set(mark.key, []);
    lapsedByKey.get(mark.key).push(mark);
  }
}
sortOutLapsed();
const lapsedOf = (fact) => lapsedByKey.get(fact.key) || [];

/** Set or take away a mark; a note without a mark is a mark of its own. */
function setMark(fact, kind, note) {
  const wanted = kind === "note" || !kind ? (note ? "note" : null) : kind;
  if (wanted) marks.set(pair(fact.key, fact.mv), { key: fact.key, value: fact.mv, kind: wanted, note });
  else marks.delete(pair(fact.key, fact.mv));
  marksChanged(fact.key);
}

function removeMark(mark) {
  marks.delete(pair(mark.key, mark.value));
  sortOutLapsed();
  marksChanged(mark.key);
}

/** Tell everyone; key is the fact whose mark it is, none if only the file was saved. */
function marksChanged(key) {
  for (const listener of marksListeners) listener(key);
}
const marksListeners = [];
const unsaved = () => marksText() !== saved;

function saveMarks() {
  const text = marksText();
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = h("a", { href: url, download: D.marks.file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  saved = text;
  marksChanged();
  say(`${D.marks.file} is in your downloads; put it into the filing project.`);
}

async function copyMarks() {
  const text = marksText();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" }, text);
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) {
      say("This browser does not let a page copy; select the text of the file on the Marks page.");
      return;
    }
  }
  saved = text;
  marksChanged();
  say(`The text of ${D.marks.file} is in the clipboard; put it into the filing project.`);
}

window.addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
});
