// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.CaseFormat;
import com.google.common.collect.Sets;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ejgrad.graph.Program;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.optim.Optimizer;
import org.ejgrad.optim.Optimizers;
import org.ejgrad.optim.ParameterGradient;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTrafficTest {
  /** Rows that are no maker's: settings and wrappers of other rules. */
  private static final Set<String> OTHER_ROWS = Set.of("RMS_PROP_CENTRED", "LOOKAHEAD");

  @ParameterizedTest
  @EnumSource(RuleTraffic.class)
  void program_touchesAtMostTwiceTheBytesOfTheFormula(RuleTraffic rule) {
    RuleStep step = rule.step(300, 200);
    long formula = rule.formulaBytes(300, 200);
    // Muon's products come on top: its program is shown in the table, and not judged by bytes.
    double bound = rule == RuleTraffic.MUON ? 30 : 2;
    assertTrue(
        step.bytes() >= formula - 8L * 300 * 200 && step.bytes() <= bound * formula,
        () -> step.bytes() + " for " + formula + ":\n" + step.program().text());
  }

  @Test
  void bytes_ofTwoGroups_areCountedByHand() {
    // The sum ends the first group: g is read; then theta and g are read and theta is written.
    Expr theta = Autograd.parameter("theta", new DMatrixRMaj(300, 200));
    Expr g = Autograd.input("g", 300, 200);
    Expr loss = Autograd.input("loss", 1, 1);
    Optimizer rule =
        Optimizer.of(
            (t, gradient, state) -> t.minus(gradient.elementMult(gradient.elementSum())), 1);
    Program program =
        Program.compile(List.of(), rule.updates(List.of(new ParameterGradient(theta, g)), loss));
    assertEquals(
        4 * 8 * 300 * 200,
        new RuleStep(program, theta, g, loss, rule).bytes(),
        () -> program.text());
  }

  @Test
  void step_ofEveryRule_runs() {
    for (RuleTraffic rule : RuleTraffic.values()) {
      RuleStep step = rule.step(30, 20);
      DMatrixRMaj before = step.theta().evaluate();
      step.workspace().run().run();
      assertTrue(!Arrays.equals(before.data, step.theta().evaluate().data), rule::name);
    }
  }

  @Test
  void rows_areThoseOfTheMakers() {
    Set<String> makers =
        Arrays.stream(Optimizers.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> method.getReturnType() == Optimizer.class)
            .map(method -> CaseFormat.LOWER_CAMEL.to(CaseFormat.UPPER_UNDERSCORE, method.getName()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> rows =
        Arrays.stream(RuleTraffic.values())
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rows, new TreeSet<>(Sets.union(makers, OTHER_ROWS)));
    assertEquals(37, rows.size());
  }

  @Test
  void row_hasBandwidthsAndTheShareOfTheBound() {
    // 7 arrays of 8 MB, 100 and 125 times a second.
    assertEquals(
        "| adam | 4 + 3 | 1.00 | 10.00 | 8.00 | 5.6 | 7.0 | 0.80 |  |",
        RulesCommand.row(RuleTraffic.ADAM, "4 + 3", 100, 125));
  }

  @Test
  void streams_writeTheMeanOfWhatTheyRead() {
    int length = 2 * 2048 + 77;
    Streams streams = new Streams(3, 2, length);
    int last = length - 1;
    double mean = (streams.at(0, last) + streams.at(1, last) + streams.at(2, last)) / 3;
    double kept = streams.at(2, last);
    streams.run();
    assertEquals(mean, streams.at(0, last), 1e-15);
    assertEquals(mean, streams.at(1, last), 1e-15);
    assertEquals(kept, streams.at(2, last));
  }
}
