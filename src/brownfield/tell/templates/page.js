"use strict";
(function () {
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const views = new Map(); // figure element -> views of its charts

  function setSignal(view, name, value) {
    const known = view.getState({ signals: (signal) => signal === name }).signals;
    if (name in known) view.signal(name, value).runAsync();
  }

  function apply(figure, control) {
    const isRange = control.type === "range";
    if (isRange) control.nextElementSibling.textContent = control.value;
    const value = isRange ? Number(control.value) : control.value;
    for (const view of views.get(figure) || []) setSignal(view, control.dataset.signal, value);
  }

  function follow(figure) {
    for (const control of figure.querySelectorAll("[data-signal]")) {
      control.addEventListener("input", () => apply(figure, control));
    }
  }

  async function drawIn(figure) {
    for (const element of figure.querySelectorAll(".chart")) {
      const spec = charts[element.id.replace("chart-", "")];
      if (!spec) continue;
      const view = await drawChart(element, spec);
      views.set(figure, (views.get(figure) || []).concat(view));
    }
    if (later) for (const control of figure.querySelectorAll("[data-signal]")) apply(figure, control);
    document.documentElement.dataset.drawn = "yes";
  }

  // Where the scripts that draw stand beside the page, they are loaded with the first
  // chart that comes near the screen, and each chart is drawn when it does.
  const later = document.getElementById("charts").dataset.scripts;
  let loaded = null;

  function load(address) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  async function loadAll() {
    for (const address of later.split(" ")) await load(address);
  }

  function drawNear() {
    let last = Promise.resolve();
    const watch = new IntersectionObserver((seen) => {
      for (const one of seen.filter((one) => one.isIntersecting)) {
        watch.unobserve(one.target);
        loaded = loaded || loadAll();
        last = last.then(() => loaded).then(() => drawIn(one.target));
      }
    }, { rootMargin: "300px" });
    for (const figure of document.querySelectorAll("[data-figure]")) watch.observe(figure);
  }

  async function draw() {
    if (later) return drawNear();
    for (const figure of document.querySelectorAll("[data-figure]")) await drawIn(figure);
    document.documentElement.dataset.drawn = "yes";
  }

  // Sections with details are closed once their charts have a width; paper has them all.
  const more = document.querySelectorAll("details.more");
  function fold(isOpen) {
    for (const section of more) section.open = isOpen;
  }
  function followWidth(event) {
    if (event.target.open) window.dispatchEvent(new Event("resize"));
  }

  // A link to something closed opens all that it stands in.
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let list = target.closest("details"); list; list = list.parentElement.closest("details")) list.open = true;
    for (const section of target.querySelectorAll(":scope > details.more")) section.open = true;
    target.scrollIntoView();
  }

  // Headings of some tables put their rows in order: numbers from the largest, words from
  // A, and the other way when pressed again. Blank cells come last either way.
  function orderOf(row, column) {
    const cell = row.cells[column];
    const text = cell.textContent.trim();
    return cell.classList.contains("n") && text ? Number(cell.dataset.order || text.replaceAll(",", "")) : text;
  }

  function before(one, other) {
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one).localeCompare(String(other), "en", { numeric: true });
  }

  function sortBy(table, heading) {
    const sorted = heading.getAttribute("aria-sort");
    const isUp = sorted ? sorted === "descending" : !heading.classList.contains("n");
    const sign = isUp ? 1 : -1;
    const column = heading.cellIndex;
    const rows = Array.from(table.tBodies[0].rows, (row) => [orderOf(row, column), row]);
    rows.sort(([one], [other]) => (one === "") - (other === "") || sign * before(one, other));
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    table.tBodies[0].append(...rows.map(([, row]) => row));
  }

  function makeSortable(table) {
    for (const heading of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sortBy(table, heading));
      heading.append(button);
    }
  }

  document.querySelectorAll("table[data-sortable]").forEach(makeSortable);
  document.querySelectorAll("[data-figure]").forEach(follow);
  window.addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) reveal();
  });
  more.forEach((section) => section.addEventListener("toggle", followWidth));
  window.addEventListener("beforeprint", () => fold(true));
  draw().then(() => fold(false)).then(reveal);
})();
