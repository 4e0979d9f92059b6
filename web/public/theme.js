// Sets theme and density before the first paint. A file, not an inline script: the policy forbids those.
(function () {
  var root = document.documentElement;
  var read = function (key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  var theme = read("flyball.theme");
  var isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = theme === "light" || theme === "dark" ? theme : isDark ? "dark" : "light";
  root.dataset.density = read("flyball.density") === "compact" ? "compact" : "comfortable";
})();
