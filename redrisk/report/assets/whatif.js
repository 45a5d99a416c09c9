"use strict";
(function () {
  const card = JSON.parse(document.getElementById("card").textContent);
  const byId = (id) => document.getElementById(id);
  const signed = (n) => (n > 0 ? "+" + n : String(n).replace("-", "\u2212"));
  const range = (text) => text.split("-").map(Number);

  function pointsOf(feature, levels) {
    const ranges = feature.facts.map((fact) => range(levels[fact]));
    const first = Math.min(...ranges.map((r) => r[0]));
    const last = Math.min(...ranges.map((r) => r[1]));
    const found = feature.points[first + "-" + last];
    return found === undefined ? 0 : found;
  }

  function levelsNow() {
    const levels = {};
    for (const fact of card.facts) levels[fact.id] = byId("what-" + fact.id).value;
    return levels;
  }

  function show() {
    const levels = levelsNow();
    let total = 0;
    for (const feature of card.features) {
      const points = pointsOf(feature, levels);
      total += points;
      byId("points-" + feature.id).textContent = signed(points);
    }
    const reported = Math.max(card.lower, Math.min(card.upper, total));
    const power = card.power[String(reported)];
    const typed = byId("what-prior").value;
    const prior = typed.trim() === "" ? NaN : Number(typed);
    byId("sum-points").textContent = signed(total);
    byId("sum-reported").textContent =
      (total > reported ? "at least " : total < reported ? "at most " : "") + signed(reported);
    byId("sum-lr").textContent = String(Number(power.toPrecision(3)));
    byId("sum-band").textContent = card.bands[String(reported)];
    byId("sum-risk").textContent = prior > 0 && prior < 1 ? riskInWords(prior, power) :
      "type a prior between 0 and 1";
  }

  function riskInWords(prior, power) {
    const odds = (prior / (1 - prior)) * power;
    return (odds / (1 + odds)).toFixed(4) + " under a prior of " + prior;
  }

  function reset() {
    for (const fact of card.facts) byId("what-" + fact.id).value = fact.now;
    byId("what-prior").value = card.prior;
    show();
  }

  byId("what-if").hidden = false;
  byId("what-if").addEventListener("input", show);
  byId("what-reset").addEventListener("click", reset);
  reset();
})();
