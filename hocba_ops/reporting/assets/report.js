"use strict";
// Unpack the chart library that stands in this file, then draw each chart. Nothing is asked from anywhere.
(async () => {
  const unpack = async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  };
  const load = async () => {
    const script = document.createElement("script");
    script.textContent = await unpack(document.getElementById("chart-library").textContent.trim());
    document.head.append(script);
  };
  // With a viewBox the drawing shrinks to the width of a sheet of paper instead of being cut.
  const fit = (plot) => {
    const { width, height } = plot._fullLayout;
    plot.style.setProperty("--ratio", `${width} / ${height}`);
    for (const svg of plot.querySelectorAll(".main-svg")) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  };
  const draw = async (figure) => {
    const plot = figure.querySelector(".plot");
    const { data, layout } = JSON.parse(figure.querySelector(".figure-data").textContent);
    if (layout.meta && layout.meta.own_colours) plot.classList.add("own-colours");
    plot.hidden = false;
    await Plotly.newPlot(plot, data, layout, { staticPlot: true, responsive: true, displayModeBar: false });
    fit(plot);
    plot.on("plotly_afterplot", () => fit(plot));
    figure.querySelector(".undrawn").hidden = true;
    figure.querySelector(".twin").open = false;
    figure.classList.add("drawn");
  };
  try {
    if (typeof DecompressionStream !== "function") throw new Error("no DecompressionStream");
    await load();
  } catch (fault) {
    document.documentElement.dataset.charts = "none";
    return;
  }
  for (const figure of document.querySelectorAll("figure.chart")) await draw(figure);
  document.documentElement.dataset.charts = "drawn";
})();
