// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OptimizersTest {
  static Stream<Arguments> refused() {
    return Stream.of(
        refused("rate", "finite and > 0", 0.0, Optimizers::gradientDescent),
        refused("rate", "finite and > 0", -0.1, Optimizers::momentum),
        refused("rate", "finite and > 0", Double.NaN, Optimizers::adam),
        refused("rate", "finite and > 0", Double.POSITIVE_INFINITY, Optimizers::adaGrad),
        refused("momentum, gamma", "in [0, 1)", 1.0, Momentum::new),
        refused("momentum, gamma", "in [0, 1)", Double.NaN, Momentum::new),
        refused("momentumAveraged, beta", "in [0, 1)", 1.0, MomentumAveraged::new),
        refused("nesterov, gamma", "in [0, 1)", -0.5, Nesterov::new),
        refused("averagedSgd, beta", "in (0, 1]", 0.0, AveragedSgd::new),
        refused("averagedSgd, beta", "in (0, 1]", 1.5, AveragedSgd::new),
        refused("adaGrad, epsilon", "finite and > 0", 0.0, e -> new AdaGrad(e, Epsilon.OUTSIDE)),
        refused("rmsProp, rho", "in [0, 1)", 2.0, RmsProp::new),
        refused(
            "rmsProp, epsilon",
            "finite and > 0",
            Double.NaN,
            e -> new RmsProp(0.9, e, Epsilon.OUTSIDE)),
        refused("adam, beta1", "in [0, 1)", 1.0, beta -> new Adam(beta, 0.999)),
        refused("adam, beta2", "in [0, 1)", -1.0, beta -> new Adam(0.9, beta)),
        refused(
            "adam, epsilon", "finite and > 0", -1e-8, e -> new Adam(0.9, 0.999, e, Epsilon.INSIDE)),
        refused("sgd, dampening", "in [0, 1]", 1.5, new Sgd()::withDampening),
        refused("sgd, weightDecay", "finite and >= 0", -1.0, new Sgd()::withWeightDecay),
        refused("asgd, lambda", "finite and >= 0", -1.0, new Asgd()::withLambda),
        refused("adaDelta, rho", "in [0, 1)", 1.0, new AdaDelta()::withRho),
        refused("amsGrad, beta2", "in [0, 1)", 1.0, new AmsGrad()::withBeta2),
        refused("adaMax, epsilon", "finite and > 0", 0.0, new AdaMax()::withEpsilon),
        refused(
            "nadam, momentumDecay", "finite and >= 0", Double.NaN, new Nadam()::withMomentumDecay),
        refused("rprop, etaMinus", "in (0, 1)", 1.0, new Rprop()::withEtaMinus),
        refused("rprop, etaPlus", "finite and > 1", 1.0, new Rprop()::withEtaPlus),
        refused("adafactor, bound", "finite and > 0", 0.0, new Adafactor()::withBound),
        refused("muon, momentum", "in [0, 1)", 1.0, new Muon()::withMomentum),
        refused("adaBelief, beta1", "in [0, 1)", -0.1, new AdaBelief()::withBeta1),
        refused("adan, beta3", "in [0, 1)", 1.0, new Adan()::withBeta3),
        refused("fromage, leastNorm", "finite and > 0", 0.0, Fromage::new),
        refused("lamb, weightDecay", "finite and >= 0", -0.1, new Lamb()::withWeightDecay),
        refused("lars, trust", "finite and > 0", 0.0, new Lars()::withTrust),
        refused("lion, beta2", "in [0, 1)", 1.0, new Lion()::withBeta2),
        refused("novoGrad, beta2", "in [0, 1)", 1.0, new NovoGrad()::withBeta2),
        refused("optimisticDescent, a", "finite and > 0", 0.0, new OptimisticDescent()::withA),
        refused("optimisticAdam, beta1", "in [0, 1)", 1.0, new OptimisticAdam()::withBeta1),
        refused("polyakSgd, least", "finite", Double.NaN, new PolyakSgd()::withLeast),
        refused("sm3, momentum", "in [0, 1)", 1.0, Sm3::new),
        refused("yogi, initial", "finite and >= 0", -1e-6, new Yogi()::withInitial),
        refused("scheduleFreeSgd, beta", "in [0, 1)", 1.0, ScheduleFreeSgd::new),
        refused("scheduleFreeAdamW, beta1", "in [0, 1)", 1.0, new ScheduleFreeAdamW()::withBeta1),
        refused(
            "weightDecay, lambda",
            "finite and >= 0",
            -0.1,
            lambda -> new WeightDecay(new Adam(), lambda)),
        refused("lookahead, share", "in (0, 1]", 0.0, s -> new Lookahead(new Adam(), 5, s)),
        refused(
            "exponentialAverage, decay",
            "in [0, 1)",
            1.0,
            decay -> new ExponentialAverage(new Adam(), decay)));
  }

  private interface Maker {
    Object make(double setting);
  }

  private static Arguments refused(String what, String range, double value, Maker maker) {
    Executable making = () -> maker.make(value);
    return Arguments.of(what + ": must be " + range + ", got " + value, making);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void makers_settingOutOfRange_sayRangeAndValue(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  @Test
  void makers_defaults_areThoseDocumented() {
    assertEquals(new Momentum(0.9), Optimizers.momentum(1).rule());
    assertEquals(new MomentumAveraged(0.9), Optimizers.momentumAveraged(1).rule());
    assertEquals(new Nesterov(0.9), Optimizers.nesterov(1).rule());
    assertEquals(new AveragedSgd(0.1), Optimizers.averagedSgd(1).rule());
    assertEquals(new AdaGrad(1e-10, Epsilon.OUTSIDE), Optimizers.adaGrad(1).rule());
    assertEquals(new RmsProp(0.9, 1e-8, Epsilon.OUTSIDE), Optimizers.rmsProp().rule());
    assertEquals(0.001, Optimizers.rmsProp().rate().at(1));
    assertEquals(new Adam(0.9, 0.999, 1e-8, Epsilon.OUTSIDE), Optimizers.adam().rule());
    assertEquals(0.001, Optimizers.adam().rate().at(1));
    assertEquals(new Sgd(0.9, 0, false, 0), Optimizers.sgd(1, 0.9).rule());
    assertEquals(new Asgd(1e-4, 0.75, 1e6), Optimizers.asgd(1).rule());
    assertEquals(new AdaDelta(0.9, 1e-6), Optimizers.adaDelta().rule());
    assertEquals(new AmsGrad(0.9, 0.999, 1e-8, Epsilon.OUTSIDE), Optimizers.amsGrad(1).rule());
    assertEquals(new AdaMax(0.9, 0.999, 1e-8), Optimizers.adaMax(1).rule());
    assertEquals(new Nadam(0.9, 0.999, 1e-8, 4e-3), Optimizers.nadam(1).rule());
    assertEquals(new Radam(0.9, 0.999, 1e-8), Optimizers.radam(1).rule());
    assertEquals(new Rprop(0.5, 1.2, 1e-6, 50), Optimizers.rprop(1).rule());
    assertEquals(new Adafactor(1e-30, 1e-3, 1, 0.8), Optimizers.adafactor(1).rule());
    assertEquals(new Muon(0.95, true, 5, 1e-7), Optimizers.muon(1).rule());
    assertEquals(new AdaBelief(0.9, 0.999, 1e-16), Optimizers.adaBelief(1).rule());
    assertEquals(new Adan(0.98, 0.92, 0.99, 1e-8, 0), Optimizers.adan(1).rule());
    assertEquals(new Fromage(1e-6), Optimizers.fromage(1).rule());
    assertEquals(new Lamb(0.9, 0.999, 1e-6, 0), Optimizers.lamb(1).rule());
    assertEquals(new Lars(0.9, 0, 0.001), Optimizers.lars(1).rule());
    assertEquals(new Lion(0.9, 0.99), Optimizers.lion(1).rule());
    assertEquals(new NovoGrad(0.95, 0.98, 1e-8, 0), Optimizers.novoGrad(1).rule());
    assertEquals(new OptimisticDescent(1, 1), Optimizers.optimisticDescent(1).rule());
    assertEquals(new OptimisticAdam(0.9, 0.999, 1e-8), Optimizers.optimisticAdam(1).rule());
    assertEquals(new PolyakSgd(0.5, 1, 0), Optimizers.polyakSgd(0.5).rule());
    assertEquals(new Sm3(0.9), Optimizers.sm3(1).rule());
    assertEquals(new Yogi(0.9, 0.999, 1e-3, 1e-6), Optimizers.yogi(1).rule());
    assertEquals(new ScheduleFreeSgd(0.9), Optimizers.scheduleFreeSgd(1).rule());
    assertEquals(
        new ScheduleFreeAdamW(0.9, 0.999, 1e-8, 0), Optimizers.scheduleFreeAdamW(1).rule());
  }

  @Test
  void toString_namesRuleAndRate() {
    assertEquals(
        "Momentum[gamma=0.9] at rate Constant[value=0.1]", Optimizers.momentum(0.1).toString());
  }
}
