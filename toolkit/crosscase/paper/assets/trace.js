"use strict";
// A click on a number or a cell shows the evidence rows behind it.
(function () {
  const rows = JSON.parse(document.getElementById("evidence-rows").textContent);
  const panel = document.createElement("aside");
  panel.id = "trace-panel";
  panel.hidden = true;
  panel.setAttribute("aria-live", "polite");
  document.body.append(panel);

  function line(tag, text, name) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  function show(target) {
    const ids = (target.dataset.ids || "").split(" ").filter(Boolean);
    const holder = target.closest("[data-exhibit]");
    const notebook = target.dataset.notebook || (holder ? holder.dataset.notebook : "");
    panel.replaceChildren();
    const close = line("button", "close");
    close.addEventListener("click", () => { panel.hidden = true; target.focus(); });
    panel.append(close, line("h2", target.dataset.key || target.textContent.trim()));
    if (notebook) panel.append(line("p", "computed in notebooks/" + notebook + ".ipynb", "where"));
    if (!ids.length) panel.append(line("p", "computed from the data as a whole"));
    const list = document.createElement("dl");
    for (const id of ids) {
      const row = rows[id] || ["", ""];
      list.append(line("dt", id + (row[0] ? " · " + row[0] : "")), line("dd", row[1]));
    }
    panel.append(list);
    panel.hidden = false;
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest(".traced, .number");
    if (target) show(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.hidden = true;
    const target = event.target.closest && event.target.closest(".traced, .number");
    if (target && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      show(target);
    }
  });
})();
