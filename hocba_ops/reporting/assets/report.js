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
  // On a phone the name of a row stands above its bar, and the legend is a list.
  const narrow = window.matchMedia("(max-width: 40rem)");
  const fold = ({ data, layout }) => {
    const rows = layout.yaxis.categoryarray;
    const named = data.filter((trace) => trace.name).length;
    const names = rows.map((row) => ({
      x: 0, xref: "paper", xanchor: "left", y: row, yanchor: "bottom", yshift: 9, showarrow: false,
      text: row.length > 46 ? row : row.replaceAll("<br>", " "), align: "left", font: { size: 12 },
    }));
    layout.annotations = [...(layout.annotations || []), ...names];
    layout.yaxis.showticklabels = false;
    layout.yaxis.showgrid = false;
    layout.yaxis.range = [rows.length - 0.5, -0.9];
    layout.yaxis.autorange = false;
    layout.bargap = 0.6;
    const room = rows.some((row) => row.length > 46) ? 56 : 42;
    layout.height = 60 + rows.length * room + (layout.showlegend ? named * 22 : 0);
    layout.xaxis.nticks = 3;
    if (layout.xaxis.type === "date") {
      const [start, end] = layout.xaxis.range.map((day) => Date.parse(day));
      layout.xaxis.range[0] = new Date(start - (end - start) / 6).toISOString().slice(0, 10);
    }
    if (layout.xaxis.ticktext) layout.xaxis.range[1] *= 1.08;
  };
  const draw = async (figure) => {
    const plot = figure.querySelector(".plot");
    const { data, layout } = JSON.parse(figure.querySelector(".figure-data").textContent);
    const shape = layout.meta.shape;
    plot.classList.add(shape);
    if (narrow.matches && shape === "rows") fold({ data, layout });
    plot.style.minHeight = `${layout.height}px`;
    plot.hidden = false;
    await Plotly.newPlot(plot, data, layout, { staticPlot: true, responsive: true, displayModeBar: false });
    fit(plot);
    plot.removeAllListeners("plotly_afterplot");
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
  // A sheet of A4 is narrower than a screen: drawn at its width, the letters keep their size.
  const paper = 680;
  const resize = (size) => {
    for (const plot of document.querySelectorAll(".plot")) Plotly.relayout(plot, size);
  };
  window.addEventListener("beforeprint", () => resize({ autosize: false, width: paper }));
  window.addEventListener("afterprint", () => resize({ autosize: true, width: null }));
  narrow.addEventListener("change", async () => {
    for (const figure of document.querySelectorAll("figure.chart")) await draw(figure);
  });
})();
