"use strict";
(function () {
  const place = document.querySelector("[data-events]");
  if (place) follow(place);

  // Tell how far a run is, until it ends; then show how it ended.
  function follow(place) {
    const source = new EventSource(place.dataset.events);
    source.onmessage = (event) => tell(place, JSON.parse(event.data));
    source.addEventListener("end", () => {
      source.close();
      location.reload();
    });
  }

  function tell(place, seen) {
    const number = (value, otherwise) => (value == null ? otherwise : Math.round(value).toLocaleString("en"));
    const money = (value, otherwise) => (value == null ? otherwise : place.dataset.currency + " " + number(value));
    const words = {
      title: seen.title || seen.state,
      seconds: number(seen.seconds, "0"),
      value: money(seen.value, "none yet"),
      bound: money(seen.bound, "not known yet"),
      gap: seen.gap == null ? "not known yet" : (100 * seen.gap).toPrecision(3) + " %",
      seconds_left: seen.seconds_left == null ? "no limit is known" : number(seen.seconds_left) + " s",
    };
    if (seen.is_stopping) words.title += " (stopping)";
    for (const [name, text] of Object.entries(words)) {
      const shown = place.querySelector('[data-told="' + name + '"]');
      if (shown && shown.textContent !== text) shown.textContent = text;
    }
  }

  // Where an answer is still to come, look again.
  if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 3000);

  const table = document.querySelector("table[data-edit]");
  if (table) edit(table);

  // Change a cell where it stands; the server says what is wrong with its row.
  function edit(table) {
    for (const cell of table.querySelectorAll("td[data-column]")) cell.tabIndex = 0;
    table.addEventListener("click", (event) => open(event.target.closest("td[data-column]")));
    table.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td[data-column]");
      if (cell && event.target === cell && event.key === "Enter") {
        event.preventDefault();
        open(cell);
      }
    });
  }

  function open(cell) {
    if (!cell || cell.querySelector("input")) return;
    const shown = cell.querySelector("span");
    const input = document.createElement("input");
    input.value = shown.textContent;
    input.setAttribute("aria-label", cell.dataset.column);
    shown.hidden = true;
    cell.prepend(input);
    input.focus();
    input.select();
    let isOpen = true;
    let asked = 0;
    input.addEventListener("input", () => {
      const number = ++asked;
      setTimeout(async () => {
        if (number !== asked || !isOpen) return;
        const found = await judge(cell, input.value);
        if (number === asked && isOpen) remark(cell, found);
      }, 200);
    });
    const close = (isKept) => {
      if (!isOpen) return;
      isOpen = false;
      const now = input.value.trim();
      input.remove();
      shown.hidden = false;
      if (isKept && now !== shown.textContent) save(cell, shown.textContent, now);
      else if (asked) judge(cell, shown.textContent).then((found) => remark(cell, found));
    };
    input.addEventListener("blur", () => close(true));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close(false);
      if (event.key === "Enter") close(true);
      if (event.key === "Escape" || event.key === "Enter") cell.focus();
      event.stopPropagation();
    });
  }

  function address(cell) {
    return cell.closest("table").dataset.edit + cell.closest("tr").id.replace("row-", "");
  }

  // What is wrong with a cell as it is typed.
  async function judge(cell, text) {
    const asked = new URLSearchParams({ column: cell.dataset.column, text: text });
    const answer = await fetch(address(cell) + "/judge.json?" + asked);
    return answer.ok ? (await answer.json()).remarks : [];
  }

  // Changes of a row are sent one after another; the last answer is shown.
  const sent = new Map(); // row -> the change that is sent last

  function save(cell, was, now) {
    const row = cell.closest("tr");
    cell.querySelector("span").textContent = now;
    const before = sent.get(row) || Promise.resolve();
    const unheard = { lines: ["The server did not answer. Load the page again to see whether this is kept."] };
    const after = before.then(() => post(cell, was, now)).catch(() => unheard).then((told) => {
      if (sent.get(row) !== after) return;
      if (told.cells) show(row, told);
      else refuse(cell, was, told.lines.join(" "));
    });
    sent.set(row, after);
  }

  async function post(cell, was, now) {
    const form = new FormData();
    form.set("mark", cell.closest("table").dataset.mark);
    form.set("was-" + cell.dataset.column, was);
    form.set("now-" + cell.dataset.column, now);
    const answer = await fetch(address(cell) + ".json", { method: "POST", body: form });
    return answer.json();
  }

  function refuse(cell, was, words) {
    cell.querySelector("span").textContent = was;
    remark(cell, [{ words: words, is_problem: true }]);
  }

  function show(row, told) {
    for (const cell of told.cells) {
      const shown = row.querySelector('td[data-column="' + cell.name + '"]');
      if (!shown) continue;
      shown.querySelector("span").textContent = cell.value;
      change(shown, cell.first);
      remark(shown, cell.remarks);
    }
  }

  // What stood in a cell when the case was read, if that differs.
  function change(cell, first) {
    for (const old of cell.querySelectorAll(".was")) old.remove();
    cell.classList.toggle("changed", first !== null);
    if (first === null) return;
    const words = document.createElement("span");
    words.className = "was";
    words.textContent = "was " + (first || "blank");
    cell.querySelector("span").after(words);
  }

  // Above the table, where a narrow screen shows it: every wrong cell, with a link.
  function list(table) {
    const place = document.querySelector("[data-wrongs]");
    const rows = Array.from(table.querySelectorAll("td.wrong, th:has(> .bad)")).slice(0, 10).map((cell) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      const number = cell.closest("tr").id.replace("row-", "");
      const column = cell.dataset.column;
      link.href = table.dataset.edit + number + (column ? "#now-" + column : "");
      link.textContent = "Row " + number + (column ? ", " + column : "");
      line.append(link, ": " + Array.from(cell.querySelectorAll(".bad"), (one) => one.textContent).join(" "));
      return line;
    });
    place.replaceChildren(...rows);
    place.hidden = !rows.length;
  }

  function remark(cell, remarks) {
    for (const old of cell.querySelectorAll("span ~ span:not(.was)")) old.remove();
    cell.classList.toggle("wrong", remarks.some((one) => one.is_problem));
    for (const one of remarks) {
      const words = document.createElement("span");
      words.className = one.is_problem ? "bad" : "doubt";
      words.setAttribute("role", "status");
      words.textContent = one.words;
      cell.append(words);
    }
    list(cell.closest("table"));
  }

  const terms = document.querySelector("[data-terms]");
  if (terms) move(terms);

  // A slider writes its number; the server says what the terms leave each party.
  function move(terms) {
    const form = terms.querySelector("form");
    let last = 0;
    async function ask() {
      const number = ++last;
      const asked = "?" + new URLSearchParams(new FormData(form));
      const answer = await fetch(terms.dataset.terms + ".json" + asked);
      const told = await answer.json();
      if (number !== last) return;
      history.replaceState(null, "", asked);
      for (const field of terms.querySelectorAll("[data-again-with] [name^=amount-]")) field.value = form.elements[field.name].value;
      for (const link of document.querySelectorAll(".bar [data-twin]")) link.search = asked;
      const words = answer.ok ? told.verdict : told.lines.join(" ");
      terms.querySelector('[data-told="verdict"]').textContent = words;
      for (const one of told.gains || []) {
        const shown = terms.querySelector('[data-party="' + CSS.escape(one.party) + '"]');
        shown.className = one.is_loser ? "bad" : "good";
        shown.querySelector("dd").textContent = one.words;
      }
    }
    for (const slider of form.querySelectorAll("[data-for]")) {
      const field = document.getElementById(slider.dataset.for);
      slider.hidden = false;
      slider.addEventListener("input", () => {
        field.value = slider.value;
        ask();
      });
      field.addEventListener("input", () => {
        if (field.value) slider.value = field.value;
        ask();
      });
    }
  }

  const world = document.querySelector("[data-world]");
  if (world) draw(world);

  // A circle is drawn by pressing and dragging; the server says what lies in it.
  function draw(world) {
    const number = (name) => Number(world.dataset[name]);
    let begun = null;
    let circle = null;
    const at = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(world.getScreenCTM().inverse());
      return { x: point.x, y: point.y };
    };
    const reach = (point) => Math.hypot(point.x - begun.x, point.y - begun.y);
    world.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && !event.target.closest("a")) begun = at(event);
    });
    world.addEventListener("pointermove", (event) => {
      if (!begun || reach(at(event)) < 6) return;
      if (!circle) {
        for (const old of world.querySelectorAll(".circle")) old.remove();
        circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
        circle.setAttribute("class", "circle");
        circle.setAttribute("cx", begun.x);
        circle.setAttribute("cy", begun.y);
        world.append(circle);
      }
      circle.setAttribute("r", reach(at(event)));
    });
    window.addEventListener("pointerup", (event) => {
      if (circle) show(begun, reach(at(event)));
      begun = circle = null;
    });
    function show(middle, radius) {
      const box = world.viewBox.baseVal;
      const degrees = number("down") / box.height; // of latitude, for each unit
      const asked = new URLSearchParams(location.search);
      asked.set("latitude", (number("north") - middle.y * degrees).toFixed(2));
      asked.set("longitude", (number("west") + (middle.x * number("across")) / box.width).toFixed(2));
      asked.set("radius", Math.max(Math.round(radius * degrees * 111.2), 1));
      location.search = asked;
    }
  }
})();
