// The page in the browser: what the server drew is put into its places, charts are drawn, choices are sent back.
// Nothing is asked from anywhere but the server that the page came from.
const at = (id) => document.getElementById(id);

// What had the keyboard keeps it: fields are found again by name, links by where they lead.
const keyOf = (element) => element && (element.name ? `[name="${element.name}"]` : element.id ? `#${element.id}` : "");
const put = (place, html) => {
  if (place._html === html) return;
  const held = place.contains(document.activeElement) ? keyOf(document.activeElement) : "";
  place.innerHTML = html;
  place._html = html;
  if (held) {
    const again = place.querySelector(`${held}:checked`) || place.querySelector(held);
    if (again) again.focus({ preventScroll: true });
  }
};

const drawCharts = async (figures) => {
  for (const figure of document.querySelectorAll("#trang figure.chart:not(.drawn)")) {
    const data = figures[figure.dataset.figure];
    if (!data) continue;
    try {
      await HocbaChart.draw(figure, structuredClone(data));
    } catch (fault) {
      figure.querySelector(".undrawn").hidden = false;
      figure.querySelector(".twin").open = true;
    }
  }
  document.documentElement.dataset.charts = "drawn";
};

const redraw = (model) => {
  for (const figure of document.querySelectorAll("#trang figure.chart.drawn")) figure.classList.remove("drawn");
  return drawCharts(model.drawn.figures);
};

export function render({ model }) {
  // Whoever waits longer than a moment is told how long it has been, and why.
  const said = at("dang-tai").querySelector("[data-later]");
  const soon = said.textContent;
  let clock = 0;
  const wait = (isWaiting) => {
    clearInterval(clock);
    at("dang-tai").hidden = !isWaiting;
    at("trang").setAttribute("aria-busy", String(isWaiting));
    said.textContent = soon;
    if (!isWaiting) return;
    const began = Date.now();
    clock = setInterval(() => {
      said.textContent = said.dataset.later.replace("{seconds}", Math.round((Date.now() - began) / 1000));
    }, 5000);
  };
  const send = (message) => {
    wait(true);
    model.send_msg(message);
  };

  const account = at("tai-khoan");
  let isFirst = true;
  wait(true);
  const show = () => {
    const drawn = model.drawn;
    if (!drawn.content) return;
    delete document.documentElement.dataset.charts;
    document.title = drawn.title;
    put(at("muc"), drawn.nav);
    const wasOpen = at("bo-loc").querySelector(".choose")?.open && !isFirst;
    put(at("bo-loc"), drawn.controls);
    const choose = at("bo-loc").querySelector(".choose");
    if (choose) choose.open = !HocbaChart.narrow.matches || Boolean(wasOpen);
    put(at("trang"), drawn.content);
    at("trang").hidden = false;
    const query = drawn.query ? `?${drawn.query}` : location.pathname;
    if (isFirst) history.replaceState({ query: drawn.query }, "", query);
    else if (!drawn.is_back && `?${drawn.query}` !== location.search) history.pushState({ query: drawn.query }, "", query);
    if (!isFirst && drawn.is_other_page) {
      at("noi-dung").focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    isFirst = false;
    at("doi-tieng").href = `?${drawn.other_query}`;
    if (account) account.href = `${account.pathname}?next=${encodeURIComponent(location.pathname + location.search)}`;
    wait(false);
    drawCharts(model.drawn.figures);
  };
  model.on("drawn", show);
  show();

  // Links and fields of the page: each sends what was chosen; the address follows when the answer is there.
  document.addEventListener("click", (event) => {
    const masked = event.target.closest("[data-reveal]");
    if (masked) return send({ reveal: masked.dataset.reveal });
    const check = event.target.closest("[data-check]");
    if (check) return send({ check: check.dataset.check });
    const link = event.target.closest("a[data-go]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    menu(false);
    send({ go: link.search.slice(1) });
  });
  document.addEventListener("input", (event) => {
    if (event.target.type !== "range") return;
    const words = event.target.dataset.words.trim().split(" ");
    event.target.nextElementSibling.textContent = words[event.target.value];
    event.target.setAttribute("aria-valuetext", words[event.target.value]);
  });
  document.addEventListener("change", (event) => {
    const { name, value, type } = event.target;
    if (!event.target.form || !name) return;
    send({ set: name, value: type === "range" ? event.target.dataset.days.split(" ")[value] : value });
  });
  // A form that acts goes to the server once; every other form only holds fields.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    for (const button of document.querySelectorAll("#trang form[method=post] button")) button.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("popstate", () => send({ go: location.search.slice(1), is_back: true }));

  const menu = (isOpen) => {
    document.body.classList.toggle("menu-open", isOpen);
    at("mo-muc").setAttribute("aria-expanded", String(isOpen));
  };
  at("mo-muc").addEventListener("click", () => menu(!document.body.classList.contains("menu-open")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.body.classList.contains("menu-open")) return;
    menu(false);
    at("mo-muc").focus();
  });

  const root = document.documentElement;
  const isDark = () => (root.dataset.look || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const look = () => at("doi-nen").setAttribute("aria-pressed", String(isDark()));
  at("doi-nen").addEventListener("click", () => {
    root.dataset.look = isDark() ? "light" : "dark";
    try { localStorage.setItem("hocba-look", root.dataset.look); } catch (fault) { look(); }
    look();
  });
  look();

  // A sheet of A4 is narrower than a screen: drawn at its width, the letters keep their size.
  const resize = (size) => {
    for (const plot of document.querySelectorAll("#trang .drawn .plot")) Plotly.relayout(plot, size);
  };
  window.addEventListener("beforeprint", () => resize({ autosize: false, width: 680 }));
  window.addEventListener("afterprint", () => resize({ autosize: true, width: null }));
  at("in-trang").addEventListener("click", () => window.print());
  HocbaChart.narrow.addEventListener("change", () => redraw(model));

  // The server was stopped or the session has ended: the address reproduces the view after a reload.
  const lost = () => {
    wait(false);
    at("mat-noi").hidden = false;
  };
  at("mat-noi").querySelector("button").addEventListener("click", () => location.reload());
  const bokeh = Bokeh.documents[0];
  if (bokeh) bokeh.on_event("connection_lost", lost);
}
