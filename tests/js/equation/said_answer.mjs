// What is said of the answer, of the loss, and of the blame of a logit.

import assert from "node:assert/strict";
import { agrees, COUNT, counted, likely, mostly, NUMBER, oneOf, PERCENT, ranked, read, sum } from "./reading.mjs";

export const ENDS = {
  p(pass, say, [n, k]) {
    const [p, z] = ["p", pass.logits].map((name) =>
      Array.from({ length: pass.classes }, (_, m) => pass.at(name, n, m)),
    );
    const there = pass.N > 1 ? ` in example ${n}` : "";
    const who = pass.digit(k);
    if (pass.loss === "Quadratic") {
      const [v, order, of] = read(
        say,
        `The network answers ${NUMBER} for ${who}${there}, the (?:(\\S+) )?largest in size of ${COUNT}\\.`,
      );
      agrees(v, p[k]);
      assert.equal(ranked(order), 1 + p.filter((other) => Math.abs(other) > Math.abs(p[k])).length);
      return assert.equal(counted(of), pass.classes);
    }
    const [chance, sure, order, why] = read(
      say,
      `The network gives ${who} a probability of ${PERCENT}${there}, (more than any other class|the (\\S+) most likely): (.*)`,
    );
    likely(chance, p[k]);
    const rank = 1 + p.filter((other) => other > p[k]).length;
    assert.equal(sure === "more than any other class" ? 1 : ranked(order), rank);
    if (pass.loss === "SigmoidCrossEntropy") {
      return agrees(read(why, `that is the sigmoid of its logit, ${NUMBER}\\.`)[0], z[k]);
    }
    const others = z.filter((_, m) => rank > 1 || m !== k);
    const other = Math.max(...others);
    const [own, apart, side, rival, role, , more, times, less] = read(
      why,
      `its logit, ${NUMBER}, is ${NUMBER} (above|below) that of (.+?), the (next|most likely)\\.( That makes (.+?) ${NUMBER} times as likely as (.+)\\.)?`,
    );
    agrees(own, z[k]);
    agrees(apart, Math.abs(z[k] - other), Math.abs(z[k]));
    assert.deepEqual([side, role], rank === 1 ? ["above", "next"] : ["below", "most likely"]);
    assert.equal(rival, pass.digit(z.findIndex((v, m) => v === other && (rank > 1 || m !== k))));
    if (more) {
      assert.deepEqual([more, less], rank === 1 ? [who, rival] : [rival, who]);
      const rivalled = p[z.indexOf(other)];
      agrees(times, Math.max(p[k], rivalled) / Math.min(p[k], rivalled), 1e4);
    }
  },
  L(pass, say) {
    const loss = pass.trace.array("L").data[0];
    const per = Array.from({ length: pass.N }, (_, n) =>
      Array.from({ length: pass.classes }, (_, k) => ({ label: pass.digit(k), value: pass.loss_of(n, k) / pass.N })),
    );
    if (pass.N > 1) {
      const parts = per.map((classes, n) => ({ label: `example ${n}`, value: sum(classes) }));
      const [v, n, rest] = read(say, `The loss is ${NUMBER}, the mean over ${COUNT} examples\\. ?(.*)`);
      agrees(v, loss);
      agrees(v, sum(parts));
      assert.equal(counted(n), pass.N);
      return rest ? mostly(rest, "it", parts) : assert.ok(saturated(pass));
    }
    const right = `the right class, ${pass.digit(pass.trace.label)},`;
    const p = pass.at("p", 0, pass.trace.label);
    assert.equal(pass.at("y", 0, pass.trace.label), 1);
    oneOf(
      say,
      [
        `The loss is ${NUMBER}: ${right} was given a probability of ${PERCENT}, and this is minus its logarithm\\. The less it is given, the larger the loss\\.`,
        (v, chance) => {
          agrees(v, loss);
          agrees(v, -Math.log(p));
          likely(chance, p);
        },
      ],
      [
        `The loss is ${NUMBER}: for ${right} the network answers ${NUMBER}; wanted are 1 there and 0 for all others\\. ?(.*)`,
        (v, answer, rest) => {
          agrees(v, loss);
          agrees(answer, p);
          mostly(rest, "it", per[0]);
        },
      ],
      [
        `The loss is ${NUMBER}, added up over all ${COUNT} classes\\. ?(.*)`,
        (v, n, rest) => {
          agrees(v, loss);
          assert.equal(counted(n), pass.classes);
          assert.equal(pass.loss, "SigmoidCrossEntropy");
          if (rest || !saturated(pass)) mostly(rest, "it", per[0]);
        },
      ],
    );
  },
};

/** Is a probability 0 or 1 in float64, so that its logarithm is lost? */
const saturated = (pass) => pass.trace.array("p").data.some((p) => p === 0 || p === 1);

export function pushed(pass, say, [n, k], value) {
  const there = pass.N > 1 ? ` in example ${n}` : "";
  const [p, y] = ["p", "y"].map((name) => pass.at(name, n, k));
  const who = pass.digit(k);
  const [sees, wants] =
    pass.loss === "Quadratic"
      ? [`answers ${NUMBER} for ${who}${there}`, `${NUMBER} is wanted`]
      : [`says ${PERCENT} for ${who}${there}`, `the truth is ${PERCENT}`];
  const blame = `Its blame, the error signal δ,(?: shared among ${COUNT} examples,)? is ${NUMBER}\\.`;
  const [says, truth, way, by, among, v] = read(
    say,
    `The network ${sees}, and ${wants}: (?:nothing pushes this logit|this logit is pushed (up|down) by ${NUMBER})\\. ${blame}`,
  );
  likely(says, p);
  likely(truth, y);
  agrees(v, value);
  agrees(v, (p - y) / pass.N);
  assert.equal(way, p === y ? undefined : p > y ? "down" : "up");
  if (by) agrees(by, Math.abs(p - y));
  assert.equal(among ? counted(among) : 1, pass.N);
}
