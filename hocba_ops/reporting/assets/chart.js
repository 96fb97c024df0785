"use strict";
// One chart drawn into its place: a page of a report and a page of the dashboards use the same few lines.
const HocbaChart = (() => {
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
  // `figure` is the element around a chart: .plot is drawn, .undrawn hidden, the table twin folded.
  const draw = async (figure, { data, layout }) => {
    const plot = figure.querySelector(".plot");
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
  return { draw, narrow };
})();
