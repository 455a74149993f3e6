(() => {
  "use strict";
  const find = (selector) => document.querySelector(selector);
  const table = find(".customers");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // Sorting: a button in every header; what is empty or unknown stays at the end.
  const amount = (text) => (/^-?[\d,]+$/.test(text) ? Number(text.replaceAll(",", "")) : NaN);
  const compare = (a, b) => (isNaN(a.number) || isNaN(b.number) ? collator.compare(a.text, b.text) : a.number - b.number);
  const sortBy = (column, down) => {
    const keyed = rows.map((row) => {
      const text = row.cells[column].textContent;
      return { row, text, number: amount(text), empty: text === "" || text === "–" || text === "?" };
    });
    keyed.sort((a, b) => a.empty - b.empty || (down ? compare(b, a) : compare(a, b)));
    body.append(...keyed.map((entry) => entry.row));
    heads.forEach((head, index) => {
      if (index === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.textContent = head.dataset.name = head.textContent;
    const isAmount = rows.some((row) => row.cells[column].className === "num");
    if (isAmount) head.className = "num";
    button.onclick = () => {
      const sorted = head.getAttribute("aria-sort");
      sortBy(column, sorted ? sorted === "ascending" : isAmount);
    };
    head.replaceChildren(button);
  });

  // Filtering: every word must occur in the row.
  const tools = find(".tools");
  const [search, owner, marked, count] = ["[type=search]", "select", "[type=checkbox]", "output"].map((each) => tools.querySelector(each));
  const contents = rows.map((row) => [...row.cells].map((cell) => cell.textContent.toLowerCase()).join(" "));
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/);
    let shown = 0;
    rows.forEach((row, index) => {
      const fits =
        words.every((word) => contents[index].includes(word)) &&
        (!owner || !owner.value || row.cells[1].textContent === owner.value) &&
        (!marked.checked || row.querySelector(".bad, .watch"));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    count.textContent = count.dataset.text.replace("{shown}", shown.toLocaleString("en"));
  };
  tools.hidden = false;
  tools.oninput = filter;
  tools.onsubmit = (event) => event.preventDefault();
  filter();

  // Briefs: unpacked when the first one is asked for; #c12 opens the thirteenth customer's.
  const dialog = find("dialog");
  const place = dialog.querySelector("div");
  let briefs = null;
  const unpacked = async () => {
    const bytes = Uint8Array.from(atob(find("#briefs").textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  };
  // There is no room for everybody's brief in one page: then what the row says is shown.
  const made = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text });
  const shortBrief = (row) => {
    const list = made("dl", "facts", "");
    heads.forEach((head, column) => {
      const text = row.cells[column].textContent.trim();
      if (column && text) list.append(made("dt", "", head.textContent), made("dd", "", text));
    });
    return [made("h2", "name", row.cells[0].textContent), list, made("p", "note", place.dataset.short)];
  };
  const open = async () => {
    const asked = /^#c(\d+)$/.exec(location.hash);
    if (!asked || !("DecompressionStream" in window)) return;
    const row = document.getElementById(location.hash.slice(1));
    if (!row) return;
    briefs ??= await unpacked();
    const html = briefs[asked[1]];
    if (html) place.innerHTML = html; // made by relsheet, every word of the workbook in it escaped
    else place.replaceChildren(...shortBrief(row));
    document.body.classList.add("reading");
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  };
  dialog.onclose = () => {
    document.body.classList.remove("reading");
    history.replaceState(null, "", location.pathname + location.search);
  };
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  document.onclick = (event) => {
    const link = event.target.closest('a[href^="#c"]');
    if (!link || !/^#c\d+$/.test(link.hash) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault(); // the page stays where it is, behind the brief
    history.pushState(null, "", link.hash);
    open();
  };
  window.onpopstate = () => {
    if (/^#c\d+$/.test(location.hash)) open();
    else if (dialog.open) dialog.close();
  };
  open();
})();
