// What one page alone needs is fetched when that page comes up.
(function () {
  "use strict";
  function more() {
    [].forEach.call(document.querySelectorAll("[data-script]"), function (place) {
      var script = document.createElement("script"), address = place.getAttribute("data-script");
      if (document.querySelector('script[src="' + address + '"]')) return;
      script.src = address;
      document.head.appendChild(script);
    });
  }
  document.addEventListener("viewpoint:page", more);
  more();
})();
