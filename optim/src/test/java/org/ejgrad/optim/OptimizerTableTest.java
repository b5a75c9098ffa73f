// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The one table of all rules: what each reaches on four functions, with which rate and steps. Rules
 * whose steps do not shrink with the gradient need a rate that falls, and rules that see signs or
 * norms only are asked for a neighbourhood.
 */
final class OptimizerTableTest {
  /** Whether the rate stays what the table says or falls from there to 0 by a half wave. */
  private enum Rate {
    STAYS,
    FALLS
  }

  /** What is asked of a rule on one function: the value at the evaluation point. */
  private record Reach(double rate, int steps, double required) {}

  private static Reach reach(double rate, int steps, double required) {
    return new Reach(rate, steps, required);
  }

  /** Rules, with parabola, Rosenbrock, ill-conditioned and logistic in this order. */
  enum Rule {
    GRADIENT_DESCENT(
        Rate.STAYS,
        Optimizers::gradientDescent,
        reach(0.05, 200, 1e-8),
        reach(0.001, 20_000, 1e-4),
        reach(0.001, 10_000, 1e-6),
        reach(0.5, 5_000, 1e-6)),
    MOMENTUM(
        Rate.STAYS,
        Optimizers::momentum,
        reach(0.01, 300, 1e-8),
        reach(0.0005, 5_000, 1e-4),
        reach(0.0002, 10_000, 1e-6),
        reach(0.1, 3_000, 1e-6)),
    MOMENTUM_AVERAGED(
        Rate.STAYS,
        Optimizers::momentumAveraged,
        reach(0.1, 300, 1e-8),
        reach(0.005, 5_000, 1e-4),
        reach(0.002, 10_000, 1e-6),
        reach(1, 3_000, 1e-6)),
    NESTEROV(
        Rate.STAYS,
        Optimizers::nesterov,
        reach(0.01, 300, 1e-8),
        reach(0.0005, 5_000, 1e-4),
        reach(0.0002, 10_000, 1e-6),
        reach(0.1, 3_000, 1e-6)),
    AVERAGED_SGD(
        Rate.STAYS,
        Optimizers::averagedSgd,
        reach(0.05, 400, 1e-8),
        reach(0.001, 20_000, 1e-4),
        reach(0.001, 10_000, 1e-6),
        reach(0.5, 5_000, 1e-6)),
    SGD(
        Rate.STAYS,
        rate -> Optimizer.of(new Sgd(0.9, 0, true, 0), rate),
        reach(0.01, 300, 1e-8),
        reach(0.0005, 5_000, 1e-4),
        reach(0.0002, 10_000, 1e-6),
        reach(0.1, 3_000, 1e-6)),
    ASGD(
        Rate.STAYS,
        Optimizers::asgd,
        reach(0.05, 1_000, 1e-8),
        reach(0.001, 20_000, 1e-3),
        reach(0.001, 10_000, 1e-6),
        reach(0.5, 5_000, 1e-4)),
    NOISY_SGD(
        Rate.STAYS,
        rate -> Optimizers.noisySgd(rate, 5),
        reach(0.05, 1_000, 1e-3),
        reach(0.001, 20_000, 1e-2),
        reach(0.001, 10_000, 1e-2),
        reach(0.5, 5_000, 1e-2)),
    OPTIMISTIC_DESCENT(
        Rate.STAYS,
        Optimizers::optimisticDescent,
        reach(0.02, 500, 1e-6),
        reach(0.0005, 20_000, 1e-2),
        reach(0.0005, 20_000, 1e-4),
        reach(0.3, 5_000, 1e-5)),
    POLYAK_SGD(
        Rate.STAYS,
        rate -> Optimizer.of(new PolyakSgd(), rate),
        reach(1, 1_000, 1e-4),
        reach(1, 20_000, 0.1),
        reach(1, 10_000, 0.1),
        reach(1, 5_000, 1e-3)),
    SIGN_SGD(
        Rate.FALLS,
        Optimizers::signSgd,
        reach(0.05, 1_000, 1e-3),
        reach(0.01, 20_000, 0.5),
        reach(0.02, 5_000, 0.1),
        reach(0.01, 3_000, 1e-2)),
    RPROP(
        Rate.STAYS,
        Optimizers::rprop,
        reach(0.1, 500, 1e-8),
        reach(0.01, 5_000, 1e-2),
        reach(0.1, 500, 1e-8),
        reach(0.05, 500, 1e-6)),
    SCHEDULE_FREE_SGD(
        Rate.STAYS,
        Optimizers::scheduleFreeSgd,
        reach(0.05, 1_000, 1e-2),
        reach(0.001, 20_000, 0.1),
        reach(0.001, 10_000, 0.1),
        reach(1, 5_000, 1e-3)),
    ADA_GRAD(
        Rate.STAYS,
        Optimizers::adaGrad,
        reach(1, 500, 1e-8),
        reach(0.5, 20_000, 1e-4),
        reach(0.5, 1_000, 1e-6),
        reach(0.5, 3_000, 1e-5)),
    ADA_DELTA(
        Rate.FALLS,
        rate -> Optimizer.of(new AdaDelta(), rate),
        reach(1, 5_000, 1e-2),
        reach(1, 20_000, 0.5),
        reach(1, 5_000, 1e-2),
        reach(1, 5_000, 1e-2)),
    ADAFACTOR(
        Rate.FALLS,
        Optimizers::adafactor,
        reach(0.1, 2_000, 1e-2),
        reach(0.05, 20_000, 0.1),
        reach(0.1, 5_000, 0.1),
        reach(0.05, 5_000, 1e-2)),
    SM3(
        Rate.STAYS,
        Optimizers::sm3,
        reach(1, 500, 1e-4),
        reach(0.5, 20_000, 0.1),
        reach(0.5, 1_000, 1e-3),
        reach(0.5, 3_000, 1e-3)),
    RMS_PROP(
        Rate.FALLS,
        Optimizers::rmsProp,
        reach(0.1, 500, 1e-6),
        reach(0.01, 10_000, 1e-3),
        reach(0.02, 5_000, 1e-3),
        reach(0.02, 3_000, 1e-4)),
    RMS_PROP_CENTRED(
        Rate.FALLS,
        rate -> Optimizer.of(new RmsProp(0.9, 1e-3, Epsilon.OUTSIDE, true, 0.5), rate),
        reach(0.02, 1_000, 1e-3),
        reach(0.002, 20_000, 0.5),
        reach(0.005, 5_000, 0.1),
        reach(0.01, 3_000, 1e-3)),
    ADAM(
        Rate.STAYS,
        Optimizers::adam,
        reach(0.1, 500, 1e-6),
        reach(0.02, 5_000, 1e-4),
        reach(0.02, 5_000, 1e-3),
        reach(0.02, 3_000, 1e-4)),
    ADAM_W(
        Rate.FALLS,
        rate -> Optimizers.adamW(rate, 1e-4),
        reach(0.1, 1_000, 1e-4),
        reach(0.02, 10_000, 1e-2),
        reach(0.02, 5_000, 1e-3),
        reach(0.02, 3_000, 1e-3)),
    AMS_GRAD(
        Rate.FALLS,
        Optimizers::amsGrad,
        reach(0.5, 1_000, 1e-3),
        reach(0.05, 20_000, 0.1),
        reach(0.05, 5_000, 0.1),
        reach(0.05, 3_000, 1e-3)),
    ADA_MAX(
        Rate.FALLS,
        Optimizers::adaMax,
        reach(0.1, 1_000, 1e-4),
        reach(0.02, 20_000, 1e-2),
        reach(0.02, 5_000, 1e-2),
        reach(0.02, 3_000, 1e-3)),
    NADAM(
        Rate.FALLS,
        Optimizers::nadam,
        reach(0.1, 1_000, 1e-4),
        reach(0.02, 10_000, 1e-2),
        reach(0.02, 5_000, 1e-3),
        reach(0.02, 3_000, 1e-3)),
    RADAM(
        Rate.FALLS,
        Optimizers::radam,
        reach(0.03, 2_000, 1e-3),
        reach(0.001, 20_000, 0.1),
        reach(0.001, 10_000, 0.1),
        reach(0.02, 3_000, 1e-3)),
    OPTIMISTIC_ADAM(
        Rate.FALLS,
        Optimizers::optimisticAdam,
        reach(0.1, 1_000, 1e-4),
        reach(0.02, 10_000, 1e-2),
        reach(0.02, 5_000, 1e-3),
        reach(0.02, 3_000, 1e-3)),
    ADA_BELIEF(
        Rate.FALLS,
        Optimizers::adaBelief,
        reach(0.1, 1_000, 1e-4),
        reach(0.02, 10_000, 1e-2),
        reach(0.02, 5_000, 1e-3),
        reach(0.02, 3_000, 1e-3)),
    ADAN(
        Rate.FALLS,
        Optimizers::adan,
        reach(0.1, 1_000, 1e-4),
        reach(0.02, 10_000, 1e-2),
        reach(0.02, 5_000, 1e-3),
        reach(0.02, 3_000, 1e-3)),
    YOGI(
        Rate.FALLS,
        Optimizers::yogi,
        reach(0.1, 2_000, 1e-2),
        reach(0.05, 20_000, 0.1),
        reach(0.02, 5_000, 0.1),
        reach(0.02, 3_000, 1e-2)),
    NOVO_GRAD(
        Rate.FALLS,
        Optimizers::novoGrad,
        reach(0.005, 1_000, 1e-2),
        reach(0.0005, 20_000, 0.5),
        reach(0.001, 10_000, 1),
        reach(0.002, 3_000, 1e-2)),
    LION(
        Rate.FALLS,
        Optimizers::lion,
        reach(0.05, 1_000, 1e-3),
        reach(0.002, 20_000, 0.5),
        reach(0.01, 5_000, 1),
        reach(0.01, 3_000, 1e-2)),
    SCHEDULE_FREE_ADAM_W(
        Rate.STAYS,
        Optimizers::scheduleFreeAdamW,
        reach(0.1, 2_000, 0.1),
        reach(0.02, 20_000, 0.5),
        reach(0.02, 5_000, 0.1),
        reach(0.02, 5_000, 1e-2)),
    FROMAGE(
        Rate.FALLS,
        Optimizers::fromage,
        reach(0.05, 2_000, 1e-2),
        reach(0.01, 20_000, 0.5),
        reach(0.05, 10_000, 1),
        reach(0.02, 5_000, 0.05)),
    LAMB(
        Rate.FALLS,
        Optimizers::lamb,
        reach(0.05, 1_000, 1e-2),
        reach(0.01, 20_000, 0.5),
        reach(0.02, 10_000, 1),
        reach(0.01, 5_000, 0.05)),
    LARS(
        Rate.FALLS,
        Optimizers::lars,
        reach(10, 2_000, 1e-2),
        reach(1, 20_000, 0.5),
        reach(10, 10_000, 1),
        reach(5, 5_000, 0.05)),
    MUON(
        Rate.FALLS,
        Optimizers::muon,
        reach(0.1, 1_000, 1e-2),
        reach(0.005, 20_000, 0.5),
        reach(0.01, 10_000, 1),
        reach(0.02, 3_000, 1e-2)),
    LOOKAHEAD(
        Rate.FALLS,
        rate -> Optimizers.adam(rate).wrapped(Lookahead::new),
        reach(0.1, 1_000, 1e-4),
        reach(0.02, 10_000, 1e-2),
        reach(0.02, 5_000, 1e-3),
        reach(0.02, 3_000, 1e-3)),
    SHARPNESS_AWARE(
        Rate.FALLS,
        rate -> Optimizers.gradientDescent(rate).with(GradientTransforms.sharpnessAware(0.05)),
        reach(0.05, 500, 0.1),
        reach(0.001, 20_000, 0.5),
        reach(0.001, 10_000, 1),
        reach(0.5, 3_000, 1e-2));

