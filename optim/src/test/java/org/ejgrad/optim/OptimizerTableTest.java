// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The one table of all rules: what each reaches on two functions, with which rate and steps. */
final class OptimizerTableTest {
  /** Functions of (x, y) whose minimum is 0. */
  private enum Function {
    /** x^2 + 10 y^2 from (4, -3), where it is 106. Curvatures 2 and 20. */
    PARABOLA {
      @Override
      Expr of(Expr x, Expr y) {
        return x.square().plus(y.square().scale(10));
      }

      @Override
      DMatrixRMaj start() {
        return new DMatrixRMaj(new double[][] {{4, -3}});
      }
    },

    /** (1 - x)^2 + 100 (y - x^2)^2 from (-1.2, 1), where it is 24.2: a curved valley. */
    ROSENBROCK {
      @Override
      Expr of(Expr x, Expr y) {
        Expr one = constant(1);
        return one.minus(x).square().plus(y.minus(x.square()).square().scale(100));
      }

      @Override
      DMatrixRMaj start() {
        return new DMatrixRMaj(new double[][] {{-1.2, 1}});
      }
    };

    abstract Expr of(Expr x, Expr y);

    abstract DMatrixRMaj start();

    Expr at(Expr theta) {
      return of(theta.extractMatrix(0, 1, 0, 1), theta.extractMatrix(0, 1, 1, 2));
    }
  }

  /** Function, rule with its rate, steps, and the value required at the evaluation point. */
  private enum Row {
    PARABOLA_GRADIENT_DESCENT(Function.PARABOLA, () -> Optimizers.gradientDescent(0.05), 200, 1e-8),
    PARABOLA_MOMENTUM(Function.PARABOLA, () -> Optimizers.momentum(0.01), 300, 1e-8),
    PARABOLA_MOMENTUM_AVERAGED(
        Function.PARABOLA, () -> Optimizers.momentumAveraged(0.1), 300, 1e-8),
    PARABOLA_NESTEROV(Function.PARABOLA, () -> Optimizers.nesterov(0.01), 300, 1e-8),
    PARABOLA_AVERAGED_SGD(Function.PARABOLA, () -> Optimizers.averagedSgd(0.05), 400, 1e-8),
    PARABOLA_ADA_GRAD(Function.PARABOLA, () -> Optimizers.adaGrad(1), 500, 1e-8),
    // At a constant rate this one stays at the distance of a step: it needs a rate that falls.
    PARABOLA_RMS_PROP(
        Function.PARABOLA, () -> Optimizers.rmsProp(Schedules.cosine(0.1, 0, 500), 0.9), 500, 1e-6),
    PARABOLA_ADAM(Function.PARABOLA, () -> Optimizers.adam(0.1), 500, 1e-6),

    ROSENBROCK_GRADIENT_DESCENT(
        Function.ROSENBROCK, () -> Optimizers.gradientDescent(0.001), 20_000, 1e-4),
    ROSENBROCK_MOMENTUM(Function.ROSENBROCK, () -> Optimizers.momentum(0.0005), 5_000, 1e-4),
    ROSENBROCK_MOMENTUM_AVERAGED(
        Function.ROSENBROCK, () -> Optimizers.momentumAveraged(0.005), 5_000, 1e-4),
    ROSENBROCK_NESTEROV(Function.ROSENBROCK, () -> Optimizers.nesterov(0.0005), 5_000, 1e-4),
    ROSENBROCK_AVERAGED_SGD(Function.ROSENBROCK, () -> Optimizers.averagedSgd(0.001), 20_000, 1e-4),
    ROSENBROCK_ADA_GRAD(Function.ROSENBROCK, () -> Optimizers.adaGrad(0.5), 20_000, 1e-4),
    ROSENBROCK_RMS_PROP(
        Function.ROSENBROCK,
        () -> Optimizers.rmsProp(Schedules.cosine(0.01, 0, 10_000), 0.9),
        10_000,
        1e-3),
    ROSENBROCK_ADAM(Function.ROSENBROCK, () -> Optimizers.adam(0.02), 5_000, 1e-4);

    private final Function function;
    private final Supplier<Optimizer> optimizer;
    private final int steps;
    private final double required;

    Row(Function function, Supplier<Optimizer> optimizer, int steps, double required) {
      this.function = function;
      this.optimizer = optimizer;
      this.steps = steps;
      this.required = required;
    }
  }

  private static List<Arguments> rowsInBothPrecisions() {
    return Arrays.stream(Row.values())
        .flatMap(row -> Arrays.stream(Precision.values()).map(p -> Arguments.of(row, p)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rowsInBothPrecisions")
  void updates_onTestFunctions_reachTheRequiredValue(Row row, Precision precision) {
    Expr theta = parameter("theta", row.function.start());
    Expr loss = row.function.at(theta);
    Optimizer optimizer = row.optimizer.get();
    Workspace step = compile(loss, optimizer.updates(loss, theta), precision).workspace();
    for (int i = 0; i < row.steps; i++) {
      step.run();
    }
    Expr point = optimizer.evaluationPoint(List.of(theta)).get(0);
    double reached = row.function.at(point).evaluate().get(0);
    assertTrue(reached <= row.required, () -> "reached " + reached);
  }

  @Test
  void rows_coverEachRuleOnEachFunction() {
    Set<List<Object>> pairs = new HashSet<>();
    for (Row row : Row.values()) {
      pairs.add(List.of(row.function, row.optimizer.get().rule().getClass()));
    }
    int rules = 8;
    assertEquals(Function.values().length * rules, pairs.size());
  }
}
