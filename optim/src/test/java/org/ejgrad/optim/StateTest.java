// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static java.util.Objects.requireNonNull;
import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.parameter;
import static org.ejgrad.optim.Refusals.assertRefused;
import static org.ejgrad.optim.Refusals.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What a rule of one's own can do, and what it is told when it goes wrong. */
final class StateTest {
  private final Expr x = parameter("x", new DMatrixRMaj(new double[][] {{1, 2}}));
  private final Expr loss = x.square().elementSum();

  @Test
  void rule_ofOnesOwn_seesOldValuesRateAndStep() {
    // theta <- theta - alpha t g / count, where count is a 1x1 variable that starts at 1 and grows.
    UpdateRule rule =
        (theta, g, state) -> {
          Expr count = state.variable("count", new DMatrixRMaj(new double[][] {{1}}));
          state.update(count, count.plus(1));
          return theta.minus(
              g.elementMult(state.rate()).elementMult(state.step()).elementDiv(count));
        };
    Optimizer optimizer = Optimizer.of(rule, 0.25);
    Workspace step = compile(loss, optimizer.updates(loss, x)).workspace();
    step.run().run().run();
    // t / count is 1 throughout, g = 2 theta: each step halves.
    assertEquals(0.125, x.evaluate().get(0));
    assertEquals(0.25, x.evaluate().get(1));
    assertEquals(4, requireNonNull(optimizer.state().get("x/count")).value().get(0));
  }

  @Test
  void copyOfParameter_startsAtThePresentValue() {
    UpdateRule rule =
        (theta, g, state) -> {
          Expr anchor = state.copyOfParameter("anchor");
          state.update(anchor, anchor);
          return theta.minus(state.timesRate(g));
        };
    Optimizer optimizer = Optimizer.of(rule, 0.25);
    compile(loss, optimizer.updates(loss, x)).workspace().run();
    assertEquals(0.5, x.evaluate().get(0));
    assertEquals(1, requireNonNull(optimizer.state().get("x/anchor")).value().get(0));
  }

  @Test
  void variable_namedAsTheFlagOfCopies_isRefused() {
    Optimizer optimizer = Optimizer.of((theta, g, state) -> state.zeros("copied"), 1);
    assertRefused("variable: 'copied' says whether copies", () -> optimizer.updates(loss, x));
  }

  @Test
  void rule_forgetsAnUpdate_isNamed() {
    Optimizer optimizer = Optimizer.of((theta, g, state) -> theta.minus(state.zeros("v")), 1);
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> optimizer.updates(loss, x));
    assertSays("state variable 'x/v' has no next value", thrown);
  }

  @Test
  void update_twice_isNamed() {
    Optimizer optimizer =
        Optimizer.of(
            (theta, g, state) -> {
              Expr v = state.zeros("v");
              state.update(v, g);
              return theta.minus(state.update(v, g));
            },
            1);
    assertRefused("update: 'x/v' has a next value already", () -> optimizer.updates(loss, x));
  }

  @Test
  void update_ofTheParameter_isRefused() {
    Optimizer optimizer = Optimizer.of((theta, g, state) -> state.update(theta, g), 1);
    assertRefused(
        "update: only the rule's own variables can be updated, got 'x'",
        () -> optimizer.updates(loss, x));
  }

  @Test
  void variable_againWithAnotherShape_isRefused() {
    Optimizer optimizer =
        Optimizer.of(
            (theta, g, state) -> {
              state.zeros("v");
              return state.variable("v", new DMatrixRMaj(3, 3));
            },
            1);
    assertRefused(
        "state variable 'x/v': the shape never changes, is 1x2, got 3x3",
        () -> optimizer.updates(loss, x));
  }

  @Test
  void next_ofAnotherShape_isRefused() {
    Optimizer optimizer = Optimizer.of((theta, g, state) -> theta.elementSum(), 1);
    assertRefused("update: the value must have the cell's shape", () -> optimizer.updates(loss, x));
  }
}
