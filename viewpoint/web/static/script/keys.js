// Keyboard shortcuts of staff pages: whatever carries data-key is pressed by that key, and "?" lists what there is on this page. A
// single key does nothing while somebody types, nor beside Ctrl, Alt or Command; Ctrl and S saves where something can be saved.
(function () {
  "use strict";
  var link = document.getElementById("keys"), panel = null;
  function those() { return [].slice.call(document.querySelectorAll("[data-key]")); }
  function named(key) { return those().filter(function (each) { return each.getAttribute("data-key") === key; })[0]; }
  function types(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }
  function made(name, words, parent) {
    var tag = document.createElement(name);
    tag.textContent = words;
    if (parent) parent.appendChild(tag);
    return tag;
  }
  function build() {
    var list, more, button;
    panel = made("dialog", "");
    panel.className = "keys stack";
    panel.setAttribute("aria-labelledby", "keys-title");
    made("h2", link.textContent, panel).id = "keys-title";
    list = made("dl", "", panel);
    list.className = "facts";
    those().forEach(function (each) {
      made("kbd", each.getAttribute("data-key"), made("dt", "", list));
      made("dd", each.getAttribute("data-does") || each.textContent.trim(), list);
    });
    more = made("a", link.getAttribute("data-more"), made("p", "", panel));
    more.href = link.href;
    button = made("button", link.getAttribute("data-close"), panel);
    button.className = "button";
    button.type = "button";
    button.addEventListener("click", function () { panel.close(); });
    document.body.appendChild(panel);
  }
  function show() {
    if (!panel) build();
    if (panel.open) panel.close(); else panel.showModal();
  }
  function go(tag) {
    var there = tag.hash && tag.pathname === location.pathname ? document.getElementById(tag.hash.slice(1)) : null;
    tag.click();
    if (there) there.focus();
  }
  if (!link || !window.HTMLDialogElement) return;
  those().forEach(function (each) { each.setAttribute("aria-keyshortcuts", each.getAttribute("data-key")); });
  link.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show();
  });
  document.addEventListener("keydown", function (event) {
    var key = event.key.toLowerCase(), saves = key === "s" && (event.ctrlKey || event.metaKey) && !event.altKey, tag;
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    if (!saves && (event.ctrlKey || event.metaKey || event.altKey || types(event.target))) return;
    if (key === "?") { event.preventDefault(); return show(); }
    tag = panel && panel.open ? null : named(key);
    if (!tag) return;
    event.preventDefault();
    go(tag);
  });
})();
