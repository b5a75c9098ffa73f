// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientCheck;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {
  private static final DMatrixRMaj X = GradientCheck.normal(5, 3);

  /** The formula in plain loops, for one hidden layer. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void predictions_areTheFormula(Activation activation) {
    Network model = Mlp.layers(3, 4, 2).activation(activation).head(Head.SOFTMAX).seed(5).build();
    List<DMatrixRMaj> p = model.parameters().stream().map(Expr::evaluate).toList();
    DMatrixRMaj predictions = model.predict(X);
    for (int i = 0; i < 5; i++) {
      double[] h = new double[4];
      for (int j = 0; j < 4; j++) {
        double z = p.get(1).get(0, j);
        for (int k = 0; k < 3; k++) {
          z += X.get(i, k) * p.get(0).get(k, j);
        }
        h[j] =
            switch (activation) {
              case SIGMOID -> 1 / (1 + Math.exp(-z));
              case TANH -> Math.tanh(z);
              case RELU -> Math.max(0, z);
            };
      }
      double[] e = new double[2];
      for (int j = 0; j < 2; j++) {
        double z = p.get(3).get(0, j);
        for (int k = 0; k < 4; k++) {
          z += h[k] * p.get(2).get(k, j);
        }
        e[j] = Math.exp(z);
      }
      for (int j = 0; j < 2; j++) {
        // A few roundings of numbers near 1.
        assertEquals(e[j] / (e[0] + e[1]), predictions.get(i, j), 1e-14);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Head.class)
  void loss_gradientsAgreeWithDifferences_toSecondOrder(Head head) {
    Network model =
        Mlp.layers(3, 4, head == Head.BINARY ? 1 : 2)
            .activation(Activation.TANH)
            .head(head)
            .build();
    DMatrixRMaj targets =
        head == Head.LINEAR
            ? GradientCheck.normal(5, 2)
            : new DMatrixRMaj(5, 1, true, 0, 1, 1, 0, 1);
    DMatrixRMaj[] point =
        model.parameters().stream().map(Expr::evaluate).toArray(DMatrixRMaj[]::new);
    Expr x = Autograd.constant(X);
    Expr y = Autograd.constant(targets);
    GradientCheck.ofMany(theta -> model.loss(x, y, theta)).at(point).order(2).verify();
  }

  @Test
  void predictions_ofHeads_areProbabilities() {
    DMatrixRMaj binary = Mlp.layers(3, 2, 1).head(Head.BINARY).build().predict(X);
    assertTrue(Arrays.stream(binary.getData()).allMatch(p -> p > 0 && p < 1));
    DMatrixRMaj softmax = SoftmaxMlp.layers(3, 4).build().predict(X);
    for (int i = 0; i < 5; i++) {
      double sum = 0;
      for (int j = 0; j < 4; j++) {
        sum += softmax.get(i, j);
      }
      assertEquals(1, sum, 1e-15);
    }
  }

  @Test
  void seed_decidesTheWeights() {
    double[] a = weights(Mlp.layers(3, 4, 1).seed(1).build());
    assertArrayEquals(a, weights(Mlp.layers(3, 4, 1).seed(1).build()));
    assertFalse(Arrays.equals(a, weights(Mlp.layers(3, 4, 1).seed(2).build())));
  }

  private static double[] weights(Network model) {
    return model.parameters().get(0).evaluate().getData();
  }

  @Test
  void regressions_areNetworksWithoutHiddenLayersThatStartAtZero() {
    for (Network model :
        List.of(LinearRegression.of(3), LogisticRegression.of(3), SoftmaxRegression.of(3, 2))) {
      assertEquals(2, model.layers().size());
      assertTrue(Arrays.stream(weights(model)).allMatch(w -> w == 0));
    }
    assertEquals(Head.BINARY, LogisticRegression.of(3).head());
    assertEquals(2, LinearRegression.of(3, 2).targetCount());
    assertEquals(1, SoftmaxRegression.of(3, 5).targetCount());
  }

  @Test
  void layers_thatMakeNoNetwork_areRefused() {
    assertRefused("at least two widths", () -> Mlp.layers(3));
    assertRefused("at least two widths", () -> Mlp.layers(3, 0, 1));
    assertRefused("a binary head has 1 output", () -> Mlp.layers(3, 2).head(Head.BINARY));
    assertRefused(">= 2 classes", () -> SoftmaxMlp.layers(3, 1));
  }

  @Test
  void predict_withOtherColumns_namesBoth() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Mlp.layers(3, 1).build().predict(new DMatrixRMaj(2, 4)));
    assertEquals("predict: the model takes 3 features, got a matrix of 2x4", e.getMessage());
  }

  @Test
  void initializers_haveTheirMoments() {
    CounterRandom random = CounterRandom.of(4);
    double[] normal = Initializers.normal(2, 0.5).weights(300, 200, random).getData();
    // 60,000 samples: the mean is known to 0.5 / sqrt(60000) = 0.002.
    assertEquals(2, mean(normal), 0.01);
    assertEquals(0.25, variance(normal), 0.01);
    double[] he = Initializers.he().weights(300, 200, random).getData();
    assertEquals(2.0 / 300, variance(he), 2e-4);
    double[] xavier = Initializers.xavier().weights(300, 200, random).getData();
    double bound = Math.sqrt(6.0 / 500);
    assertTrue(Arrays.stream(xavier).allMatch(w -> Math.abs(w) <= bound));
    assertEquals(2.0 / 500, variance(xavier), 1e-4);
    assertRefused("sigma must be >= 0", () -> Initializers.normal(0, -1));
    assertRefused("mu must be finite", () -> Initializers.normal(Double.NaN, 1));
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  private static double variance(double[] x) {
    double mean = mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  private static void assertRefused(String rule, Executable program) {
    String message = assertThrows(IllegalArgumentException.class, program).getMessage();
    assertTrue(String.valueOf(message).contains(rule), message);
  }
}
