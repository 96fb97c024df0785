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
  const draw = (figure) => HocbaChart.draw(figure, JSON.parse(figure.querySelector(".figure-data").textContent));
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
  HocbaChart.narrow.addEventListener("change", async () => {
    for (const figure of document.querySelectorAll("figure.chart")) await draw(figure);
  });
})();
