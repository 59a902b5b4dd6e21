// Draws the charts of a page in the browser, with a tooltip at every point, over the picture of the server.
// Without this, or when something goes wrong, that picture stays; its table stands below it either way.
(() => {
  "use strict";

  const ENGINE = document.currentScript.dataset.engine;
  const figures = [...document.querySelectorAll("figure[data-spec]")];
  if (!ENGINE || !figures.length) return;

  const loadEngine = () =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = ENGINE;
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  let engine;

  const isNarrow = () => matchMedia("(max-width: 40rem)").matches;

  const draw = async (figure) => {
    const address = isNarrow() ? figure.dataset.narrowSpec : figure.dataset.spec;
    const [answer] = await Promise.all([fetch(address), (engine ??= loadEngine())]);
    if (!answer.ok) return;
    const spec = await answer.json();
    const [picture, drawing] = figure.querySelectorAll(".figures-chart__picture, .figures-chart__drawing");
    drawing.hidden = false;
    try {
      await window.vegaEmbed(drawing, { ...spec, width: "container" }, {
        actions: false,
        ast: true, // expressions are interpreted: the policy of this site allows no eval
        defaultStyle: false,
        renderer: "svg",
        tooltip: { disableDefaultStyle: true, theme: "noaber" },
      });
      picture.hidden = true;
    } catch (error) {
      drawing.hidden = true;
      drawing.replaceChildren();
      throw error;
    }
  };

  // What is not in sight is drawn when it comes near.
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((each) => each.isIntersecting)) {
      watcher.unobserve(entry.target);
      draw(entry.target);
    }
  }, { rootMargin: "400px" });
  figures.forEach((figure) => watcher.observe(figure));
})();
