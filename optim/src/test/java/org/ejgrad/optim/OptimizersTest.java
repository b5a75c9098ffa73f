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
            "adam, epsilon",
            "finite and > 0",
            -1e-8,
            e -> new Adam(0.9, 0.999, e, Epsilon.INSIDE)));
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
  }

  @Test
  void makers_withSchedule_keepIt() {
    Schedule rate = Schedules.inverseTime(1, 0.1);
    Stream.of(
            Optimizers.gradientDescent(rate),
            Optimizers.momentum(rate),
            Optimizers.momentum(rate, 0.5),
            Optimizers.momentumAveraged(rate),
            Optimizers.momentumAveraged(rate, 0.5),
            Optimizers.nesterov(rate),
            Optimizers.nesterov(rate, 0.5),
            Optimizers.averagedSgd(rate),
            Optimizers.averagedSgd(rate, 0.5),
            Optimizers.adaGrad(rate),
            Optimizers.rmsProp(rate),
            Optimizers.rmsProp(rate, 0.5),
            Optimizers.adam(rate),
            Optimizers.adam(rate, 0.5, 0.5))
        .forEach(optimizer -> assertEquals(rate, optimizer.rate()));
  }

  @Test
  void toString_namesRuleAndRate() {
    assertEquals(
        "Momentum[gamma=0.9] at rate Constant[value=0.1]", Optimizers.momentum(0.1).toString());
  }
}