    private final Rate rate;
    private final DoubleFunction<Optimizer> maker;
    private final Reach parabola;
    private final Reach rosenbrock;
    private final Reach illConditioned;
    private final Reach logistic;

    Rule(
        Rate rate,
        DoubleFunction<Optimizer> maker,
        Reach parabola,
        Reach rosenbrock,
        Reach illConditioned,
        Reach logistic) {
      this.rate = rate;
      this.maker = maker;
      this.parabola = parabola;
      this.rosenbrock = rosenbrock;
      this.illConditioned = illConditioned;
      this.logistic = logistic;
    }

    private Reach on(TestFunction function) {
      return switch (function) {
        case PARABOLA -> parabola;
        case ROSENBROCK -> rosenbrock;
        case ILL_CONDITIONED -> illConditioned;
        case LOGISTIC -> logistic;
      };
    }

    Optimizer optimizer(TestFunction function) {
      Reach reach = on(function);
      Optimizer constant = maker.apply(reach.rate);
      return rate == Rate.STAYS
          ? constant
          : constant.withRate(Schedules.cosine(reach.rate, 0, reach.steps));
    }
  }

  private static List<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      for (TestFunction function : TestFunction.values()) {
        for (Precision precision : Precision.values()) {
          rows.add(Arguments.of(rule, function, precision));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void updates_onTestFunctions_reachTheRequiredValue(
      Rule rule, TestFunction function, Precision precision) {
    List<Expr> theta = function.start();
    Expr loss = function.of(theta);
    Optimizer optimizer = rule.optimizer(function);
    Workspace step = compile(loss, optimizer.updates(loss, theta), precision).workspace();
    Reach reach = rule.on(function);
    for (int i = 0; i < reach.steps; i++) {
      step.run();
    }
    double reached = function.of(optimizer.evaluationPoint(theta)).evaluate().get(0);
    assertTrue(reached <= reach.required, () -> "reached " + reached);
  }
}
