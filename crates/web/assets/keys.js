// Only makes nicer what works without: keys for the review page, and copying a citation.
(function () {
  "use strict";
  var keys = document.querySelectorAll("[data-key]");
  if (keys.length) {
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      var name = event.target && event.target.tagName;
      if (name === "INPUT" || name === "TEXTAREA" || name === "SELECT") return;
      for (var i = 0; i < keys.length; i++) {
        if (keys[i].getAttribute("data-key") === event.key) {
          event.preventDefault();
          keys[i].click();
          return;
        }
      }
    });
  }
  // The name stays with the reader's own browser, so that it need not be written for every decision.
  var names = document.querySelectorAll("input[name=by]");
  try {
    for (var n = 0; n < names.length; n++) {
      if (!names[n].value) names[n].value = window.localStorage.getItem("shirube-by") || "";
      names[n].addEventListener("change", function () {
        window.localStorage.setItem("shirube-by", this.value);
        for (var m = 0; m < names.length; m++) names[m].value = this.value;
      });
    }
  } catch (refused) { /* a browser may refuse storage; the field is simply empty then */ }
})();
