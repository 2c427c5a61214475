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
    const words = {
      title: seen.title || seen.state,
      seconds: number(seen.seconds, "0"),
      value: number(seen.value, "none yet"),
      bound: number(seen.bound, "not known yet"),
      gap: seen.gap == null ? "not known yet" : (100 * seen.gap).toPrecision(3) + " %",
      seconds_left: seen.seconds_left == null ? "no limit is known" : number(seen.seconds_left) + " s",
    };
    if (seen.is_stopping) words.title += " (stopping)";
    for (const [name, text] of Object.entries(words)) {
      const shown = place.querySelector('[data-told="' + name + '"]');
      if (shown && shown.textContent !== text) shown.textContent = text;
    }
  }
})();
