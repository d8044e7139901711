// Search in the page: every word must be in the quote; case and accents do not count.
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = PALERMO_SEARCH.statements.map((row) => ({ row, folded: fold(row[1]) }));
  const field = document.getElementById("words");
  const list = document.getElementById("results");
  const status = document.getElementById("status");
  const search = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const found = words.length ? rows.filter(({ folded }) => words.every((word) => folded.includes(word))) : [];
    const noun = found.length === 1 ? "statement" : "statements";
    status.textContent = words.length ? `${found.length} ${noun}` : "";
    list.replaceChildren(...found.slice(0, 200).map(({ row }) => {
      const [id, quote, number, kind, page, language] = row;
      const [documentId, title] = PALERMO_SEARCH.documents[number];
      const item = document.createElement("li");
      const text = document.createElement("q");
      text.textContent = quote;
      text.lang = language;
      text.dir = "auto";
      const link = document.createElement("a");
      link.href = `documents/${documentId}.html#s-${id}`;
      link.textContent = page ? `${title}, p. ${page}` : title;
      item.append(`${kind}: `, text, " ", link);
      return item;
    }));
  };
  document.getElementById("form").addEventListener("submit", (event) => { event.preventDefault(); search(); });
  field.addEventListener("input", search);
  document.getElementById("form").hidden = false;
})();
