// Has the browser keep one page for when there is no signal; static/script/worker.js is what keeps it.
(function () {
  "use strict";
  function keep() {
    var place = document.documentElement.getAttribute("data-worker");
    if (place && navigator.serviceWorker) navigator.serviceWorker.register(place).catch(function () {});
  }
  document.addEventListener("viewpoint:page", keep);
  addEventListener("load", keep);
})();
